"""One line of a ledger: what one party gives to another in one year. And what could not be made into lines."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from maillage.text import Text
from maillage.value.assumptions import Assumptions
from maillage.value.money import WIDE, Estimate, Level, rounded, smallest
from maillage.value.names import COLLECTIVE, NOT_ACTORS, OUTSIDE, UNSAID, Names

Book = Literal["money", "kind", "effects"]
BOOKS: tuple[Book, ...] = ("money", "kind", "effects")
"""Kept apart and never added up: money, what is brought or moves without money, useful effects."""


@dataclass(frozen=True, slots=True)
class Line:
    """`giver` gives `receiver`, in the calendar year `year`, `factor` times the amount that the row `id` states.

    `estimate` is the amount as the row says it, once and for one period; `factor` is how often it counts that year
    (periods × times × part of the year ÷ `parts`, to twenty decimals). A row whose amount is shared among several
    pairs of parties gives `parts` lines for a year, each with an equal share; the ledger makes them add up to the
    whole to the cent.
    `unit` is a code of ``vocabularies/units.csv``; `kind` one of the contribution or cost kinds, when there is one.
    """

    table: str
    id: str
    book: Book
    year: int
    giver: str
    receiver: str
    estimate: Estimate
    factor: Decimal
    unit: str
    component: str | None = None
    kind: str | None = None
    parts: int = 1
    twelfths: Decimal = Decimal(12)
    """Twelve times `factor`, before it is divided among the parts: exact, where a third of a year is no decimal."""
    per: str | None = None
    """The period of the amount, a code of ``vocabularies/periods.csv``; `None` for what needs none."""
    times: Decimal = Decimal(1)
    realises: str | None = None
    """The contribution that a flow carries out."""

    def amount(self, level: Level) -> Decimal:
        """The amount of the row in that year, all its parts together, rounded once."""
        stated = self.estimate.at(level) or Decimal(0)
        return rounded(WIDE.divide(WIDE.multiply(stated, self.twelfths), Decimal(12)), smallest(self.unit))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row with which the ledger could not be made: what is wrong with it and what to do.

    `reason` is the key of the message, under ``left`` in ``messages/value.toml``; `stated` the amount, when there is
    one.
    """

    table: str
    id: str
    name: Text
    said: Text
    repair: Text
    component: str | None = None
    parties: tuple[str, ...] = ()
    book: Book | None = None
    reason: str = ""
    stated: Text | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Every line of a dossier for the years of `assumptions`, what was left out, and what to know when reading.

    `bearers` gives, for each component, the actors that carry it in the years looked at. `first_year` and
    `last_year` are the years really counted.
    """

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    assumptions: Assumptions
    notes: tuple[Text, ...]
    on: datetime.date
    names: Names = field(default_factory=Names)
    bearers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def years(self) -> range:
        """The years counted, from the first to the last."""
        first, last = self.assumptions.first_year, self.assumptions.last_year
        return range(first, last + 1) if first is not None and last is not None else range(0)


__all__ = [
    "BOOKS",
    "COLLECTIVE",
    "NOT_ACTORS",
    "OUTSIDE",
    "UNSAID",
    "Book",
    "LeftOut",
    "Line",
    "Lines",
    "Names",
]
