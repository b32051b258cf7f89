"""The desk: one thread that holds the database of the live process. It writes for everybody in group commits.

While it commits, others arrive: they are the next group. Nobody waits for longer than two commits.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from maillage.text import Text
from maillage_web.workshops.actions.saying import Answer, Kept, Refused, Said, say_together

MOST_AT_ONCE = 200
BUSY = Refused(
    "busy",
    Text(
        "Le serveur n’a pas pu l’enregistrer tout de suite. Votre appareil le renverra de lui-même.",
        "The server could not keep it at once. Your device sends it again by itself.",
    ),
    again=2.0,
)
BROKEN = Refused(
    "broken",
    Text(
        "Le serveur n’a pas su enregistrer ceci. Dites-le autrement, ou prévenez la personne qui anime.",
        "The server could not keep this. Say it otherwise, or tell the facilitator.",
    ),
)
logger = logging.getLogger(__name__)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Saying:
    workshop: int
    who: str
    said: Said
    told: Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class _Question:
    ask: Callable[[], Any]
    future: asyncio.Future[Any]


class Desk:
    """Takes what is said and what is asked, in their order; answers in the loop that it was made for.

    `kept` is told, in that loop, what a transaction wrote, before those who said it are answered.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, kept: Callable[[int, Kept], None]) -> None:
        self._loop, self._kept = loop, kept
        self._waiting: queue.SimpleQueue[_Saying | _Question | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="desk", daemon=True)

    def open(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Finish what was handed in, then stop."""
        self._waiting.put(None)
        self._thread.join(timeout=10)

    def say(self, workshop: int, who: str, said: Said, told: Callable[[Answer], None]) -> None:
        """Have something kept; `told` hears what became of it, once it is committed."""
        self._waiting.put(_Saying(workshop, who, said, told))

    async def ask(self, question: Callable[[], Result]) -> Result:
        """What `question` finds in the database. Raises what it raises."""
        future: asyncio.Future[Result] = self._loop.create_future()
        self._waiting.put(_Question(question, future))
        return await future

    # --- in the thread ------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while (first := self._waiting.get()) is not None:
            group, last = [first], False
            while len(group) < MOST_AT_ONCE and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    last = True
                    break
                group.append(following)
            self._serve(group)
            if last:
                break
        connections.close_all()

    def _serve(self, group: list[_Saying | _Question]) -> None:
        close_old_connections()
        said: dict[int, list[_Saying]] = {}
        for one in group:
            if isinstance(one, _Saying):
                said.setdefault(one.workshop, []).append(one)
        for workshop, sayings in said.items():
            self._write(workshop, sayings)
        for one in group:
            if isinstance(one, _Question):
                self._look_up(one)

    def _write(self, workshop: int, sayings: list[_Saying]) -> None:
        try:
            kept = say_together(workshop, [(one.who, one.said) for one in sayings], timezone.now())
        except (OperationalError, InterfaceError) as error:  # busy or away: sent again, and kept once
            logger.warning("nothing could be kept: %s", type(error).__name__)
            kept = _refused(sayings, BUSY)
        except Exception as error:
            if len(sayings) > 1:  # one of them is wrong: it must not harm the others
                for one in sayings:
                    self._write(workshop, [one])
                return
            logger.warning("something could not be kept: %s", type(error).__name__)
            kept = _refused(sayings, BROKEN)
        self._tell(self._answer, workshop, kept, sayings)

    def _answer(self, workshop: int, kept: Kept, sayings: list[_Saying]) -> None:
        self._kept(workshop, kept)
        for one, answer in zip(sayings, kept.answers, strict=True):
            one.told(answer)

    def _look_up(self, question: _Question) -> None:
        try:
            found = question.ask()
        except Exception as error:
            self._tell(_settle, question.future, None, error)
        else:
            self._tell(_settle, question.future, found, None)

    def _tell(self, what: Callable[..., None], *arguments: object) -> None:
        try:
            self._loop.call_soon_threadsafe(what, *arguments)
        except RuntimeError:  # the loop is closed: nobody is left to be told
            return


def _settle(future: asyncio.Future[Any], found: object, error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(found)
    else:
        future.set_exception(error)


def _refused(sayings: list[_Saying], why: Refused) -> Kept:
    return Kept(tuple(Answer(one.said.key, None, why) for one in sayings))
