"""A dossier through time: its state on a day, and what changed between two dossiers."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import given, settings

from maillage.dossier.compare import Change, FieldChange, compare
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Record, Tie
from maillage.dossier.values import PartialDate
from tests.strategies import dossiers

RECORD = Record(id="halle", title="La halle")
DATED = Dossier(
    record=RECORD,
    actors=(
        Actor(id="a1", name="Association", until=PartialDate(2017)),
        Actor(id="a2", name="Toujours là"),
        Actor(id="a1", name="Coopérative", since=PartialDate(2018, 3)),
    ),
    ties=(Tie(id="t", actor_a="a1", actor_b="a2", since=PartialDate(2016), until=PartialDate(2016, 6)),),
)


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (datetime.date(2017, 12, 31), ["Association", "Toujours là"]),
        (datetime.date(2018, 1, 1), ["Toujours là"]),
        (datetime.date(2018, 3, 1), ["Toujours là", "Coopérative"]),
    ],
)
def test_one_state_of_each_thing_holds_on_a_day(day: datetime.date, names: list[str]) -> None:
    assert [actor.name for actor in DATED.at(day).actors] == names


@pytest.mark.parametrize(
    ("day", "count"),
    [(datetime.date(2015, 12, 31), 0), (datetime.date(2016, 1, 1), 1), (datetime.date(2016, 6, 30), 1), (datetime.date(2016, 7, 1), 0)],
)  # fmt: skip
def test_a_partial_date_counts_from_its_first_day_to_its_last(day: datetime.date, count: int) -> None:
    assert len(DATED.at(day).ties) == count


def test_when_two_states_share_a_day_the_later_one_holds() -> None:
    shared = dataclasses.replace(
        DATED,
        actors=(
            Actor(id="a", name="Après", since=PartialDate(2018)),
            Actor(id="a", name="Avant", until=PartialDate(2018)),
        ),
    )
    assert [actor.name for actor in shared.at(datetime.date(2018, 6, 1)).actors] == ["Après"]


@given(dossiers())
@settings(max_examples=8)
def test_a_state_has_each_id_once_and_holds_no_other_row(dossier: Dossier) -> None:
    state = dossier.at(datetime.date(2015, 6, 15))
    rows = list(state.stated())
    assert len({(table, row.id) for table, row in rows}) == len(rows)
    assert set(map(repr, rows)) <= set(map(repr, dossier.stated()))


@given(dossiers())
@settings(max_examples=8)
def test_a_dossier_does_not_differ_from_itself_in_another_order(dossier: Dossier) -> None:
    turned = dataclasses.replace(dossier, actors=dossier.actors[::-1], effects=dossier.effects[::-1])
    assert compare(dossier, dossier) == ()
    assert compare(dossier, turned) == ()


def test_every_change_is_told_field_by_field() -> None:
    after = dataclasses.replace(
        DATED,
        record=Record(id="autre", title="La grande halle"),
        actors=(
            DATED.actors[0],
            dataclasses.replace(DATED.actors[2], name="Scic", roles=(), extras=(("mémo", "x"),)),
            Actor(id="a3", name="Nouvelle"),
        ),
    )
    assert compare(DATED, after) == (
        Change("dossier", "autre", "changed", (FieldChange("id", "halle", "autre"), FieldChange("title", "La halle", "La grande halle"))),
        Change("actors", "a2", "removed"),
        Change("actors", "a1", "changed", (
            FieldChange("name", "Coopérative", "Scic"), FieldChange("roles", "", "none"), FieldChange("mémo", "", "x"))),
        Change("actors", "a3", "added"),
    )  # fmt: skip


def test_a_table_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(AttributeError):
        DATED.rows("budget")
