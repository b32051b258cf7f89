"""Commitments through time, as their page and their file show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.http import urlencode

from maillage.articulation.findings import name_of
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.memory import LearningSeen, Story, resting_on
from maillage.text import Language, Text
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.queries.memory import as_csv, doing, link, links, memory_on
from maillage_web.journeys.queries.standing import row_page

HEADINGS = (
    Text("engagement", "commitment"),
    Text("de", "from"),
    Text("vers", "to"),
    Text("objet", "object"),
    Text("etat", "state"),
    Text("depuis", "since"),
    Text("jusqu_a", "until"),
    Text("recit", "narrative"),
    Text("affirme_par", "asserted_by"),
    Text("a_revoir", "review_on"),
    Text("repond_a", "answers"),
)


@dataclass(frozen=True, slots=True)
class StoryShown:
    """A commitment with all its states; the forms that write a new one, for who may write; what rests on it."""

    story: Story
    href: str
    sources: tuple[Link, ...] | None
    learnings: tuple[LearningSeen, ...]
    renegotiate: str
    not_kept: str
    say: str
    exit: str
    rests: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PairShown:
    """A commitment and those that answer it."""

    first: StoryShown
    answers: tuple[StoryShown, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsPage:
    """All that the page shows."""

    pairs: tuple[PairShown, ...]
    states: tuple[tuple[Text | None, int], ...]
    add: str


def commitments_page(state: State) -> CommitmentsPage:
    """The commitments of the dossier on the day."""
    log = memory_on(state).commitments
    terms = vocabulary("commitment_statuses").terms
    counts = [(term.label, len(log.in_state(code))) for code, term in terms.items()]
    return CommitmentsPage(
        pairs=tuple(
            PairShown(_shown(state, pair.first), tuple(_shown(state, one) for one in pair.answers))
            for pair in log.pairs
        ),
        states=(*((label, many) for label, many in counts if many), (None, len(log.in_state(None)))),
        add=adding(state, "commitments", {"made_on": state.day.isoformat()}, state.address("commitments")),
    )


def _shown(state: State, story: Story) -> StoryShown:
    row = story.last.row
    exits = state.address("exit")
    join = "&" if state.query else "?"
    return StoryShown(
        story=story,
        href=row_page(state, "commitments", row),
        sources=links(state, "sources", row.source),
        learnings=memory_on(state).learnings.led_to("commitments", story.id),
        renegotiate=_saying(state, story, "renegotiated"),
        not_kept=_saying(state, story, "broken"),
        say=_saying(state, story, ""),
        exit=f"{exits}{join}{urlencode({'acteur': row.from_})}" if _is_actor(state, row.from_) else "",
        rests=_rests(state, story) if story.status == "broken" else (),
    )


def _is_actor(state: State, identity: str) -> bool:
    return any(actor.id == identity for actor in state.dossier.actors)


def _saying(state: State, story: Story, status: str) -> str:
    if story.status == status:
        return ""
    asked = {"engagement": story.id, **({"etat": status} if status else {})}
    return doing(state, "commitment-state", **asked)


def _rests(state: State, story: Story) -> tuple[Link, ...]:
    resting = resting_on(state.dossier, story.last.row)
    answers = [link(state, "commitments", row.id) for row in resting.answers]
    brought = [Link(name_of(row), row_page(state, "contributions", row)) for row in resting.contributions]
    return (*answers, *brought)


def story_named(state: State, identity: str) -> StoryShown | None:
    """The commitment of this id."""
    found = next((one for one in memory_on(state).commitments.stories if one.id == identity), None)
    return _shown(state, found) if found else None


def commitments_csv(state: State, page: CommitmentsPage, language: Language) -> str:
    """The states of the commitments as a file, one line each."""
    return as_csv(HEADINGS, _lines(state, page, language), language)


def _lines(state: State, page: CommitmentsPage, language: Language) -> Iterator[list[str]]:
    stories = [one.story for pair in page.pairs for one in (pair.first, *pair.answers)]
    for story in stories:
        for step in story.steps:
            row = step.row
            yield [
                story.id,
                state.link_to_id("actors", row.from_).words.in_(language),
                state.link_to_id("actors", row.to).words.in_(language) if row.to else "",
                row.object or "",
                step.status.in_(language),
                str(row.since or ""),
                str(row.until or ""),
                row.note or "",
                row.asserted_by or "",
                str(row.review_on or ""),
                row.reciprocates or "",
            ]
