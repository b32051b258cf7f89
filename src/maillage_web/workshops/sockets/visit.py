"""A visit: one connection, from its hello to its goodbye. One task reads, another writes."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from maillage_web.workshops.actions import limits
from maillage_web.workshops.actions.saying import Answer, Refused
from maillage_web.workshops.forms.goodbyes import FAREWELLS, SCREENS_ARE_SILENT, TOO_FAST
from maillage_web.workshops.forms.said import UnreadableError, read_message, read_said, read_since
from maillage_web.workshops.queries.tickets import Ticket, read_ticket, still_there
from maillage_web.workshops.sockets import frames
from maillage_web.workshops.sockets.house import House
from maillage_web.workshops.sockets.room import Room

Message = MutableMapping[str, Any]
logger = logging.getLogger(__name__)


class Visit:
    """A connection that was let in. It is a cursor on the board of its room."""

    def __init__(
        self, house: House, send: Callable[[Message], Awaitable[None]], abort: Callable[[], None]
    ) -> None:
        self._house, self._send, self.cut = house, send, abort
        self._loop = asyncio.get_running_loop()
        self.arrived = self._loop.time()
        self.role, self.who = "", ""
        self._room: Room | None = None
        self._number, self._edition = 0, 0
        self._replies: list[str] = []
        self._awake = asyncio.Event()
        self._ending = ""
        self._writing_since = 0.0
        self._bucket = limits.Bucket(self.arrived)
        self._malformed = self._hasty = self._unanswered = 0

    # --- what the room asks -------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """There is something to send."""
        self._awake.set()

    def dismiss(self, code: str) -> None:
        """Say goodbye as soon as what is known has been sent."""
        self._ending = self._ending or code
        self._awake.set()

    def stuck(self, now: float) -> bool:
        """Whether the other end has taken nothing for too long."""
        return bool(self._writing_since) and now - self._writing_since > limits.WRITE_SECONDS

    # --- coming in ----------------------------------------------------------------------------------------------------

    async def greet(self, raw: str | bytes) -> str:
        """Read the first frame, which holds the ticket, and come in; the code of a goodbye when it does not hold."""
        try:
            message = read_message(raw)
        except UnreadableError:
            return "malformed"
        text = message.get("ticket")
        ticket = read_ticket(text) if isinstance(text, str) and frames.kind_of(message) == "hello" else None
        if ticket is None:
            return "ticket"
        return await self._come_in(ticket, read_since(message.get("since")))

    async def _come_in(self, ticket: Ticket, since: int) -> str:
        if not await self._house.desk.ask(lambda: still_there(ticket)):
            return "removed"
        room = await self._house.room(ticket.workshop)
        if room is None:
            return "gone"
        if room.over and ticket.role != "facilitator":
            return "closed"
        self.role, self.who = ticket.role, ticket.who
        if refused := self._house.enter(room, self):
            return refused
        self._room = room
        self._welcome(room, since)
        return ""

    def _welcome(self, room: Room, since: int) -> None:
        """What one may see, the whole of it when there is no telling what one had."""
        whole = since == 0 or since > room.board.head or self._edition != room.edition
        objects = room.everything(self.role, self.who, 0 if whole else since)
        self._number, self._edition = room.board.head, room.edition
        first = frames.welcome(
            who=self.who,
            role=self.role,
            seq=self._number,
            now=_now(),
            whole=whole,
            objects=objects[0],
            more=len(objects) > 1,
        )
        self._replies += [first, *_paged(self._number, objects[1:])]
        self._awake.set()

    def go(self) -> None:
        """The connection is gone."""
        if self._room is not None:
            self._house.leave(self._room, self)

    # --- what it says -------------------------------------------------------------------------------------------------

    async def hear(self, raw: str | bytes) -> None:
        """Take one frame of the other end."""
        wait = self._bucket.take(self._loop.time())
        try:
            message = read_message(raw)
        except UnreadableError as error:
            self._mishap(error)
            return
        if wait or self._unanswered >= limits.BURST:
            await self._slow_down(message, wait or 1.0)
            return
        self._hasty = 0
        kind = frames.kind_of(message)
        if kind == "ping":
            self._reply(frames.pong(_now()))
        elif kind == "say":
            self._say(message)
        else:
            self._mishap(UnreadableError(FAREWELLS["malformed"].text))

    def _say(self, message: dict[str, Any]) -> None:
        try:
            said = read_said(message)
        except UnreadableError as error:
            self._mishap(error)
            return
        if self.role == "screen" or self._room is None:
            self._reply(frames.refused(said.key, SCREENS_ARE_SILENT))
            return
        self._unanswered += 1
        self._house.desk.say(self._room.workshop, self.who, said, self._answer)

    def _answer(self, answer: Answer) -> None:
        self._unanswered -= 1
        self._reply(frames.answered(answer))

    async def _slow_down(self, message: dict[str, Any], wait: float) -> None:
        """Refuse, and read no more for a moment: what is sent too fast waits in the network of who sends it."""
        self._hasty += 1
        key = message.get("key")
        self._reply(
            frames.refused(key if isinstance(key, str) else None, Refused("fast", TOO_FAST, round(wait, 2)))
        )
        if self._hasty > limits.HASTY:
            self.dismiss("flood")
        await asyncio.sleep(0.05)

    def _mishap(self, error: UnreadableError) -> None:
        self._malformed += 1
        self._reply(frames.refused(error.key, Refused(error.code, error.text)))
        if self._malformed >= limits.MALFORMED:
            self.dismiss("malformed")

    # --- what it is told ----------------------------------------------------------------------------------------------

    def _reply(self, frame: str) -> None:
        self._replies.append(frame)
        self._awake.set()

    async def tell(self) -> None:
        """Send what there is to send, until the goodbye."""
        while True:
            await self._awake.wait()
            self._awake.clear()
            for frame in self._due():
                await self._write({"type": "websocket.send", "text": frame})
            if self._ending:
                await self.part(self._ending)
                return

    def _due(self) -> list[str]:
        """The frames due now: what changed first, so that an answer finds its object on the screen."""
        replies, self._replies = self._replies, []
        room = self._room
        if room is None or (self._number >= room.board.head and self._edition == room.edition):
            return replies
        if self._edition != room.edition:
            self._welcome(room, 0)
            again, self._replies = self._replies, []
            return [*again, *replies]
        objects = room.changed(self.role, self.who, self._number)
        self._number = room.board.head
        return [*_paged(self._number, objects), *replies]

    async def part(self, code: str) -> None:
        """Say goodbye and close."""
        farewell = FAREWELLS[code]
        await self._write({"type": "websocket.send", "text": frames.bye(code, farewell.text, farewell.again)})
        await self._write({"type": "websocket.close", "code": farewell.close})

    async def _write(self, message: Message) -> None:
        self._writing_since = self._loop.time()
        await self._send(message)
        self._writing_since = 0.0


def _paged(seq: int, objects: list[str]) -> list[str]:
    last = len(objects) - 1
    return [frames.changes(seq, one, more=place < last) for place, one in enumerate(objects)]


def _now() -> int:
    return time.time_ns() // 1_000_000
