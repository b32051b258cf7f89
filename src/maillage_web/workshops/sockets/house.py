"""The house: the rooms in use, who is in them, and what keeps them up to date."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Mapping

from maillage.workshop.log import Event
from maillage_web.workshops.actions import limits
from maillage_web.workshops.actions.saying import Kept
from maillage_web.workshops.queries.boards import Plan, Standing, board_from, events_after, standings
from maillage_web.workshops.sockets.desk import Desk
from maillage_web.workshops.sockets.room import Cursor, Room

SOONEST, LATEST = 0.005, 0.05  # seconds between two waves; what changes meanwhile is told in one frame
SHARE = 3.0  # a wave is followed by twice its length at least without one: there is time to hear what is said
LOOK = 1.0  # seconds between two looks at the database, should the bell be lost
KEEP = 60.0  # seconds that an empty room stays at hand
logger = logging.getLogger(__name__)


class House:
    """All the rooms of this process. It lives in one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.desk = Desk(loop, self.take)
        self.rooms: dict[int, Room] = {}
        self.waiting: Counter[str] = Counter()  # connections not greeted yet, per address
        self._loading: dict[int, asyncio.Task[Room | None]] = {}
        self._ticking: set[int] = set()  # rooms that changed, and are about to be told
        self._rung: set[int] = set()
        self._bell = asyncio.Event()

    # --- rooms --------------------------------------------------------------------------------------------------------

    async def room(self, workshop: int) -> Room | None:
        """The room of this workshop, read from the database when nobody is in it; None when it is gone."""
        if workshop in self.rooms:
            return self.rooms[workshop]
        if workshop not in self._loading:
            self._loading[workshop] = self._loop.create_task(self._load(workshop))
        return await asyncio.shield(self._loading[workshop])

    async def _load(self, workshop: int) -> Room | None:
        try:
            room = await self.desk.ask(lambda: read_room(workshop))
            if room is not None:
                room.unused_since = self._loop.time()
                self.rooms[workshop] = room
            return room
        finally:
            del self._loading[workshop]

    def enter(self, room: Room, cursor: Cursor) -> str:
        """Let a connection in; why not, when it may not. The oldest of the same person makes way."""
        if len(room.cursors) >= limits.PER_WORKSHOP:
            return "full"
        same = [one for one in room.cursors if (one.role, one.who) == (cursor.role, cursor.who)]
        most = limits.PER_PARTICIPANT if cursor.role == "participant" else limits.PER_SHARED_ROLE
        if len(same) >= most:
            min(same, key=lambda one: one.arrived).dismiss("elsewhere")
        room.cursors.add(cursor)
        return ""

    def leave(self, room: Room, cursor: Cursor) -> None:
        """A connection is gone."""
        room.cursors.discard(cursor)
        room.unused_since = self._loop.time()

    # --- what happens -------------------------------------------------------------------------------------------------

    def take(self, workshop: int, kept: Kept) -> None:
        """What this process has just written."""
        room = self.rooms.get(workshop)
        if room is None or not kept.events:
            return
        if room.add(kept.events):
            self._tell(room)
        if room.board.head < kept.events[-1].number:
            self.hear(workshop)  # others wrote in between

    def hear(self, workshop: int) -> None:
        """The bell rang: somebody wrote, here or elsewhere."""
        if workshop in self.rooms:
            self._rung.add(workshop)
            self._bell.set()

    async def keep_up(self) -> None:
        """Look at the database when the bell rings, and every second; for as long as the process lives."""
        looked = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), LOOK)
            self._bell.clear()
            everywhere = self._loop.time() - looked >= LOOK
            looked = self._loop.time() if everywhere else looked
            asked, self._rung = (set(self.rooms) if everywhere else self._rung & set(self.rooms)), set()
            try:
                await self._look(asked)
            except Exception as error:  # the database is busy or away: it will be back
                logger.warning("the workshops cannot be read: %s", type(error).__name__)
            self._sweep()

    async def _look(self, workshops: set[int]) -> None:
        known = {pk: (self.rooms[pk].board.head, self.rooms[pk].plan) for pk in workshops}
        if not known:
            return
        news = await self.desk.ask(lambda: _news(known))
        for pk in known:
            room = self.rooms.get(pk)
            if room is None:
                continue
            if pk not in news:
                self._end(room, "gone")
            elif room.follow(*news[pk]):
                self._tell(room)

    def _tell(self, room: Room) -> None:
        """Wake the connections of a room, at once or when the tick is over."""
        if room.workshop in self._ticking:
            return
        now = self._loop.time()
        self._ticking.add(room.workshop)
        self._loop.call_at(max(now, room.told + room.pause), self._wake, room)

    def _wake(self, room: Room) -> None:
        self._ticking.discard(room.workshop)
        room.told = self._loop.time()
        for cursor in room.cursors:
            cursor.wake()
        self._loop.call_soon(self._measure, room)  # its turn comes after theirs

    def _measure(self, room: Room) -> None:
        """A wave to three hundred people takes some ten milliseconds, to ten people nothing: pause accordingly."""
        room.pause = min(LATEST, max(SOONEST, SHARE * (self._loop.time() - room.told)))

    # --- what ends ----------------------------------------------------------------------------------------------------

    def _sweep(self) -> None:
        now = self._loop.time()
        for room in list(self.rooms.values()):
            for cursor in list(room.cursors):
                if cursor.stuck(now):
                    cursor.cut()
            if room.over and not room.told_over:
                self._end(room, "closed")
            if not room.cursors and now - room.unused_since > KEEP:
                self.rooms.pop(room.workshop, None)

    def _end(self, room: Room, code: str) -> None:
        """Say goodbye: to everybody when the workshop is gone, to all but its facilitators when it is closed."""
        room.told_over = True
        for cursor in list(room.cursors):
            if code == "gone" or cursor.role != "facilitator":
                cursor.dismiss(code)
        if code == "gone":
            self.rooms.pop(room.workshop, None)


# --- in the thread of the desk ----------------------------------------------------------------------------------------


def read_room(workshop: int) -> Room | None:
    """A room from the rows of its workshop; None when there is no such workshop."""
    found = standings([workshop]).get(workshop)
    if found is None:
        return None
    room = Room(workshop, found.plan, found.state, board_from(found.plan))
    room.add(events_after(workshop, 0))
    return room


def _news(known: Mapping[int, tuple[int, Plan]]) -> dict[int, tuple[Standing, list[Event]]]:
    """Where these workshops stand, and what happened since; everything, for one whose plan changed."""
    told = {}
    for workshop, standing in standings(known).items():
        head, plan = known[workshop]
        same = plan == standing.plan
        events = [] if same and head >= standing.head else events_after(workshop, head if same else 0)
        told[workshop] = (standing, events)
    return told
