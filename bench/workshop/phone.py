"""A phone of the bench: the few lines of the WebSocket protocol that it needs, so that the crowd weighs little.

It keeps what it says until it is acknowledged, and sends it again when it comes back, as ``live.js`` does.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import time
from collections import OrderedDict
from dataclasses import dataclass, field

_NOTE = re.compile(rb'"text":"@(\d+) (\d+) (\d+) ')
_SEQ = re.compile(rb'"seq":(\d+)')
_KEY = re.compile(rb'"key":"([^"]+)"')
WORDS = "Un jardin partagé derrière la mairie, ouvert le soir."


@dataclass(slots=True)
class Tally:
    """What the phones saw: milliseconds from each note to each other screen, and how many were refused for good."""

    delays: list[float] = field(default_factory=list)
    measuring: bool = False
    refused: int = 0


class Phone(asyncio.Protocol):
    """Somebody who takes part. `seen` are the notes on their screen, `waiting` what is not acknowledged yet."""

    path = "/direct/"
    binary = False

    def __init__(self, number: int, ticket: str, where: tuple[str, int], tally: Tally) -> None:
        self.number, self.ticket, self.where, self.tally = number, ticket, where, tally
        self.waiting: OrderedDict[str, bytes] = OrderedDict()
        self.acknowledged: set[str] = set()
        self.seen: set[tuple[int, int]] = set()
        self.said = self.seq = 0
        self.cut = False
        self.transport: asyncio.Transport | None = None
        self._welcomed: asyncio.Future[None] | None = None
        self._buffer = bytearray()
        self._upgraded = False

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def come(self) -> None:
        """Connect, and wait for the welcome; try again until it is there."""
        loop = asyncio.get_running_loop()
        while not self.cut:
            self._buffer.clear()
            self._upgraded, self._welcomed = False, loop.create_future()
            try:
                await loop.create_connection(lambda: self, *self.where)
                await asyncio.wait_for(self._welcomed, 20)
                return
            except (OSError, TimeoutError):
                await asyncio.sleep(0.3 + 0.7 * os.urandom(1)[0] / 255)

    def leave(self) -> None:
        """Be cut from the network, without a word."""
        self.cut = True
        if self.transport is not None:
            self.transport.abort()

    def hello(self) -> bytes:
        """The first frame."""
        return json.dumps({"t": "hello", "ticket": self.ticket, "since": self.seq}).encode()

    def welcome(self) -> None:
        """The other end let us in."""
        assert self._welcomed is not None
        if not self._welcomed.done():
            self._welcomed.set_result(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode("ascii")
        asked = [
            f"GET {self.path} HTTP/1.1",
            f"Host: {self.where[0]}:{self.where[1]}",
            "Origin: http://127.0.0.1:8000",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
        ]
        transport.write(("\r\n".join(asked) + "\r\n\r\n").encode("ascii"))

    def connection_lost(self, _error: Exception | None) -> None:
        """Come back, unless the network is cut."""
        self.transport = None
        if self._welcomed is not None and not self._welcomed.done():
            self._welcomed.set_exception(ConnectionResetError())
        elif not self.cut:
            self._returning = asyncio.get_running_loop().create_task(self.come())

    # --- saying -------------------------------------------------------------------------------------------------------

    def say(self) -> None:
        """Write a note, which holds when it was written."""
        self.said += 1
        key = f"{self.number}-{self.said}"
        text = f"@{self.number} {self.said} {time.monotonic_ns()} {WORDS}"
        message = {"t": "say", "key": key, "activity": "a1", "kind": "note", "content": {"text": text}}
        self.waiting[key] = json.dumps(message, ensure_ascii=False).encode()
        if self.transport is not None and self._welcomed is not None and self._welcomed.done():
            self.send(self.waiting[key])

    def send(self, payload: bytes) -> None:
        """Send a frame."""
        if self.transport is None:
            return
        length, mask = len(payload), os.urandom(4)
        head = bytes([0x82 if self.binary else 0x81, 0x80 | min(length, 126)])
        head += length.to_bytes(2, "big") if length >= 126 else b""
        stretched = (mask * (length // 4 + 1))[:length]
        masked = int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")
        self.transport.write(head + mask + masked.to_bytes(length, "big"))

    # --- hearing ------------------------------------------------------------------------------------------------------

    def data_received(self, data: bytes) -> None:
        """Take the frames that are whole."""
        self._buffer += data
        if not self._upgraded:
            head, found, rest = bytes(self._buffer).partition(b"\r\n\r\n")
            if not found:
                return
            if b" 101 " not in head[:20]:
                assert self.transport is not None
                self.transport.abort()
                return
            self._upgraded, self._buffer = True, bytearray(rest)
            self.send(self.hello())
        self._frames()

    def _frames(self) -> None:
        buffer = self._buffer
        while len(buffer) >= 2:
            length, start = buffer[1] & 0x7F, 2
            if length == 126:
                length, start = int.from_bytes(buffer[2:4], "big"), 4
            elif length == 127:
                length, start = int.from_bytes(buffer[2:10], "big"), 10
            if len(buffer) < start + length:
                return
            opcode, payload = buffer[0] & 0x0F, bytes(buffer[start : start + length])
            del buffer[: start + length]
            if opcode in (1, 2):
                self.hear(payload)
            elif opcode == 9 and self.transport is not None:
                self.transport.write(bytes([0x8A, 0x80 | length]) + b"\0\0\0\0" + payload)

    def hear(self, payload: bytes) -> None:
        """Take a frame."""
        kind = payload[:12]
        if kind == b'{"t":"set","':
            self.look(_NOTE, payload, time.monotonic_ns() if self.tally.measuring else 0)
            self._follow(payload)
        elif kind == b'{"t":"welcom':
            self.look(_NOTE, payload, 0)
            self._follow(payload)
            self.welcome()
            for waiting in list(self.waiting.values()):
                self.send(waiting)
        elif kind == b'{"t":"ack","':
            self._acknowledge(payload)
        elif kind == b'{"t":"no","k':
            self._refused(json.loads(payload))

    def look(self, notes: re.Pattern[bytes], payload: bytes, now: int) -> None:
        """See the notes of a frame; `now`, when it came, or 0 when it is not to be measured."""
        for by, rank, said_at in notes.findall(payload):
            note = (int(by), int(rank))
            if now and note[0] != self.number and note not in self.seen:
                self.tally.delays.append((now - int(said_at)) / 1e6)
            self.seen.add(note)

    def _follow(self, payload: bytes) -> None:
        if b'"more":true' not in payload[:200]:
            found = _SEQ.search(payload)
            self.seq = int(found[1]) if found else self.seq

    def _acknowledge(self, payload: bytes) -> None:
        found = _KEY.search(payload)
        if found is not None:
            key = found[1].decode("ascii")
            self.waiting.pop(key, None)
            self.acknowledged.add(key)

    def _refused(self, told: dict[str, object]) -> None:
        again, key = told["again"], str(told["key"])
        if isinstance(again, int | float):
            asyncio.get_running_loop().call_later(again + 0.1, self._again, key)
        else:
            self.waiting.pop(key, None)
            self.tally.refused += 1

    def _again(self, key: str) -> None:
        if key in self.waiting:
            self.send(self.waiting[key])
