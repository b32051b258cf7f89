"""The one door of a workshop: whatever is said, by a phone, a page or paper, is checked, numbered and kept here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

from maillage.text import Text
from maillage.workshop.board import Board
from maillage.workshop.events import checked
from maillage.workshop.log import Event
from maillage.workshop.refusals import Refusal
from maillage_web.workshops import models
from maillage_web.workshops.actions.bell import ring
from maillage_web.workshops.queries.boards import folded, numbers_of

CLOSED = Text(
    "Cet atelier est fermé : rien ne peut plus y être dit. Demandez à l’animation de le rouvrir.",
    "This workshop is closed: nothing can be said in it any more. Ask the facilitators to open it again.",
)
SITE_SAYS = frozenset({"join", "gone"})  # by the site alone, in the name of a participant
GONE = Text("Cet atelier n’existe plus.", "This workshop does not exist any more.")


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says: `key` is their own name for it, by which a second sending is known."""

    key: str
    activity: str
    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not kept: a code for programs, a sentence for people; `again`: seconds to wait, or never."""

    code: str
    text: Text
    again: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of something said: its number among the events, or why it was refused."""

    key: str
    number: int | None
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a transaction kept: the answers in the order of what was said, and the events it wrote."""

    answers: tuple[Answer, ...]
    events: tuple[Event, ...] = ()


def say(workshop: int, who: str, said: Sequence[Said], now: datetime.datetime) -> tuple[Answer, ...]:
    """Say several things in one transaction, in their order; each is kept once, or refused by itself."""
    return say_together(workshop, [(who, one) for one in said], now).answers


def say_together(workshop: int, said: Sequence[tuple[str, Said]], now: datetime.datetime) -> Kept:
    """The same for several people at once: one commit for all of them. The bell rings after it."""
    with transaction.atomic():
        row = models.Workshop.objects.select_for_update().filter(pk=workshop).first()
        if row is None:
            return Kept(tuple(Answer(one.key, None, Refused("gone", GONE)) for _, one in said))
        kept = _fold(row, said, now)
        if kept.events:
            _write(row, kept.events)
            transaction.on_commit(partial(ring, workshop))
    return kept


def _fold(row: models.Workshop, said: Sequence[tuple[str, Said]], now: datetime.datetime) -> Kept:
    """Check each thing on the board as those before leave it.

    The events are folded before they are written: should the transaction fail, the board is seen not to be that of
    the rows, and made again.
    """
    at_hand = folded(row)
    numbers = numbers_of(row.pk, [(who, one.key) for who, one in said])
    answers, events = [], []
    for who, one in said:
        number, refusal = numbers.get((who, one.key)), None
        if number is None:
            event, refusal = _checked(row, at_hand.board, who, one, now)
            if event is not None:
                at_hand.add(event)
                events.append(event)
                number = numbers[who, one.key] = event.number
        answers.append(Answer(one.key, number, refusal))
    return Kept(tuple(answers), tuple(events))


def _checked(
    row: models.Workshop, board: Board, who: str, one: Said, now: datetime.datetime
) -> tuple[Event | None, Refused | None]:
    if not may_speak(row.state, who):
        return None, Refused("closed", CLOSED)
    try:
        content = checked(board, who, one.activity, one.kind, one.content, site=one.kind in SITE_SAYS)
    except Refusal as refusal:
        return None, Refused(refusal.code, refusal.text)
    return Event(board.head + 1, who, one.key, one.activity, one.kind, content, now), None


def may_speak(state: str, who: str) -> bool:
    """Whether `who` may say something in a workshop of this state: a room while it is open, its hosts until the review.

    >>> may_speak("closed", "p1"), may_speak("closed", "paper"), may_speak("reviewed", "f")
    (False, True, False)
    """
    if who in ("f", "paper"):
        return state != models.Workshop.State.REVIEWED
    return state == models.Workshop.State.OPEN


def _write(row: models.Workshop, events: Sequence[Event]) -> None:
    models.Event.objects.bulk_create(
        models.Event(
            workshop=row,
            number=event.number,
            who=event.who,
            key=event.key,
            activity=event.activity,
            kind=event.kind,
            content=dict(event.content),
            at=event.at,
        )
        for event in events
    )
    row.head = events[-1].number
    row.save(update_fields=["head"])
