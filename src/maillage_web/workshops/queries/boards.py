"""Boards: everything that happened in a workshop, folded in order. Kept at hand, and advanced by what came since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import get_ident
from typing import Any

from maillage.workshop.activities import Activity
from maillage.workshop.board import Board
from maillage.workshop.log import Event
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.workshops import models

_AT_HAND = 32  # boards, each of a thread: a board is read while nobody else advances it
_PLANNED = ("key", "kind", "title", "prompt", "minutes", "settings")
_HAPPENED = ("number", "who", "key", "activity", "kind", "content", "at")

Plan = tuple[tuple[Any, ...], ...]
"""The activities of a workshop in their order: key, kind, title, prompt, minutes, settings."""


@dataclass(slots=True)
class Folded:
    """A board, the plan it was made from, and who said its last event under which key."""

    board: Board
    plan: Plan
    last: tuple[str, str] = field(default=("", ""))

    def add(self, event: Event) -> None:
        """Fold one event more."""
        self.board.apply(event)
        self.last = (event.who, event.key)


_shelf: Shelf[Folded] = Shelf(capacity=_AT_HAND, weigh=lambda kept: 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a workshop stands: its state, the number of its last event, its plan."""

    state: str
    head: int
    plan: Plan


def board_of(workshop: models.Workshop) -> Board:
    """The board of a workshop as it stands now. Read it at once: the next call advances the same one."""
    return folded(workshop).board


def folded(workshop: models.Workshop) -> Folded:
    """The same board, with what tells whether it is still that of the rows."""
    plan = plan_of(workshop.pk)
    key = (get_ident(), workshop.token)
    kept = _shelf.get(key, lambda: Folded(board_from(plan), plan))
    if kept.plan != plan or not _advance(kept, workshop.pk):
        kept.board, kept.plan, kept.last = board_from(plan), plan, ("", "")
        _advance(kept, workshop.pk)
    return kept


def _advance(kept: Folded, workshop: int) -> bool:
    """Fold what came since; False when the last event folded is not there any more (undone, restored)."""
    head = kept.board.head
    events = events_after(workshop, max(head - 1, 0))
    if head and (not events or (events[0].number, events[0].who, events[0].key) != (head, *kept.last)):
        return False
    for event in events:
        kept.add(event)
    return True


def goes_on(state: str) -> bool:
    """Whether something may still happen in a workshop of this state, but for its facilitators."""
    return state in (models.Workshop.State.PREPARED, models.Workshop.State.OPEN)


def board_from(plan: Plan) -> Board:
    """The board of a workshop where nothing has happened yet."""
    return Board([Activity(*planned) for planned in plan])


def plan_of(workshop: int) -> Plan:
    """The plan of a workshop."""
    return tuple(models.Activity.objects.filter(workshop=workshop).values_list(*_PLANNED))


def events_after(workshop: int, number: int) -> list[Event]:
    """What happened after this number, in order."""
    rows = models.Event.objects.filter(workshop=workshop, number__gt=number).order_by("number")
    return [Event(*row) for row in rows.values_list(*_HAPPENED)]


def standings(workshops: Iterable[int]) -> dict[int, Standing]:
    """Where these workshops stand, in two queries; one that is gone is not told."""
    asked = list(workshops)
    plans: dict[int, list[tuple[Any, ...]]] = {pk: [] for pk in asked}
    for workshop, *planned in models.Activity.objects.filter(workshop__in=asked).values_list(
        "workshop_id", *_PLANNED
    ):
        plans[workshop].append(tuple(planned))
    found = models.Workshop.objects.filter(pk__in=asked).values_list("pk", "state", "head")
    return {pk: Standing(state, head, tuple(plans[pk])) for pk, state, head in found}


def numbers_of(workshop: int, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of what was already said under these (who, key)."""
    rows = models.Event.objects.filter(workshop=workshop, key__in={key for _, key in keys})
    known = {(who, key): number for who, key, number in rows.values_list("who", "key", "number")}
    return {asked: known[asked] for asked in keys if asked in known}
