"""What a project shows: never what is for members, facilitators or an actor, whatever is chosen."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.dossier.audience import pointing, target
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES, Actor, Component, Effect, Learning, Obstacle, Record
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary, vocabulary_names
from maillage.programme.portfolio import Filters, ProjectFacts, Told, facts_of, portfolio
from maillage.programme.research import ShortSecretError, Studied, pseudonym, research_export
from maillage.programme.sharing import (
    PARTS,
    UnknownPartError,
    parts_shown,
    shown_to_programme,
    shown_to_public,
)
from tests.strategies import dossiers

DAY = datetime.date(2026, 11, 24)
SECRET = b"secret of the tests, long enough"


@settings(max_examples=25, deadline=None)
@given(dossiers(), st.sets(st.sampled_from(sorted(PARTS))), st.booleans())
def test_no_row_kept_from_the_public_passes_for_any_choice(
    found: Dossier, parts: set[str], unsaid: bool
) -> None:
    shown = shown_to_programme(found, parts, unsaid)
    open_tables = {table for part in parts for table in PARTS[part]}
    for table, row in shown.stated():
        assert row.visibility == "public" or (unsaid and row.visibility is None)
        assert table in open_tables
    for table in LISTED:
        for field in pointing(table):
            there = {row.id for row in shown.rows(target(table, field))} | set(field.parties)
            for row in shown.rows(table):
                value = getattr(row, field.attribute) or ()
                assert set(value if field.many else [value] if value else []) <= there
    assert (shown.record == found.record) == ("summary" in parts)
    assert all(row.visibility == "public" for _table, row in shown_to_public(found, parts).stated())


def marked() -> Dossier:
    """A dossier with a public, an unsaid and three kept rows of each kind, each with its mark."""
    kept = {"pub": "public", "uns": None, "mem": "members", "fac": "facilitators", "act": "actor"}
    return Dossier(
        record=Record(id="mark-record", title="MarkTitle", summary="MarkSummary", territory=("62041",), spheres=("eat",)),
        actors=tuple(
            Actor(id=f"a-{key}", name=f"MarkActor{key}", commune="62041", visibility=seen, siren="552100554", rna="W123456789", note="mark@example.org")
            for key, seen in kept.items()
        ),
        components=(
            Component(id="c", name="MarkComponent", bearers=("a-pub", "a-mem", "a-act"), visibility="public"),
        ),
        obstacles=(
            Obstacle(id="o-own", obstacle="MarkOwnObstacle", visibility="public"),
            *(
                Obstacle(id=f"o-{key}", obstacle="tight_budgets", narrative=f"MarkStory{key}", visibility=seen)
                for key, seen in kept.items()
            ),
        ),
        effects=(
            Effect(id="e1", name="MarkEffect1", visibility="public", evidence="observed"),
            Effect(id="e2", name="MarkEffect2", visibility="public"),
        ),
        learnings=(Learning(id="l", learning="MarkLearning", visibility="public"),),
    )  # fmt: skip


def test_marks_pass_only_where_they_were_chosen() -> None:
    every = shown_to_programme(marked(), PARTS, unsaid=False)
    assert [row.id for row in every.actors] == ["a-pub"]
    assert every.components[0].bearers == ("a-pub",)
    with_unsaid = shown_to_programme(marked(), PARTS, unsaid=True)
    assert [row.id for row in with_unsaid.actors] == ["a-pub", "a-uns"]
    nothing = shown_to_programme(marked(), (), unsaid=True)
    assert "Mark" not in str(nothing)
    without_actors = shown_to_programme(marked(), ["articulation"], unsaid=True)
    assert without_actors.components[0].bearers is None
    assert "MarkActor" not in str(without_actors)
    told = {one.part: (one.shown, one.hidden) for one in parts_shown(marked(), every)}
    assert told["actors"] == (1, 4)
    assert told["summary"] == (1, 0)
    with pytest.raises(UnknownPartError, match="secrets") as failure:
        shown_to_programme(marked(), ["secrets"], unsaid=False)
    assert "not a part" in failure.value.text.en


def told(token: str, title: str, parts: tuple[str, ...]) -> Told:
    return Told(token, title, facts_of(shown_to_programme(marked(), parts, unsaid=False), DAY, parts))


def test_every_aggregate_opens_onto_its_rows_and_what_is_unsaid_is_told_as_such() -> None:
    both = [told("t2", "Zèbre", ("obstacles", "effects")), told("t1", "Été", tuple(PARTS))]
    for one in both:
        assert ProjectFacts.from_json(json.loads(json.dumps(one.facts.to_json()))) == one.facts
    seen = portfolio(both)
    assert [one.title for one in seen.projects] == ["Été", "Zèbre"]
    budgets = seen.slice("obstacle", "tight_budgets")
    assert budgets is not None
    assert (budgets.projects, budgets.rows) == (2, 2)
    assert {line.fact.row for line in budgets.lines if line.fact} == {"o-pub"}
    phase = seen.slice("phase", "")
    assert phase is not None
    assert (phase.label.en, phase.projects, phase.rows) == ("not said", 2, 0)
    nowhere, unproven = seen.slice("territory", ""), seen.slice("evidence", "")
    assert nowhere is not None
    assert [line.title for line in nowhere.lines] == ["Zèbre"]
    assert unproven is not None
    assert unproven.rows == 2
    assert both[0].facts.of("finding") == ()
    assert both[1].facts.of("finding") != ()
    assert [one.token for one in portfolio(both, Filters({"territory": "62"})).projects] == ["t1"]


def test_what_changed_since_a_day_is_told_row_by_row() -> None:
    later = dataclasses.replace(marked().learnings[0], since=PartialDate(2026))
    facts = facts_of(
        dataclasses.replace(marked(), learnings=(later,)), DAY, tuple(PARTS), datetime.date(2025, 1, 1)
    )
    assert [(one.code, one.row) for one in facts.of("change")] == [("added", "l")]


def test_no_name_no_number_and_no_word_of_anybody_reaches_a_research_export() -> None:
    studied = [
        Studied("token-a", shown_to_programme(marked(), PARTS, unsaid=True), datetime.date(2026, 3, 12))
    ]
    export = research_export(studied, SECRET, DAY)
    assert export == research_export(studied, SECRET, DAY)
    written = [content for name, content in export.files.items() if name != "codebook.csv"]
    whole = b"".join(written).decode().lower()
    for mark in ("mark", "552100554", "w123456789", "62041", "example.org", "2026-03-12", "token-a", "a-pub"):
        assert mark not in whole
    assert "tight_budgets" in export.files["obstacles.csv"].decode()
    assert ",other," in export.files["obstacles.csv"].decode()
    assert "62,eat,2026-03" in export.files["projects.csv"].decode()
    assert any("actors" in one.en for one in export.small_cells)
    with pytest.raises(ShortSecretError):
        pseudonym(b"short", "project", "a")
    assert pseudonym(SECRET, "project", "a") != pseudonym(SECRET[::-1], "project", "a")


@settings(max_examples=15, deadline=None)
@given(dossiers())
def test_marks_in_every_text_column_of_any_dossier_stay_out_of_research(found: Dossier) -> None:
    """Each text, id, web address and number of identification carries a mark; so do words out of vocabularies."""
    changed = {}
    for table in LISTED:
        rows = []
        for row in found.rows(table):
            marks = {
                field.attribute: ("zqmark",) if field.many else "zqmark"
                for field in TABLES[table].fields[1:]
                if field.kind in ("text", "url", "siren", "rna")
                or (field.kind == "code" and field.vocabulary in OPEN and getattr(row, field.attribute))
            }
            rows.append(dataclasses.replace(row, **marks, extras=(("zqmark", "zqmark"),)))
        changed[table] = tuple(rows)
    record = dataclasses.replace(found.record, title="zqmark", summary="zqmark", territory_name="zqmark")
    dossier = dataclasses.replace(found, record=record, **changed)
    export = research_export([Studied("zqmark", dossier, DAY)], SECRET, DAY)
    assert b"zqmark" not in b"".join(export.files.values())


OPEN = {name for name in vocabulary_names() if vocabulary(name).open}
