"""What people ask of rows, and what they may be answered: a conflict, a refusal, a right they do not have."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from maillage.text import Text

Verb = Literal["add", "change", "archive", "restore"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody asks of one row.

    `row` is its key, none to add one. `cells` holds the columns they filled, as canonical texts, empty to clear; the
    other columns stay. `base` is the number of the act they were looking at: what changed since is not overwritten
    """

    verb: Verb
    table: str
    row: int | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that two people changed: what it said, what it says now and since whom, what the second wants it to say.

    An empty `column` is about the whole row, archived or changed while somebody else was on it.
    """

    edit: int
    row: int
    column: str
    base: str
    theirs: str
    mine: str
    author_id: int | None
    at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an edit is refused: which one (none for what follows elsewhere), which column, and what to do."""

    edit: int | None
    table: str
    column: str
    message: Text
    repair: Text


class ConflictError(Exception):
    """Somebody else changed the same cells; nothing was written."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        super().__init__(f"{len(conflicts)} conflicts")


class RefusedError(Exception):
    """What was asked does not hold; nothing was written."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        self.refusals = refusals
        super().__init__("; ".join(refusal.message.en for refusal in refusals))


class NotAllowedError(Exception):
    """The person may not do it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the number of the act (none when nothing changed) and the key of the row of each edit."""

    number: int | None
    rows: tuple[int, ...] = ()
