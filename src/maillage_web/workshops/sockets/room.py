"""A room: the board of one workshop in use, and the frames that tell each connection what changed since its number.

A connection is a cursor on the board. Whatever a slow one missed is not queued anywhere: its next frame is made from
the board, and holds each object once, as it is by then.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from maillage.workshop.board import Board
from maillage.workshop.log import Event
from maillage_web.workshops.queries.boards import Plan, Standing, board_from, goes_on
from maillage_web.workshops.sockets import frames

REMEMBERED = 400  # changes kept at hand; who missed more is told from the board itself
OBJECTS_PER_FRAME = 400


class Cursor(Protocol):
    """What a room asks of a connection: its role, who it is, when it came, and to be woken."""

    role: str
    who: str
    arrived: float

    def wake(self) -> None:
        """Something changed."""

    def dismiss(self, code: str) -> None:
        """It is over, politely."""

    def stuck(self, now: float) -> bool:
        """Whether it has taken nothing for too long."""

    def cut(self) -> None:
        """It is over, at once."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What those of a role who stand at one number see, but for those `apart`: what changed, and the frames."""

    keys: frozenset[str]
    apart: frozenset[str]
    pages: list[str]


@dataclass(slots=True)
class Room:
    """A workshop in use."""

    workshop: int
    plan: Plan
    state: str
    board: Board
    edition: int = 0  # another plan, another board: whoever is connected gets the whole of it
    unused_since: float = 0.0
    told: float = 0.0  # when its connections were last woken
    pause: float = 0.0  # seconds from then to the next time, at least
    told_over: bool = False
    cursors: set[Cursor] = field(default_factory=set)
    _changes: deque[tuple[int, frozenset[str]]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _shared: dict[tuple[str, int], _Shared] = field(default_factory=dict)

    # --- what happens -------------------------------------------------------------------------------------------------

    def add(self, events: Iterable[Event]) -> bool:
        """Fold events that follow; True when something changed. One that does not follow is left for the next look."""
        before = self.board.head
        for event in events:
            if event.number != self.board.head + 1:
                continue
            self._changes.append((event.number, frozenset(self.board.apply(event))))
            if event.kind == "gone":
                self._dismiss(event.who)
        if self.board.head != before:
            self._shared.clear()
        return self.board.head != before

    def follow(self, standing: Standing, events: Iterable[Event]) -> bool:
        """Take up what the database says: its state, its plan, its further events; True when something changed."""
        moved = standing.state != self.state
        self.told_over = self.told_over and not moved
        self.state = standing.state
        if standing.plan != self.plan:
            self.plan, self.board = standing.plan, board_from(standing.plan)
            self.edition += 1
            self._changes.clear()
            self._shared.clear()
            moved = True
        return self.add(events) or moved

    def _dismiss(self, who: str) -> None:
        for cursor in [one for one in self.cursors if one.who == who]:
            cursor.dismiss("removed")

    @property
    def over(self) -> bool:
        """Whether nothing happens in it any more, but for its facilitators."""
        return not goes_on(self.state)

    # --- what one sees ------------------------------------------------------------------------------------------------

    def everything(self, role: str, who: str, since: int) -> list[str]:
        """What one may see and that changed since this number, encoded, in frames' worth of objects."""
        return _paged(self.board.since(since if since <= self.board.head else 0, role, who))

    def changed(self, role: str, who: str, since: int) -> list[str]:
        """The same for one who is nearly up to date, sharing the encoding with all those who stand there."""
        if since >= self.board.head:
            return []
        if not self._changes or self._changes[0][0] > since + 1:
            return self.everything(role, who, since)
        shared = self._shared_since(role, since)
        if role == "participant" and who in shared.apart:
            return _paged(self.board.changes(shared.keys, role, who))
        return shared.pages

    def _shared_since(self, role: str, since: int) -> _Shared:
        found = self._shared.get((role, since))
        if found is None:
            keys: frozenset[str] = frozenset().union(
                *(changed for number, changed in self._changes if number > since)
            )
            pages = [one for one in _paged(self.board.changes(keys, role, "")) if one != "{}"]
            found = self._shared[role, since] = _Shared(keys, self.board.apart(keys), pages)
        return found


def _paged(seen: Mapping[str, Any]) -> list[str]:
    """Objects by key, encoded, in frames' worth; at least one."""
    fragments = [(key, frames.encoded(value)) for key, value in seen.items()]
    starts = range(0, len(fragments) or 1, OBJECTS_PER_FRAME)
    return [frames.joined(dict(fragments[start : start + OBJECTS_PER_FRAME])) for start in starts]
