"""What a reader does not see does not exist for them, and what they save loses nothing of it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from maillage.dossier.audience import (
    ABOUT,
    Audience,
    hidden_from,
    kept_for,
    pointing,
    put_back,
    scrub,
    seen_by,
    target,
)
from maillage.dossier.cells import format_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES
from maillage.dossier.tables.chain import Actor, Component
from maillage.dossier.tables.journal import Silence
from maillage.dossier.tables.record import Record
from maillage.dossier.tables.transformation import Model, Resource
from maillage.dossier.values import PartialDate
from tests.strategies import dossiers

NOT_SHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Dossiers shrink for minutes; one that fails is told as it is."""
LEVELS = ("public", "members", "facilitators")
MEMBERS = Audience(frozenset({"public", "members"}))
EVERYTHING = Audience(frozenset(LEVELS), frozenset({"ferme", "ville"}))


def a_dossier(**tables: object) -> Dossier:
    actors = (Actor(id="ferme", name="La ferme"), Actor(id="ville", name="La ville"))
    return Dossier(record=Record(id="d", title="D"), **{"actors": actors, **tables})


def test_an_empty_visibility_is_that_of_the_dossier() -> None:
    anybody = frozenset({"public"})
    assert Audience(anybody, public=True).sees(None, None)
    assert not Audience(anybody, public=False).sees(None, None)
    assert MEMBERS.sees(None, None)


CARD = Model(id="fiche", actor="ferme", register="value", visibility="actor")


@pytest.mark.parametrize(
    ("actors", "seen"), [({"ferme"}, True), ({"ville"}, False), (set(), False), ({"ferme", "ville"}, True)]
)
def test_a_card_kept_for_one_actor_is_seen_by_those_of_that_actor_only(actors: set[str], seen: bool) -> None:
    audience = Audience(frozenset(LEVELS), frozenset(actors))
    assert bool(seen_by(a_dossier(models=(CARD,)), audience).models) is seen


def test_a_row_may_be_kept_for_another_actor_than_the_one_it_is_about() -> None:
    card = dataclasses.replace(CARD, kept_for="ville")
    assert not seen_by(a_dossier(models=(card,)), Audience(frozenset(LEVELS), frozenset({"ferme"}))).models
    assert seen_by(a_dossier(models=(card,)), Audience(frozenset(LEVELS), frozenset({"ville"}))).models


def test_a_row_kept_for_no_actor_in_particular_is_seen_by_nobody() -> None:
    trust = Resource(id="confiance", holder="collective", kind="trust", visibility="actor")
    assert kept_for("resources", {"holder": "collective"}) is None
    assert not seen_by(a_dossier(resources=(trust,)), EVERYTHING).resources


def test_references_to_hidden_rows_are_dropped_and_an_emptied_list_says_nothing() -> None:
    actors = (
        Actor(id="ferme", name="La ferme", visibility="facilitators"),
        Actor(id="ville", name="La ville"),
    )
    components = (
        Component(id="cantine", name="Cantine", bearers=("ferme", "ville")),
        Component(id="four", name="Four", bearers=("ferme",)),
        Component(id="moulin", name="Moulin", bearers=()),
    )
    seen = seen_by(a_dossier(actors=actors, components=components), MEMBERS)
    assert [component.bearers for component in seen.components] == [("ville",), None, ()]


def test_a_dated_state_that_is_seen_keeps_its_references() -> None:
    actors = (
        Actor(id="ferme", name="La ferme", visibility="facilitators", until=PartialDate(2019)),
        Actor(id="ferme", name="La ferme", since=PartialDate(2020)),
    )
    seen = seen_by(
        a_dossier(actors=actors, components=(Component(id="four", name="Four", bearers=("ferme",)),)), MEMBERS
    )
    assert len(seen.actors) == 1
    assert seen.components[0].bearers == ("ferme",)


def test_what_sets_aside_a_hidden_row_is_hidden() -> None:
    actors = (Actor(id="ferme", name="La ferme", visibility="facilitators"),)
    when = PartialDate(2026)
    silences = (
        Silence(id="s1", code="FRA001", table="actors", row="ferme", reason="vu", date=when),
        Silence(id="s2", code="FRA001", reason="vu", date=when),
    )
    assert [row.id for row in seen_by(a_dossier(actors=actors, silences=silences), MEMBERS).silences] == [
        "s2"
    ]


def test_every_table_says_which_actor_it_is_about_by_a_column_it_has() -> None:
    for table, column in ABOUT.items():
        field = TABLES[table].field(column)
        assert field.name == "id" or target(table, field) == "actors"


@st.composite
def partly_hidden(draw: st.DrawFn) -> tuple[Dossier, Audience]:
    dossier = draw(dossiers())
    tables = {
        table: tuple(
            dataclasses.replace(row, visibility=draw(st.sampled_from([None, *LEVELS, "actor"])))
            for row in dossier.rows(table)
        )
        for table in LISTED
    }
    levels = draw(st.sets(st.sampled_from(LEVELS)))
    actors = draw(st.sets(st.sampled_from([row.id for row in dossier.actors] or ["nobody"])))
    audience = Audience(frozenset(levels), frozenset(actors), draw(st.booleans()))
    return dataclasses.replace(dossier, **tables), audience


@settings(max_examples=25, deadline=None, phases=NOT_SHRUNK)
@given(partly_hidden())
def test_nothing_of_what_is_seen_points_to_what_is_hidden(drawn: tuple[Dossier, Audience]) -> None:
    dossier, audience = drawn
    seen = seen_by(dossier, audience)
    hidden = hidden_from(dossier, seen)
    for table, row in seen.stated():
        for field in pointing(table):
            value = getattr(row, field.attribute)
            cited = value if field.many else (value,)
            assert not set(cited or ()) - set(field.parties) & hidden[target(table, field)]


@settings(max_examples=25, deadline=None, phases=NOT_SHRUNK)
@given(partly_hidden())
def test_seeing_twice_is_seeing_once_and_nothing_seen_is_made_up(drawn: tuple[Dossier, Audience]) -> None:
    dossier, audience = drawn
    seen = seen_by(dossier, audience)
    assert seen_by(seen, audience) == seen
    for table in LISTED:
        assert {row.id for row in seen.rows(table)} <= {row.id for row in dossier.rows(table)}


@settings(max_examples=25, deadline=None, phases=NOT_SHRUNK)
@given(partly_hidden())
def test_saving_what_one_sees_unchanged_gives_back_what_one_does_not_see(
    drawn: tuple[Dossier, Audience],
) -> None:
    dossier, audience = drawn
    hidden = hidden_from(dossier, seen_by(dossier, audience))
    for table, row in dossier.stated():
        cells = {
            field.name: format_cell(field, getattr(row, field.attribute)) for field in TABLES[table].fields
        }
        shown = scrub(table, cells, hidden)
        for column, words in cells.items():
            kept = put_back(table, column, shown.get(column, ""), words, hidden)
            assert sorted(kept.split("; ")) == sorted(words.split("; "))
