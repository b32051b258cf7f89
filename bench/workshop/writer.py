"""A phone that writes in a shared document, over the protocol of y-websocket; the same lines of WebSocket as ours.

Its own notes are in a document of its own, which makes real updates. What others write is read in the bytes that
arrive, as our phone does, and not merged: the crowd must not weigh more on one side than on the other.
"""

from __future__ import annotations

import re
import time

from pycrdt import Doc, Map, TransactionEvent

from bench.workshop.phone import WORDS, Phone, Tally

_NOTE = re.compile(rb"@(\d+) (\d+) (\d+) ")
_SYNC, _STEP_1, _STEP_2, _UPDATE = 0, 0, 1, 2
_NOTHING = bytes([_SYNC, _STEP_2, 2, 0, 0])  # an empty update


class Writer(Phone):
    """Somebody who writes in the shared document."""

    path = "/room"
    binary = True

    def __init__(self, number: int, where: tuple[str, int], tally: Tally) -> None:
        super().__init__(number, "", where, tally)
        self.document: Doc[Map[str]] = Doc()
        self.notes = self.document.get("notes", type=Map)
        self._listening = self.document.observe(self._share)

    def hello(self) -> bytes:
        """Ask for everything."""
        return bytes([_SYNC, _STEP_1, 1, 0])

    def say(self) -> None:
        """Write a note, which holds when it was written."""
        self.said += 1
        self.notes[f"{self.number}-{self.said}"] = f"@{self.number} {self.said} {time.monotonic_ns()} {WORDS}"
        self.seen.add((self.number, self.said))

    def _share(self, event: TransactionEvent) -> None:
        self.send(bytes([_SYNC, _UPDATE]) + _counted(event.update))

    def hear(self, payload: bytes) -> None:
        """Answer the other end, and look for notes."""
        if payload[:2] == bytes([_SYNC, _STEP_1]):
            self.send(_NOTHING)
        elif payload[:2] == bytes([_SYNC, _STEP_2]):
            self.look(_NOTE, payload, 0)
            self.welcome()
        elif payload[:2] == bytes([_SYNC, _UPDATE]):
            self.look(_NOTE, payload, time.monotonic_ns() if self.tally.measuring else 0)


def _counted(content: bytes) -> bytes:
    """Bytes after their number, as variable-length integers write it."""
    length, head = len(content), bytearray()
    while length >= 0x80:
        head.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes(head) + bytes([length]) + content
