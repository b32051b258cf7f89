"""Amounts: the cent, shares that add up to the whole, and an amount known as a range.

Sums are exact: every amount of a ledger is a multiple of the smallest part of its unit (`smallest`), and no amount is
larger than `LARGEST`, so that the 28 digits of `decimal` hold any sum of a ledger to its last cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import Literal

from maillage.dossier.vocabularies import vocabulary

CENT = Decimal("0.01")
SMALLEST_ELSE = Decimal("0.000001")
LARGEST = Decimal(10) ** 15
"""No amount of a year may be larger: a thousand times what France makes in a year, in euros."""

Level = Literal["low", "likely", "high"]
LEVELS: tuple[Level, ...] = ("low", "likely", "high")

WIDE = Context(prec=120, rounding=ROUND_HALF_EVEN)
"""Digits enough for the product of any three numbers of a dossier; what it gives is rounded before it is kept."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An amount known as a range, as a row says it: any of the three may be unsaid.

    >>> Estimate(low=Decimal(1), high=Decimal(3)).at("likely")
    Decimal('2')
    """

    low: Decimal | None = None
    likely: Decimal | None = None
    high: Decimal | None = None

    def at(self, level: Level) -> Decimal | None:
        """The amount at `level`. What is unsaid falls back on what is said, never on zero.

        "likely": the likely amount, else the middle of low and high, else the only one said. "low" and "high": that
        end, else the likely amount, else the other end. `None` when nothing is said.
        """
        if level == "low":
            return _first(self.low, self.likely, self.high)
        if level == "high":
            return _first(self.high, self.likely, self.low)
        if self.likely is None and self.low is not None and self.high is not None:
            return WIDE.divide(WIDE.add(self.low, self.high), Decimal(2))
        return _first(self.likely, self.low, self.high)

    @property
    def said(self) -> tuple[Decimal, ...]:
        """The amounts that are said, from low to high."""
        return tuple(one for one in (self.low, self.likely, self.high) if one is not None)


def _first(*amounts: Decimal | None) -> Decimal | None:
    return next((one for one in amounts if one is not None), None)


@cache
def is_currency(unit: str | None) -> bool:
    """Whether `unit` is money. Units are rows of ``vocabularies/units.csv``; one that is not listed is not money.

    >>> is_currency("eur"), is_currency("hour")
    (True, False)
    """
    term = vocabulary("units").terms.get(unit or "")
    return term is not None and term.properties.get("dimension") == "money"


def is_known(unit: str | None) -> bool:
    """Whether `unit` is listed; a dossier may use words of its own."""
    return unit in vocabulary("units").terms


def smallest(unit: str) -> Decimal:
    """The smallest part of `unit` that a ledger keeps: the cent for money, a millionth for anything else."""
    return CENT if is_currency(unit) else SMALLEST_ELSE


def rounded(amount: Decimal, quantum: Decimal = CENT) -> Decimal:
    """`amount` to the nearest `quantum`, halves to the even one.

    >>> rounded(Decimal("0.125"))
    Decimal('0.12')
    """
    return WIDE.quantize(amount, quantum)


def largest_remainder(
    total: Decimal, weights: Sequence[Decimal | int], quantum: Decimal = CENT
) -> tuple[Decimal, ...]:
    """`total` in parts proportional to `weights`, each a multiple of `quantum`, that add up to `total` exactly.

    Each part is first cut down to the quantum; the quanta left go one by one to the largest remainders, the first by
    position when they are equal (Hamilton's method). A part differs from its exact value by less than a quantum.
    Weights that are all zero share equally. A negative total gives the opposite of the parts of its opposite.

    Raises `ValueError` without any weight, for a negative weight, or for a total that is no multiple of `quantum`.

    >>> largest_remainder(Decimal(100), [1, 1, 1])
    (Decimal('33.34'), Decimal('33.33'), Decimal('33.33'))
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be given, and none negative")
    if WIDE.remainder(total, quantum):
        raise ValueError(f"{total} is no multiple of {quantum}")
    quanta = int(WIDE.divide(abs(total), quantum))
    counts = _counts(quanta, _whole_weights(weights))
    sign = -1 if total < 0 else 1
    return tuple(WIDE.multiply(quantum, Decimal(sign * count)) for count in counts)


def _whole_weights(weights: Sequence[Decimal | int]) -> list[int]:
    """The same proportions in whole numbers, so that no remainder is rounded."""
    ratios = [Decimal(weight).as_integer_ratio() for weight in weights]
    common = max(bottom for _, bottom in ratios)
    bottoms_divide = all(common % bottom == 0 for _, bottom in ratios)
    if not bottoms_divide:
        common = 1
        for _, bottom in ratios:
            common *= bottom
    whole = [top * (common // bottom) for top, bottom in ratios]
    return whole if any(whole) else [1] * len(whole)


def _counts(quanta: int, weights: list[int]) -> list[int]:
    together = sum(weights)
    parts = [divmod(quanta * weight, together) for weight in weights]
    left = quanta - sum(count for count, _ in parts)
    order = sorted(range(len(parts)), key=lambda place: -parts[place][1])
    given = frozenset(order[:left])
    return [count + (place in given) for place, (count, _) in enumerate(parts)]
