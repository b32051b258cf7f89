"""What the directory answers, and what kept it from answering."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage.organisations.messages import message
from maillage.organisations.organisation import Organisation
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class DirectoryProblem:
    """Why the directory did not answer, and what to do. `seconds` is how long to wait, when that is known.

    `code` is one of the rows of ``[problem]`` in ``data/messages/organisations.toml``: offline, timeout,
    too-many-requests, server-error, bad-answer, refused, too-short, bad-siren, cache.
    """

    code: str
    message: Text
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The organisations found on one page, and how many there are in all.

    `asked_at` is when the directory gave this answer (in UTC); `from_cache` says that it was given before, `stale`
    that it is older than it should be and stands in for an answer that did not come, for the reason in `problem`.
    `unread` counts the results that could not be read.
    """

    organisations: tuple[Organisation, ...] = ()
    total: int = 0
    asked_at: datetime.datetime | None = None
    from_cache: bool = False
    stale: bool = False
    problem: DirectoryProblem | None = None
    unread: int = 0


def problem(code: str, *, seconds: int | None = None, **values: object) -> DirectoryProblem:
    """The problem `code`, told with its values. Raises `KeyError`."""
    said = {"seconds": seconds} if seconds is not None else {}
    return DirectoryProblem(code, message("problem", code, **said, **values), seconds)


def stood_in_for(missing: DirectoryProblem, asked_at: datetime.datetime) -> DirectoryProblem:
    """The same problem, saying that an answer of another day follows."""
    said = message("stale", "said", problem=missing.message, date=asked_at.date().isoformat())
    return DirectoryProblem(missing.code, said, missing.seconds)
