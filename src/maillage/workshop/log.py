"""One thing that happened in a workshop."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FACILITATOR = "f"
PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `number` is its place in the one order of the workshop, from 1.

    `who` is ``p12`` for participant 12, ``f`` for the facilitators, ``paper``; `key` is the sender's own name for it;
    `content` has passed `maillage.workshop.events.checked`.
    """

    number: int
    who: str
    key: str
    activity: str
    kind: str
    content: Mapping[str, Any]
    at: datetime.datetime


def author(who: str, content: Mapping[str, Any]) -> str:
    """In whose name something is said: a sheet of paper stands for whoever wrote on it.

    >>> author("paper", {"sheet": 3}), author("p12", {})
    ('paper-3', 'p12')
    """
    return f"{PAPER}-{content['sheet']}" if who == PAPER and "sheet" in content else who
