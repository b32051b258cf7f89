"""Learnings as their page and their file show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.tables import Session
from maillage.journey.memory import LearningSeen
from maillage.text import Language, Text
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.state import Link, State, table_label
from maillage_web.journeys.queries.memory import as_csv, links, memory_on
from maillage_web.journeys.queries.standing import row_page

HEADINGS = (
    Text("date", "date"),
    Text("seance", "session"),
    Text("apprentissage", "learning"),
    Text("ce_que_cela_a_change", "what_it_changed"),
    Text("lignes_changees", "rows_changed"),
)


@dataclass(frozen=True, slots=True)
class LearningShown:
    """A learning, and links to what it changed, with the name of their table."""

    seen: LearningSeen
    href: str
    changed: tuple[tuple[Text, Link], ...]
    sources: tuple[Link, ...] | None


@dataclass(frozen=True, slots=True)
class Group:
    """The learnings of one session or of one year; no words for those of none."""

    words: Text | str
    href: str
    learnings: tuple[LearningShown, ...]


@dataclass(frozen=True, slots=True)
class LearningsPage:
    """All that the page shows; `by` says how the learnings are grouped."""

    groups: tuple[Group, ...]
    by: str
    count: int
    unsaid: tuple[LearningShown, ...]
    told: tuple[tuple[Session, str], ...]
    reverse: tuple[tuple[Text, Link, tuple[LearningSeen, ...]], ...]
    add: str


def learnings_page(state: State, by: str) -> LearningsPage:
    """The learnings of the dossier on the day, by session, or by year when `by` is ``annee``."""
    log = memory_on(state).learnings
    shown = {one.row.id: _shown(state, one) for one in log.learnings}
    groups = _by_year(log.learnings, shown) if by == "annee" else _by_session(state, shown)
    return LearningsPage(
        groups=groups,
        by="annee" if by == "annee" else "seance",
        count=len(shown),
        unsaid=tuple(shown[one.row.id] for one in log.of("unsaid")),
        told=tuple((row, row_page(state, "sessions", row)) for row in log.told),
        reverse=_reverse(state),
        add=adding(state, "learnings", {"date": state.day.isoformat()}, state.address("learnings")),
    )


def _shown(state: State, one: LearningSeen) -> LearningShown:
    changed = [
        (table_label(it.table), Link(it.name, row_page(state, it.table, it.row))) for it in one.changed
    ]
    sources = links(state, "sources", one.row.source)
    return LearningShown(one, row_page(state, "learnings", one.row), tuple(changed), sources)


def _by_session(state: State, shown: dict[str, LearningShown]) -> tuple[Group, ...]:
    found = []
    for session, many in memory_on(state).learnings.by_session():
        words: Text | str = name_of(session) if session else ""
        href = row_page(state, "sessions", session) if session else ""
        found.append(Group(words, href, tuple(shown[one.row.id] for one in many)))
    return tuple(found)


def _by_year(seen: Sequence[LearningSeen], shown: dict[str, LearningShown]) -> tuple[Group, ...]:
    years: dict[str, list[LearningShown]] = {}
    for one in seen:
        years.setdefault(str(one.date.year) if one.date else "", []).append(shown[one.row.id])
    return tuple(Group(year, "", tuple(many)) for year, many in years.items())


def _reverse(state: State) -> tuple[tuple[Text, Link, tuple[LearningSeen, ...]], ...]:
    """From each row changed to the learnings that led to it."""
    log = memory_on(state).learnings
    rows = {(it.table, it.row.id): it for one in log.learnings for it in one.changed}
    return tuple(
        (table_label(table), Link(it.name, row_page(state, table, it.row)), log.led_to(table, identity))
        for (table, identity), it in sorted(rows.items())
    )


def learnings_csv(page: LearningsPage, language: Language) -> str:
    """The learnings as a file; an empty cell is what the dossier does not say."""
    return as_csv(HEADINGS, _lines(page, language), language)


def _lines(page: LearningsPage, language: Language) -> Iterator[list[str]]:
    for shown in (one for group in page.groups for one in group.learnings):
        seen = shown.seen
        yield [
            str(seen.date or ""),
            name_of(seen.session).in_(language) if seen.session else "",
            seen.row.learning,
            seen.row.change or seen.said.in_(language),
            "; ".join(it.words.in_(language) for _table, it in shown.changed),
        ]
