"""The board of one dossier, and what recurs across several."""

from __future__ import annotations

from dataclasses import replace

from maillage.dossier.tables import Obstacle
from maillage.dossier.values import PartialDate
from maillage.lockins.board import board_of
from maillage.lockins.catalogue import catalogue
from maillage.lockins.recurring import Told, recurring
from tests.maillage.lockins.small import DAY, DOSSIER


def test_cards_stand_in_the_column_of_who_holds_them_with_what_was_tried_and_what_is_left() -> None:
    seen = board_of(DOSSIER, DAY)
    columns = {one.code: one for one in seen.columns}
    assert list(columns) == ["public", "organisations", "ecosystem", "unsaid"]
    assert seen.codes == ("tight_budgets", "Normes d’hygiène", "key_partner")
    (budget,) = columns["public"].cards
    assert (budget.holder.fr, budget.family and budget.family.code) == ("La ville", "public")
    assert [one.id for one in budget.others] == ["budget-2"]
    assert [one.en for one in budget.tried or ()] == ["Bring funders together"]
    assert "pool_funders" not in {lever.code for lever in budget.at_hand} != set()
    assert budget.practices
    (added,) = columns["ecosystem"].cards
    assert (added.family, added.tried, added.at_hand) == (None, None, ())
    assert columns["unsaid"].cards[0].holder.en == "Nobody is named"
    assert "tight_budgets" not in seen.proposed
    assert "volume_relapse" in seen.proposed


def test_a_facilitator_has_a_column_when_it_holds_something() -> None:
    held = (Obstacle(id="seul", holder="relais", obstacle="all_through_facilitator", levers=()),)
    columns = {one.code: one.cards for one in board_of(replace(DOSSIER, obstacles=held), DAY).columns}
    assert [card.tried for card in columns["facilitation"]] == [()]


def test_recurrences_count_dossiers_and_say_what_came_out_of_levers() -> None:
    other = replace(
        DOSSIER,
        record=replace(DOSSIER.record, id="cote", title="La côte", spheres=("move",)),
        obstacles=(
            Obstacle(id="a", holder="territory", obstacle="land_out_of_reach", levers=("provide_land",)),
            Obstacle(id="b", holder="ville", obstacle="normes d’hygiène"),
            Obstacle(id="c", holder="ville", obstacle="short_term", since=PartialDate(2030)),
        ),
    )
    found = recurring(
        [
            Told("val", DOSSIER, DAY),
            Told("cote", other, DAY),
            Told("vide", replace(DOSSIER, obstacles=()), DAY),
        ]
    )
    assert (found.read, found.noting) == (3, 2)
    land = found.of("land_out_of_reach")
    assert land is not None
    assert land.recurs
    assert (land.dossiers, land.spheres) == (("val", "cote"), ("eat", "move"))
    assert land.said.en == "Noted in 2 dossiers of 3."
    assert [(one.lever, one.dossiers, one.over) for one in land.tried] == [
        ("provide_land", ("val", "cote"), ("val",))
    ]
    assert "the obstacle is said to be over in 1 dossier" in land.tried[0].said.en
    added = found.found[-1]
    assert (added.family, added.dossiers) == (None, ("val", "cote")), "the same word whatever its capitals"
    assert found.of("short_term") is None, "it has not begun"
    order = [one.code for one in found.found if one.family]
    assert order == [code for code in catalogue().obstacles if code in order]


def test_nothing_recurs_among_no_dossier() -> None:
    assert recurring([]).found == ()
