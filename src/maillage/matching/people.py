"""Who could meet a need: practitioners, as they show themselves to one reader, and the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maillage.text import Text

ReasonKind = Literal["obstacle", "phase", "sphere", "does", "near", "language"]
REASON_KINDS: tuple[ReasonKind, ...] = ("obstacle", "phase", "sphere", "does", "near", "language")
"""The kinds of reasons, in the order in which pages tell them: an order of telling, not of worth."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a person did and shows: a journey accompanied, a practice, a case, a sheet… Empty: not said."""

    kind: str
    obstacle: str = ""
    sphere: str = ""
    phase: str = ""
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A practitioner, reduced to what they show to the one who reads: what is hidden is not given here at all."""

    id: str
    name: str
    does: tuple[str, ...] = ()
    spheres: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    practices: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person could meet a need: a sentence that rests on something they show."""

    kind: ReasonKind
    words: Text


@dataclass(frozen=True, slots=True)
class Meeting:
    """A person who could meet a need, and why. There is always a reason, and never a score."""

    person: Person
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> tuple[Text, ...]:
        """The reasons as sentences."""
        return tuple(one.words for one in self.reasons)
