"""What the pages about paper show: the kit as one prints it, the activities one types for, what was entered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from maillage.deliverables.kit import Kit, source
from maillage.deliverables.kit_fields import PaperField, fields_of, is_typed
from maillage.deliverables.kit_notes import fields_said, how_to_write
from maillage.text import Language, Text
from maillage.workshop.activities import Activity
from maillage.workshop.board import Board
from maillage.workshop.log import PAPER
from maillage_web.dossiers.queries.living import Living
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.queries.boards import board_of
from maillage_web.workshops.queries.options import members_dossier
from maillage_web.workshops.queries.rooms import Room, Step, steps_of

DONE = Workshop.State.REVIEWED


@dataclass(frozen=True, slots=True)
class Typed:
    """Something typed from paper: a note has a `number`, by which it is taken back; a stance a `sheet`, typed again."""

    number: int | None
    sheet: str
    text: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperTab:
    """An activity one may type for, and how many of its notes were typed."""

    step: Step
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class PaperPage:
    """The page of one activity: its fields, how to write a line, what was typed, the latest first.

    `key` names what is about to be sent, so that sending it twice keeps it once.
    """

    tabs: tuple[PaperTab, ...]
    step: Step | None
    fields: tuple[PaperField, ...]
    how: tuple[Text, ...]
    typed: tuple[Typed, ...]
    key: str
    writable: bool


def paper_page(room: Room, asked: str, language: Language) -> PaperPage:
    """The page of the activity `asked`, else of the first one that has cards."""
    steps = [step for step in steps_of(room.pk) if is_typed(step.kind)]
    here = next((step for step in steps if step.key == asked), steps[0] if steps else None)
    board = board_of(Workshop.objects.get(pk=room.pk))
    typed = {step.key: _typed_in(board, step, language) for step in steps}
    return PaperPage(
        tabs=tuple(PaperTab(step, len(typed[step.key]), step is here) for step in steps),
        step=here,
        fields=fields_of(here.kind) if here else (),
        how=how_to_write(here.kind, here.settings) if here else (),
        typed=typed[here.key] if here else (),
        key=uuid.uuid4().hex,
        writable=room.state != DONE,
    )


def _typed_in(board: Board, step: Step, language: Language) -> tuple[Typed, ...]:
    """What was typed from paper in an activity and still stands, the latest first."""
    things = [*board.notes[step.key].values(), *board.stances[step.key].values()]
    mine = [one for one in things if str(one.get("by") or one.get("who", "")).startswith(PAPER)]
    latest = sorted(mine, key=lambda one: -int(one.get("number") or one["n"]))
    return tuple(_typed(one, step, language) for one in latest)


def _typed(thing: Mapping[str, Any], step: Step, language: Language) -> Typed:
    said = {**thing, **thing.get("fields", {})}
    fields = fields_said(said, step.kind, step.settings, language)
    sheet = str(thing.get("who", "")).removeprefix(f"{PAPER}-") if "who" in thing else ""
    return Typed(thing.get("number"), sheet, str(thing.get("text") or thing.get("why") or ""), fields)


def kit_source(
    living: Living, room: Room, language: Language, *, join: str, address: str, starts_at: str = ""
) -> str:
    """The typst source of the paper kit of a workshop, made of what any member sees.

    Raises `ValueError` when `starts_at` is not an hour.
    """
    steps = [
        Activity(step.key, step.kind, step.title, step.prompt, step.minutes, step.settings)
        for step in steps_of(room.pk)
    ]
    kit = Kit(
        title=room.title,
        activities=steps,
        dossier=members_dossier(living),
        on=timezone.localdate(),
        join=join,
        address=address,
        code=room.code,
        starts_at=starts_at,
    )
    return source(kit, language)
