"""The status of an item: how much of it is done, planned and not done; or that it does not concern who answers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.dossier.values import plain_number
from maillage.referential.wording import FrameError, sentence

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Status:
    """Shares of an item, which sum to one or less: the rest is not filled in. Made by `status` and the constants."""

    done: float = 0.0
    planned: float = 0.0
    not_done: float = 0.0
    concerned: bool = True

    @property
    def filled(self) -> bool:
        """Whether it says anything of what is done: only then does it prevail over the children of its item."""
        return self.concerned and (self.done, self.planned, self.not_done) != (0.0, 0.0, 0.0)

    @property
    def unfilled(self) -> float:
        """The share that nothing is said of."""
        rest = 1.0 - math.fsum((self.done, self.planned, self.not_done))
        return rest if rest > _TOLERANCE else 0.0


DONE = Status(done=1.0)
PLANNED = Status(planned=1.0)
NOT_DONE = Status(not_done=1.0)
NOT_CONCERNED = Status(concerned=False)
UNFILLED = Status()
"""Concerned, and not filled in: what it says is that the item does concern who answers."""

WORDS: Mapping[str, Status] = {
    "done": DONE,
    "planned": PLANNED,
    "not_done": NOT_DONE,
    "not_concerned": NOT_CONCERNED,
    "unfilled": UNFILLED,
}
"""The words that a table of answers may hold."""


def detailed(done: float, planned: float, not_done: float) -> Status:
    """A status by shares, from 0 to 1. Raises `FrameError` for shares that are not, or that exceed one together."""
    shares = (done, planned, not_done)
    if not all(math.isfinite(one) and 0 <= one <= 1 for one in shares) or math.fsum(shares) > 1 + _TOLERANCE:
        raise FrameError(sentence("score.bad-shares", found=" ; ".join(f"{one:g}" for one in shares)))
    return Status(done, planned, not_done)


def status(words: str) -> Status:
    """The status that a cell says: a word of `WORDS`, or three shares separated by semicolons, of 1 or of 100.

    Raises `FrameError` for anything else: what is not understood is not taken for “not filled in”.

    >>> status("0.25 ; 0.75 ; 0").planned, status("25 ; 75 ; 0").planned
    (0.75, 0.75)
    """
    found = words.strip().lower().replace(" ", "_").replace("-", "_")
    if found in WORDS:
        return WORDS[found]
    try:
        done, planned, not_done = (float(plain_number(one)) for one in words.split(";"))
    except ValueError as error:
        raise FrameError(sentence("score.bad-status", found=words, known=", ".join(WORDS))) from error
    whole = 100.0 if max(done, planned, not_done) > 1 else 1.0
    return detailed(done / whole, planned / whole, not_done / whole)


def from_shares(shares: Sequence[float]) -> Status:
    """The status of three shares, done, planned and not done. Raises `FrameError`."""
    if len(shares) != 3:
        raise FrameError(sentence("score.bad-shares", found=" ; ".join(map(str, shares))))
    return detailed(*(float(one) for one in shares))
