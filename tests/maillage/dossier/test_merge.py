"""What an incoming dossier brings to the current one, item by item, and what is done with what was chosen."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal
from typing import Any

import pytest

from maillage.dossier.compare import compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.merge import (
    ROW,
    Item,
    Plan,
    Proposal,
    RowEdit,
    apply,
    edits,
    lacking,
    plan,
    with_cited,
)
from maillage.dossier.merge.proposals import merged_list
from maillage.dossier.tables import Actor, Challenge, Component, Cost, Record, Session, Source, Tie
from maillage.dossier.values import PartialDate

BASE = Dossier(
    record=Record(id="halle", title="La halle", spheres=("eat",)),
    challenges=(Challenge(id="manger", name="Bien manger"),),
    components=(
        Component(id="boutique", name="Une boutique", challenges=("manger",), bearers=("asso", "ferme")),
    ),
    actors=(
        Actor(id="asso", name="L’association", commune="62010"),
        Actor(id="ferme", name="La ferme", note="en bio"),
        Actor(id="ecole", name="L’école"),
    ),
    costs=(Cost(id="loyer", component="boutique", bearer="asso", likely=Decimal(100), unit="eur"),),
)


def having(dossier: Dossier, table: str, identity: str, **values: Any) -> Dossier:
    """The same dossier, one of its rows saying something else."""
    rows = [dataclasses.replace(row, **values) if row.id == identity else row for row in dossier.rows(table)]
    return dataclasses.replace(dossier, **{table: tuple(rows)})


def without(dossier: Dossier, table: str, *ids: str) -> Dossier:
    """The same dossier without some rows."""
    return dataclasses.replace(
        dossier, **{table: tuple(row for row in dossier.rows(table) if row.id not in ids)}
    )


def adding(dossier: Dossier, table: str, *rows: Any) -> Dossier:
    """The same dossier with more rows."""
    return dataclasses.replace(dossier, **{table: (*dossier.rows(table), *rows)})


def brought(base: Dossier | None, current: Dossier, incoming: Dossier) -> dict[str, Item]:
    """The items of the plan, by key."""
    return {item.key: item for item in plan(base, current, incoming).items}


def cell(item: Item, column: str) -> Proposal:
    """The proposal of an item for one column."""
    (found,) = (field for field in item.fields if field.column == column)
    return found


def merged(base: Dossier | None, current: Dossier, incoming: Dossier, **choices: Any) -> Dossier:
    """The dossier that the whole plan makes."""
    found = plan(base, current, incoming)
    reading = apply(current, found, found.keys, **choices)
    assert reading.problems == ()
    assert reading.dossier is not None
    return reading.dossier


# --- one cell -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "new", "told"),
    [
        (None, None, "x", Proposal("note", "", "", "x")),
        ("x", "x", None, Proposal("note", "x", "x", "")),
        ("x", "x", "y", Proposal("note", "x", "x", "y")),
        ("x", "y", "x", None),
        ("x", None, "x", None),
        ("x", "y", "y", None),
        ("x", None, None, None),
        ("x", "y", "z", Proposal("note", "x", "y", "z", conflict=True)),
        ("x", None, "z", Proposal("note", "x", "", "z", conflict=True)),
        ("x", "y", None, Proposal("note", "x", "y", "", conflict=True)),
        (None, "y", "z", Proposal("note", "", "y", "z", conflict=True)),
    ],
)
def test_a_cell_follows_the_side_that_changed_it(
    was: str | None, now: str | None, new: str | None, told: Proposal | None
) -> None:
    base, current, incoming = (having(BASE, "actors", "asso", note=note) for note in (was, now, new))
    found = brought(base, current, incoming)
    assert found == ({} if told is None else {"actors.asso": Item("actors", "asso", "", "changed", (told,))})


def test_a_cell_of_an_unknown_column_counts_as_any_other() -> None:
    current = having(BASE, "actors", "asso", extras=(("mémo", "ici"),))
    incoming = having(BASE, "actors", "asso", extras=(("couleur", "bleu"), ("mémo", "là")))
    item = brought(BASE, current, incoming)["actors.asso"]
    assert item.fields == (
        Proposal("couleur", "", "", "bleu"),
        Proposal("mémo", "", "ici", "là", conflict=True),
    )
    assert merged(BASE, current, incoming).actors[0].extras == (("couleur", "bleu"), ("mémo", "ici"))


def test_a_value_written_in_another_way_is_no_change() -> None:
    again = having(BASE, "costs", "loyer", likely=Decimal("100.00"))
    assert plan(BASE, BASE, again) == Plan()


# --- lists of references or codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "new", "both"),
    [
        ("a", "a; b", "a; c", "a; b; c"),
        ("a; b", "a", "a; b; c", "a; c"),
        ("a; b; c", "a; c", "a; b", "a"),
        ("", "a", "b", "a; b"),
        ("none", "a", "b", "a; b"),
        ("a; b", "b; a", "a; b; c", "b; a; c"),
        ("a; b", "a; b; c", "b; a", "b; a; c"),
        ("a; b", "a; b; c", "a; b; c; d", "a; b; c; d"),
        ("a; b; c", "b; c; a", "c; a; b", None),
        ("a", "none", "a; b", None),
        ("a", "", "a; b", None),
        ("a", "a; b", "none", None),
        ("a; b", "a", "b", None),
    ],
)
def test_lists_keep_what_each_side_added_and_drop_what_each_removed(
    was: str, now: str, new: str, both: str | None
) -> None:
    assert merged_list(was, now, new) == both


def test_two_people_who_add_other_bearers_are_not_in_conflict() -> None:
    current = having(BASE, "components", "boutique", bearers=("asso", "ferme", "ecole"))
    incoming = having(BASE, "components", "boutique", bearers=("ferme",))
    item = brought(BASE, current, incoming)["components.boutique"]
    expected = Proposal("bearers", "asso; ferme", "asso; ferme; ecole", "ferme; ecole", merged=True)
    assert item.fields == (expected,)
    assert not item.conflict
    assert merged(BASE, current, incoming).components[0].bearers == ("ferme", "ecole")


def test_a_member_that_both_sides_added_is_nothing_more_to_add() -> None:
    base, current, incoming = (
        having(BASE, "components", "boutique", bearers=ids)
        for ids in (("asso",), ("asso", "ferme", "ecole"), ("asso", "ecole"))
    )
    assert plan(base, current, incoming) == Plan()


def test_lists_of_words_are_taken_whole() -> None:
    base, current, incoming = (
        having(BASE, "challenges", "manger", indicators=words) for words in (("a",), ("a", "b"), ("a", "c"))
    )
    assert brought(base, current, incoming)["challenges.manger"].conflict


# --- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_that_left_the_incoming_file_is_removed() -> None:
    item = brought(BASE, BASE, without(BASE, "actors", "ecole"))["actors.ecole"]
    assert (item.kind, item.conflict, item.guessed) == ("removed", False, False)
    assert cell(item, "name") == Proposal("name", "L’école", "L’école", "")


def test_a_row_added_meanwhile_stays() -> None:
    current = adding(BASE, "actors", Actor(id="mairie", name="La mairie"))
    assert plan(BASE, current, BASE) == Plan()


def test_a_row_removed_here_and_unchanged_there_stays_removed() -> None:
    assert plan(BASE, without(BASE, "actors", "ecole"), BASE) == Plan()
    assert plan(BASE, *[without(BASE, "actors", "ecole")] * 2) == Plan()


def test_a_row_changed_here_and_removed_there_is_a_conflict() -> None:
    current = having(BASE, "actors", "ecole", commune="62041")
    found = plan(BASE, current, without(BASE, "actors", "ecole"))
    (item,) = found.items
    assert (item.kind, item.conflict) == ("removed", True)
    assert [field.column for field in item.fields if field.conflict] == ["commune"]
    assert edits(found, found.keys) == ()
    assert edits(found, found.keys, {(item.key, ROW): "incoming"}) == (
        RowEdit("actors", "ecole", "", "removed", {}),
    )


def test_a_row_removed_here_and_changed_there_is_a_conflict() -> None:
    incoming = having(BASE, "actors", "ecole", commune="62041")
    found = plan(BASE, without(BASE, "actors", "ecole"), incoming)
    (item,) = found.items
    assert (item.kind, item.conflict) == ("added", True)
    assert cell(item, "commune") == Proposal("commune", "", "", "62041", conflict=True)
    assert cell(item, "name") == Proposal("name", "L’école", "", "L’école")
    assert edits(found, found.keys) == ()
    (edit,) = edits(found, found.keys, {(item.key, ROW): "incoming"})
    assert edit.cells == {"id": "ecole", "name": "L’école", "commune": "62041"}


def test_rows_added_on_both_sides_complete_each_other_until_they_contradict() -> None:
    here = adding(BASE, "actors", Actor(id="mairie", name="La mairie", commune="62010"))
    there = adding(BASE, "actors", Actor(id="mairie", name="La mairie", legal_form="commune"))
    (item,) = plan(BASE, here, there).items
    assert item.fields == (Proposal("legal_form", "", "", "commune"),)

    other = adding(BASE, "actors", Actor(id="mairie", name="Mairie d’à côté", legal_form="commune"))
    (item,) = plan(BASE, here, other).items
    assert [field.column for field in item.fields if field.conflict] == ["name", "legal_form", "commune"]
    assert merged(BASE, here, other) == here


def test_the_record_is_the_same_whatever_its_id() -> None:
    incoming = dataclasses.replace(BASE, record=Record(id="grande-halle", title="La halle", spheres=("eat",)))
    found = plan(BASE, BASE, incoming)
    assert edits(found, found.keys) == (RowEdit("dossier", "halle", "", "changed", {"id": "grande-halle"}),)
    assert merged(BASE, BASE, incoming).record.id == "grande-halle"


# --- dated states ---------------------------------------------------------------------------------------------------

EARLIER = Actor(id="a1", name="Association", until=PartialDate(2017))
LATER = Actor(id="a1", name="Coopérative", since=PartialDate(2018, 3))
DATED = adding(BASE, "actors", EARLIER, LATER)


def test_each_dated_state_of_an_id_is_an_item() -> None:
    incoming = adding(
        BASE, "actors", dataclasses.replace(EARLIER, note="x"), dataclasses.replace(LATER, note="y")
    )
    found = brought(DATED, DATED, incoming)
    assert [(key, item.since) for key, item in found.items()] == [
        ("actors.a1", ""),
        ("actors.a1@2018-03", "2018-03"),
    ]
    whole = plan(DATED, DATED, incoming)
    assert edits(whole, ["actors.a1@2018-03"]) == (
        RowEdit("actors", "a1", "2018-03", "changed", {"note": "y"}),
    )
    assert compare(merged(DATED, DATED, incoming), incoming) == ()


def test_a_single_state_that_ends_and_another_that_follows() -> None:
    base = adding(BASE, "actors", dataclasses.replace(EARLIER, until=None))
    found = plan(base, base, DATED)
    assert [(item.key, item.kind) for item in found.items] == [
        ("actors.a1", "changed"),
        ("actors.a1@2018-03", "added"),
    ]
    assert compare(merged(base, base, DATED), DATED) == ()
    alone = apply(base, found, ["actors.a1@2018-03"])
    assert [(wrong.code, wrong.place.file) for wrong in alone.problems] == [("duplicate-id", "actors.a1")]


def test_only_the_state_that_changed_is_written_whatever_the_order_of_the_rows() -> None:
    base = adding(BASE, "actors", LATER, EARLIER)
    incoming = adding(BASE, "actors", LATER, dataclasses.replace(EARLIER, note="x"))
    assert merged(base, base, incoming) == incoming


def test_a_state_that_leaves_while_another_stays_needs_nothing() -> None:
    base = having(DATED, "components", "boutique", bearers=("asso", "a1"))
    incoming = having(adding(BASE, "actors", LATER), "components", "boutique", bearers=("asso",))
    found = brought(base, base, incoming)
    assert {key: (item.kind, item.cites) for key, item in found.items()} == {
        "components.boutique": ("changed", ()),
        "actors.a1": ("removed", ()),
    }


def test_an_earlier_state_is_added_beside_one_that_has_a_beginning() -> None:
    base = adding(BASE, "actors", LATER)
    assert compare(merged(base, base, DATED), DATED) == ()


def test_a_single_state_is_found_by_its_id_whatever_its_beginning() -> None:
    base, incoming = (adding(BASE, "actors", dataclasses.replace(LATER, note=note)) for note in ("x", "y"))
    found = plan(base, base, incoming)
    assert edits(found, found.keys) == (RowEdit("actors", "a1", "", "changed", {"note": "y"}),)
    assert merged(base, base, incoming) == incoming


# --- without a base -------------------------------------------------------------------------------------------------


def test_without_a_base_what_would_disappear_is_guessed() -> None:
    incoming = without(having(BASE, "actors", "ferme", name="La ferme du Val", note=None), "actors", "ecole")
    found = plan(None, BASE, incoming)
    assert [(item.key, item.kind, item.guessed) for item in found.items] == [
        ("actors.ferme", "changed", False),
        ("actors.ferme.emptied", "changed", True),
        ("actors.ecole", "removed", True),
    ]
    assert found.conflicts == ()
    assert found.stated == {"actors.ferme"}
    assert edits(found, found.stated) == (
        RowEdit("actors", "ferme", "", "changed", {"name": "La ferme du Val"}),
    )
    assert edits(found, found.keys)[0].cells == {"name": "La ferme du Val", "note": ""}
    assert merged(None, BASE, incoming) == incoming


def test_without_a_base_lists_are_not_merged() -> None:
    incoming = having(BASE, "components", "boutique", bearers=("ecole",))
    item = brought(None, BASE, incoming)["components.boutique"]
    assert item.fields == (Proposal("bearers", "", "asso; ferme", "ecole"),)


# --- what items need ------------------------------------------------------------------------------------------------

NEWCOMERS = adding(
    adding(
        adding(BASE, "sources", Source(id="bilan", title="Bilan")),
        "actors",
        Actor(id="mairie", name="La mairie", source=("bilan",)),
    ),
    "ties",
    Tie(id="t", actor_a="asso", actor_b="mairie"),
)


def test_an_item_names_the_added_rows_it_cites() -> None:
    found = plan(BASE, BASE, NEWCOMERS)
    assert {item.key: item.cites for item in found.items} == {
        "sources.bilan": (),
        "actors.mairie": ("sources.bilan",),
        "ties.t": ("actors.mairie",),
    }
    assert lacking(found, ["ties.t"]) == {"ties.t": ("actors.mairie",)}
    assert lacking(found, found.keys) == {}
    assert with_cited(found, ["ties.t"]) == found.keys


def test_choosing_an_item_without_what_it_cites_is_told() -> None:
    found = plan(BASE, BASE, NEWCOMERS)
    reading = apply(BASE, found, ["ties.t"])
    assert reading.dossier is None
    (wrong,) = reading.problems
    assert (wrong.code, wrong.place.file, wrong.place.column) == ("dangling", "ties.t", "actor_b")
    assert "mairie" in wrong.message.fr


def test_a_row_of_the_same_name_does_not_stand_for_one_that_was_not_chosen() -> None:
    current = adding(BASE, "actors", Actor(id="ville", name="Mairie"))
    incoming = adding(NEWCOMERS, "actors", Actor(id="ville", name="Mairie"))
    reading = apply(current, plan(current, current, incoming), ["ties.t"])
    assert [wrong.code for wrong in reading.problems] == ["dangling"]


def test_a_removal_names_the_items_that_stop_citing_the_row() -> None:
    incoming = having(without(BASE, "actors", "ferme"), "components", "boutique", bearers=("asso",))
    found = plan(BASE, BASE, incoming)
    assert {item.key: item.cites for item in found.items} == {
        "components.boutique": (),
        "actors.ferme": ("components.boutique",),
    }
    (wrong,) = apply(BASE, found, ["actors.ferme"]).problems
    assert (wrong.code, wrong.place.file) == ("dangling", "components.boutique")


def test_a_row_that_cites_itself_needs_nothing() -> None:
    base = having(BASE, "actors", "ecole", kept_for="ecole")
    for current, incoming in (
        (base, without(base, "actors", "ecole")),
        (without(base, "actors", "ecole"), base),
    ):
        (item,) = plan(current, current, incoming).items
        assert item.cites == ()


def test_an_added_row_that_has_the_name_of_another_says_so() -> None:
    incoming = adding(BASE, "actors", Actor(id="lassociation", name="l'ASSOCIATION"))
    item = brought(BASE, BASE, incoming)["actors.lassociation"]
    assert (item.kind, item.looks_like) == ("added", "asso")


def test_a_further_state_of_a_row_does_not_look_like_itself() -> None:
    base = adding(BASE, "actors", EARLIER)
    incoming = adding(base, "actors", dataclasses.replace(LATER, name=EARLIER.name))
    assert brought(base, base, incoming)["actors.a1@2018-03"].looks_like == ""


def test_a_name_that_several_rows_have_looks_like_none() -> None:
    current = adding(BASE, "actors", Actor(id="asso-2", name="L’association"))
    incoming = adding(current, "actors", Actor(id="asso-3", name="L’association"))
    assert brought(current, current, incoming)["actors.asso-3"].looks_like == ""


def test_titles_count_as_names_and_only_within_their_table() -> None:
    base = adding(BASE, "sources", Source(id="s", title="L’école"))
    incoming = adding(
        adding(base, "sources", Source(id="s2", title="L’Ecole")),
        "sessions",
        Session(id="x", date=PartialDate(2020)),
    )
    found = brought(base, base, incoming)
    assert (found["sources.s2"].looks_like, found["sessions.x"].looks_like) == ("s", "")


# --- what was chosen ------------------------------------------------------------------------------------------------


def test_only_what_is_chosen_is_done() -> None:
    incoming = having(having(BASE, "actors", "asso", note="x"), "actors", "ferme", note="y")
    found = plan(BASE, BASE, incoming)
    assert apply(BASE, found, ["actors.ferme"]).dossier == having(BASE, "actors", "ferme", note="y")
    assert apply(BASE, found, []).dossier == BASE
    assert apply(BASE, found, ["actors.nobody"]).dossier == BASE


def test_a_choice_settles_a_conflict_and_may_leave_a_cell_out() -> None:
    current = having(BASE, "actors", "asso", note="ici", description="ici")
    incoming = having(BASE, "actors", "asso", note="là", description="là", name="L’asso")
    found = plan(BASE, current, incoming)
    assert edits(found, found.keys)[0].cells == {"name": "L’asso"}
    chosen = edits(
        found,
        found.keys,
        {("actors.asso", "note"): "incoming", ("actors.asso", "name"): "current"},
    )
    assert chosen == (RowEdit("actors", "asso", "", "changed", {"note": "là"}),)


def test_a_row_added_may_be_left_out() -> None:
    found = plan(BASE, BASE, NEWCOMERS)
    assert edits(found, ["sources.bilan"], {("sources.bilan", ROW): "current"}) == ()


def test_two_halves_that_do_not_fit_are_told_and_not_written() -> None:
    current = having(BASE, "costs", "loyer", low=Decimal(90))
    incoming = having(BASE, "costs", "loyer", likely=Decimal(80))
    found = plan(BASE, current, incoming)
    reading = apply(current, found, found.keys)
    (wrong,) = reading.problems
    assert reading.dossier is None
    assert (wrong.code, wrong.place.text().en) == ("amounts-out-of-order", "costs.loyer, column likely")


def test_a_plan_made_for_another_dossier_is_an_error() -> None:
    found = plan(BASE, BASE, having(BASE, "actors", "asso", note="x"))
    with pytest.raises(ValueError, match="asso"):
        apply(without(BASE, "actors", "asso"), found, found.keys)


def test_texts_that_look_like_something_else_stay_as_they_are() -> None:
    odd = Actor(
        id="nom", name="nom", note="=1+1", extras=tuple((f"colonne {n}", "note") for n in "123456789")
    )
    incoming = adding(BASE, "actors", odd)
    assert merged(BASE, BASE, incoming) == incoming


def test_items_come_in_the_order_of_the_tables_with_keys_that_fit_an_address() -> None:
    found = plan(None, without(DATED, "actors", "asso"), NEWCOMERS)
    assert [item.table for item in found.items] == ["sources", "actors", "actors", "actors", "actors", "ties"]
    assert len(found.keys) == len(found.items)
    assert all(re.fullmatch(r"[a-z0-9_.@-]+", key) for key in found.keys)
