"""What was written on paper is said in the workshop, note by note, in the name of the paper."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from types import MappingProxyType
from typing import Any

from django.db import transaction

from maillage.deliverables.kit_fields import SHEETS
from maillage.deliverables.kit_notes import PaperNote
from maillage.text import Text
from maillage.workshop.log import PAPER
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.queries.boards import board_of


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of notes: how many are in, which were refused and why."""

    kept: int
    refused: tuple[tuple[PaperNote, Text], ...]


@transaction.atomic
def enter(
    *, workshop: int, activity: str, kind: str, key: str, notes: Sequence[PaperNote], now: datetime.datetime
) -> Entered:
    """Say `notes` in an activity of this `kind`, in order; `key` names the sending, which is kept once.

    What each one says for oneself is of a sheet of its own, numbered after those that are there unless it names one.
    """
    room = Workshop.objects.select_for_update().get(pk=workshop)
    sheets = count(_last_sheet(room, activity) + 1) if kind in SHEETS else repeat(0)
    said = [
        _said(activity, kind, f"{key}-{note.line}", note, note.fields.get("sheet") or next(sheets))
        for note in notes
    ]
    answers = say(workshop, PAPER, said, now)
    pairs = list(zip(notes, answers, strict=True))
    refused = tuple((note, answer.refusal.text) for note, answer in pairs if answer.refusal is not None)
    return Entered(len(pairs) - len(refused), refused)


def _last_sheet(room: Workshop, activity: str) -> int:
    """The highest sheet of paper of an activity; 0 without any."""
    said = [one["who"] for one in board_of(room).stances[activity].values()]
    return max((int(who.removeprefix(f"{PAPER}-")) for who in said if who.startswith(f"{PAPER}-")), default=0)


def _said(activity: str, kind: str, key: str, note: PaperNote, sheet: int) -> Said:
    said, content = _SAYING.get(kind, _note)(note)
    actor = {"actor": note.fields["actor"]} if kind in _SAYING and note.fields.get("actor") else {}
    return Said(
        key=key,
        activity=activity,
        kind=said,
        content={**content, **actor, **({"sheet": sheet} if sheet else {})},
    )


def _note(note: PaperNote) -> tuple[str, dict[str, Any]]:
    return "note", {"text": note.text, "fields": dict(note.fields)}


def _contribution(note: PaperNote) -> tuple[str, dict[str, Any]]:
    named = {name: value for name, value in note.fields.items() if name != "actor"}
    return "contribution", {"brings": note.text, **named}


def _position(note: PaperNote) -> tuple[str, dict[str, Any]]:
    return "stance", {"level": note.fields.get("level"), "why": note.text}


def _consent(note: PaperNote) -> tuple[str, dict[str, Any]]:
    return "stance", {"answer": note.fields.get("answer", ""), "why": note.text}


def _constraint(note: PaperNote) -> tuple[str, dict[str, Any]]:
    return "constraint", {"text": note.text, "open_to": note.fields.get("open_to", _MOST_DISCREET)}


_MOST_DISCREET = "neighbour"
_SAYING: Mapping[str, Callable[[PaperNote], tuple[str, dict[str, Any]]]] = MappingProxyType(
    {
        "contributions": _contribution,
        "position": _position,
        "consent": _consent,
        "constraints": _constraint,
    }
)


def take_back(*, workshop: int, activity: str, number: int, now: datetime.datetime) -> Text | None:
    """Withdraw a note that was typed from paper; the reason when it cannot be."""
    said = Said(key=f"back-{number}", activity=activity, kind="withdraw", content={"note": number})
    (answer,) = say(workshop, PAPER, [said], now)
    return answer.refusal.text if answer.refusal else None
