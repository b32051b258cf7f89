"""The decision log as its page and its file show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.tables import Decision
from maillage.journey.memory import DecisionSeen as Seen
from maillage.journey.memory import LearningSeen
from maillage.text import Language, Text
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.queries.memory import as_csv, doing, link, links, memory_on
from maillage_web.journeys.queries.standing import row_page

HEADINGS = (
    Text("fil", "thread"),
    Text("date", "date"),
    Text("question", "question"),
    Text("options", "options"),
    Text("issue", "outcome"),
    Text("decide_par", "decided_by"),
    Text("objections", "objections"),
    Text("seance", "session"),
    Text("a_revoir", "review_on"),
    Text("revue", "reviewed_on"),
    Text("etat_de_la_revue", "review"),
    Text("remplace", "supersedes"),
)


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision with all its context; `review` leads to the form of its review, for who may write."""

    seen: Seen
    row: Decision
    name: Text
    href: str
    decided_by: tuple[Link, ...] | None
    about: tuple[Link, ...] | None
    sources: tuple[Link, ...] | None
    session: Link | None
    learnings: tuple[LearningSeen, ...]
    review: str


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """A thread, oldest first; `name` is the question of the decision that holds now."""

    decisions: tuple[DecisionShown, ...]
    name: Text
    forked: bool


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """All that the page shows: what to review by urgency, then the threads."""

    threads: tuple[ThreadShown, ...]
    urgent: tuple[tuple[str, tuple[DecisionShown, ...]], ...]
    unsaid: int
    after: int
    add: str


def decisions_page(state: State) -> DecisionsPage:
    """The decisions of the dossier on the day."""
    log = memory_on(state).decisions
    shown = {one.row.id: _shown(state, one) for one in log.decisions}
    urgent = [(when, tuple(shown[one.row.id] for one in log.to_review(when))) for when in _URGENT]
    return DecisionsPage(
        threads=tuple(
            ThreadShown(
                tuple(shown[one.row.id] for one in thread.decisions),
                name_of(thread.last.row),
                thread.forked,
            )
            for thread in log.threads
        ),
        urgent=tuple((when, many) for when, many in urgent if many),
        unsaid=len(log.to_review("unsaid")),
        after=log.after,
        add=adding(state, "decisions", {"date": state.day.isoformat()}, state.address("decisions")),
    )


_URGENT = ("late", "now", "soon")


def _shown(state: State, one: Seen) -> DecisionShown:
    row = one.row
    return DecisionShown(
        seen=one,
        row=row,
        name=name_of(row),
        href=row_page(state, "decisions", row),
        decided_by=links(state, "actors", row.decided_by),
        about=links(state, "components", row.about),
        sources=links(state, "sources", row.source),
        session=link(state, "sessions", row.session) if row.session else None,
        learnings=memory_on(state).learnings.led_to("decisions", row.id),
        review="" if one.heirs else doing(state, "decision-review", decision=row.id),
    )


def decision_named(state: State, identity: str) -> DecisionShown | None:
    """A decision of this id that nothing supersedes yet, to review it."""
    log = memory_on(state).decisions
    found = next((one for one in log.decisions if one.row.id == identity and not one.heirs), None)
    return _shown(state, found) if found else None


def candidates(state: State, identity: str) -> list[tuple[str, Text]]:
    """The decisions that could be said to supersede this one, by key: those that supersede none yet."""
    rows = [one.row for one in memory_on(state).decisions.decisions]
    return [
        (str(row.line), name_of(row))
        for row in rows
        if row.id != identity and row.supersedes is None and row.line
    ]


def decisions_csv(page: DecisionsPage, language: Language) -> str:
    """The decisions as a file, thread by thread; an empty cell is what the dossier does not say."""
    return as_csv(HEADINGS, _lines(page, language), language)


def _lines(page: DecisionsPage, language: Language) -> Iterator[list[str]]:
    for number, thread in enumerate(page.threads, start=1):
        for one in thread.decisions:
            row = one.row
            yield [
                str(number),
                str(row.date or ""),
                row.question,
                "; ".join(row.options or ()),
                row.outcome or "",
                "; ".join(it.words.in_(language) for it in one.decided_by or ()),
                "; ".join(row.objections or ()),
                one.session.words.in_(language) if one.session else "",
                str(row.review_on or ""),
                str(row.reviewed_on or ""),
                one.seen.review.said.in_(language),
                row.supersedes or "",
            ]
