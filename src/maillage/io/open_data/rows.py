"""Gather the rows that a service gives page by page, as one file of JSON lines.

A gathering that was cut is taken up at the page where it stopped, if that was less than a day ago.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.io.open_data.downloads import Bringing, Progress
from maillage.io.open_data.parts import Part
from maillage.io.open_data.problems import refusal
from maillage.io.open_data.provenance import Fetched, Provenance, provenance_of, write_provenance
from maillage.io.open_data.services import Address

Row = Mapping[str, Any]

_TAKEN_UP_WITHIN = datetime.timedelta(days=1)
_MOST_PAGES = 20_000


class ShapeError(Exception):
    """The answer is not of the shape it should have."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one answer holds: its rows, the address of the next page, how many rows (`total`) the question has."""

    rows: Sequence[Row]
    following: str | None = None
    total: int | None = None


ReadPage = Callable[[Any], Page]
"""What an answer, parsed from JSON, holds. Raises `ShapeError`."""


@dataclass(slots=True)
class _Place:
    """Where a gathering stands: the question, the page to ask, what was written before it."""

    asked: str
    since: str
    question: int = 0
    page: str | None = None
    rows: int = 0
    of_question: int = 0
    bytes: int = 0
    pages: int = 0
    seen: list[str] = field(default_factory=list)


class Gathering(Bringing):
    """Gathers rows, each gathering into one file."""

    def gather(
        self,
        questions: Sequence[Address],
        name: str,
        read: ReadPage,
        *,
        version: str | None = None,
        progress: Progress | None = None,
    ) -> Fetched:
        """The rows that answer all the `questions`, of one service, as `name`. Raises `OpenDataError`.

        No row at all is a problem (``empty``): what is there is left as it is.
        `version`: what the service says of the edition; when what is there is of the same one, nothing is asked.
        `progress` is told the rows gathered, and the rows there are when there is one question.
        """
        if not questions:
            raise refusal("no-codes")
        target = self._folder / name
        kept, asked = provenance_of(target), _asked(questions)
        if kept and version and (kept.version, kept.url) == (version, asked):
            return Fetched(target, kept, changed=False)
        with Part.of(target) as part:
            place = self._place(part, asked)
            while place.question < len(questions):
                self._next(questions, place, part, read, progress)
            if not place.rows:
                part.forget()
                raise refusal("empty", questions[0])
            came = self._provenance(questions[0], place, part, version)
            part.become(target)
        write_provenance(target, came)
        return Fetched(target, came, changed=kept is None or kept.sha256 != came.sha256)

    def _place(self, part: Part, asked: str) -> _Place:
        """Where to take it up: at the page that was not read, or at the beginning."""
        state = part.state
        try:
            place = _Place(**state)
            since = datetime.datetime.fromisoformat(place.since)
            if place.asked == asked and self._now - since < _TAKEN_UP_WITHIN and place.bytes <= part.size:
                part.cut_at(place.bytes)
                return place
        except (TypeError, ValueError):
            pass
        part.begin({})
        return _Place(asked, self._now.isoformat())

    def _next(
        self,
        questions: Sequence[Address],
        place: _Place,
        part: Part,
        read: ReadPage,
        progress: Progress | None,
    ) -> None:
        """Ask one page, write its rows, remember the next place."""
        address = self._page(questions[place.question], place)
        page = self._read(address, read)
        for row in page.rows:
            part.add(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        place.rows += len(page.rows)
        place.of_question += len(page.rows)
        place.pages += 1
        self._turn(place, page, address)
        place.bytes = part.size
        if place.bytes > self._most or place.pages > _MOST_PAGES:
            part.forget()
            raise refusal("too-large-answer", address)
        part.remember({name: getattr(place, name) for name in _Place.__slots__})
        if progress:
            progress(place.rows, page.total if len(questions) == 1 else None)

    def _page(self, question: Address, place: _Place) -> Address:
        if place.page is None:
            return question
        following = self._asking.addresses.of(place.page)
        if following.service.id != question.service.id:
            raise refusal("bad-answer", question)
        return following

    def _turn(self, place: _Place, page: Page, address: Address) -> None:
        """To the next page, or to the next question once all the rows of this one came."""
        if page.following is not None and page.rows:
            if page.following in place.seen or page.following == address.official:
                raise refusal("bad-answer", address)
            place.seen.append(page.following)
            place.page = page.following
            return
        if page.total is not None and place.of_question < page.total:
            raise refusal("incomplete", address, came=place.of_question, total=page.total)
        place.question, place.page, place.of_question, place.seen = place.question + 1, None, 0, []

    def _read(self, address: Address, read: ReadPage) -> Page:
        try:
            return read(self._asking.json(address))
        except ShapeError as error:
            raise refusal("bad-answer", address) from error

    def _provenance(self, first: Address, place: _Place, part: Part, version: str | None) -> Provenance:
        return Provenance(
            url=place.asked,
            final_url=place.asked,
            sha256=part.digest("sha256"),
            size=part.size,
            fetched_at=self._now,
            service=first.service.id,
            producer=self._producer or first.service.producer,
            version=version,
            rows=place.rows,
        )


def _asked(questions: Sequence[Address]) -> str:
    """The questions in one line: the address of one, else that of the first and a digest of all."""
    if len(questions) == 1:
        return questions[0].official
    every = "\n".join(one.official for one in questions)
    return (
        f"{questions[0].official} (+{len(questions) - 1}, {hashlib.sha256(every.encode()).hexdigest()[:12]})"
    )


# --- what is found in an answer ---


def listed(payload: Any, key: str) -> list[Row]:
    """The rows under `key` of an answer. Raises `ShapeError`."""
    found = payload.get(key) if isinstance(payload, dict) else None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ShapeError(key)
    return found


def number(value: object) -> int | None:
    """A count said by a service, when it is one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def link(value: object) -> str | None:
    """The address of a next page, when there is one."""
    return value if isinstance(value, str) and value else None
