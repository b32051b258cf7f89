"""Commitments through time: state after state of the same promise, and the promise that answers it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Commitment, Contribution
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.memory_reviews import ORDER, Review, review_of
from maillage.journey.memory_words import begins, party, sentence, text
from maillage.text import Text

OVER = ("broken", "ended")
"""The statuses after which there is nothing to review."""


@dataclass(frozen=True, slots=True)
class Step:
    """One dated state of a commitment: its row, its status in words, when it held."""

    row: Commitment
    status: Text
    when: Text


@dataclass(frozen=True, slots=True)
class Story:
    """A commitment from its first state to the one of the day; `others` is what other sources say of it."""

    id: str
    steps: tuple[Step, ...]
    who: Text
    review: Review
    others: tuple[Commitment, ...]

    @property
    def last(self) -> Step:
        """The state it is in, or was in last."""
        return self.steps[-1]

    @property
    def status(self) -> str | None:
        """The code of that state."""
        return self.last.row.status

    @property
    def name(self) -> Text:
        """What is promised."""
        return name_of(self.last.row)


@dataclass(frozen=True, slots=True)
class Pair:
    """A commitment and those that answer it, side by side."""

    first: Story
    answers: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class CommitmentLog:
    """The commitments known on a day, paired; those to review come first, then those that were not kept."""

    pairs: tuple[Pair, ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every commitment, each once."""
        return tuple(story for pair in self.pairs for story in (pair.first, *pair.answers))

    def in_state(self, status: str | None) -> tuple[Story, ...]:
        """The commitments in one state; none for those whose state is not said."""
        return tuple(story for story in self.stories if story.status == status)


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on a commitment: the promises that answer it, and what the one who promised brings."""

    answers: tuple[Commitment, ...]
    contributions: tuple[Contribution, ...]


def commitment_log(dossier: Dossier, on: datetime.date) -> CommitmentLog:
    """The commitments known on `on`, each told from its first state. `dossier` is the whole one.

    A commitment stands with the first of its chain of answers: each is told once.
    """
    states: dict[str, list[Commitment]] = defaultdict(list)
    for row in sorted(dossier.commitments, key=begins):
        made = row.made_on.first_day() if row.made_on else begins(row)
        if begins(row) <= on and made <= on:
            states[row.id].append(row)
    lasts = {identity: rows[-1] for identity, rows in states.items()}
    stories = {
        identity: _story(dossier, states, identity, on)
        for identity, last in lasts.items()
        if last.variant_of not in lasts
    }
    pairs: dict[str, list[Story]] = defaultdict(list)
    for identity, story in stories.items():
        pairs[_head(stories, identity)].append(story)
    found = [Pair(stories[head], tuple(s for s in many if s.id != head)) for head, many in pairs.items()]
    return CommitmentLog(tuple(sorted(found, key=_first)))


def _story(dossier: Dossier, states: dict[str, list[Commitment]], identity: str, on: datetime.date) -> Story:
    rows = states[identity]
    last = rows[-1]
    others = [row for many in states.values() for row in many if row.variant_of == identity]
    over = last.status in OVER or (last.until is not None and last.until.last_day() < on)
    review = Review("over", text("memory-review.over")) if over else review_of(last.review_on, None, on)
    return Story(identity, tuple(map(_step, rows)), _who(dossier, last), review, tuple(others))


def _step(row: Commitment) -> Step:
    labels = vocabulary("commitment_statuses")
    status = labels.label_of(row.status) if row.status else text("memory-commitment.unsaid")
    return Step(row, status, _when(row))


def _when(row: Commitment) -> Text:
    begun = _said("since", row.since or row.made_on)
    until = _said("until", row.until)
    if begun and until:
        return sentence("memory-commitment.between", since=begun, until=until)
    return begun or until or text("memory-commitment.always")


def _said(key: str, date: PartialDate | None) -> Text | None:
    """A bound in words; French says a day otherwise than a month or a year."""
    if date is None:
        return None
    return sentence(f"memory-commitment.{key}{'-day' if date.day else ''}", date=date_words(date))


def _who(dossier: Dossier, row: Commitment) -> Text:
    giver = party(dossier, row.from_, text("memory.unsaid"))
    if row.to is None:
        return sentence("memory-commitment.from", from_=giver)
    return sentence("memory-commitment.from-to", from_=giver, to=party(dossier, row.to, giver))


def _head(stories: dict[str, Story], identity: str) -> str:
    """The commitment that the answers lead back to; two that answer each other stand with the first by id."""
    seen = [identity]
    while (before := stories[seen[-1]].last.row.reciprocates) in stories:
        if before in seen:
            return min(seen[seen.index(before) :])
        seen.append(str(before))
    return seen[-1]


def _first(pair: Pair) -> tuple[int, int, str]:
    stories = (pair.first, *pair.answers)
    urgent = [ORDER.index(one.review.when) for one in stories if one.review.when in ORDER]
    broken = any(one.status == "broken" for one in stories)
    return min(urgent, default=len(ORDER)), not broken, pair.first.id


def resting_on(dossier: Dossier, commitment: Commitment) -> Resting:
    """What to look at when a commitment is not kept: the answers to it, and what its maker brings to the same party.

    `dossier` is the state of the day. It lists; it does not say that these fall: the exit explorer looks further.
    """
    answers = [row for row in dossier.commitments if row.reciprocates == commitment.id]
    brought = [
        row
        for row in dossier.contributions
        if row.variant_of is None and row.from_ == commitment.from_ and commitment.to in (None, row.to)
    ]
    return Resting(tuple(answers), tuple(brought))
