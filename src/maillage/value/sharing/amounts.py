"""Amounts as arrays: exact numbers become whole numbers of one unit, floats stay floats.

`Decimal`, `Fraction` and integers are kept exactly: an amount is a whole number times one common unit (a cent, a
twelfth). Sums are then exact, whatever their order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

import numpy as np
import numpy.typing as npt

type_names = {int: "int", float: "float", Decimal: "Decimal", Fraction: "Fraction"}
Number = type[int] | type[float] | type[Decimal] | type[Fraction]
Amount = int | float | Decimal | Fraction
Array = npt.NDArray[Any]

#: Digits of a `Decimal` obtained by a division.
DIGITS = Context(prec=28)
_INT64 = 2**62

#: No amount may be larger, nor have more decimals than this has zeros: floats would overflow in the sums.
LARGEST = 10**100
_PLACES = 100


class NotAnAmount(TypeError):
    """A value is no number; `index` is its position."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__(index)


class MixedAmounts(TypeError):
    """Exact and floating-point numbers stand together; the message names the types."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts in one array: ``values × unit``, in the type `number` in which they were given.

    `values` is float64 for floats, int64 for exact amounts that fit, and an array of Python integers beyond.
    """

    values: Array
    unit: Fraction
    number: Number

    @property
    def exact(self) -> bool:
        """Whether sums of these amounts are exact."""
        return self.number is not float

    def floats(self) -> npt.NDArray[np.float64]:
        """The amounts as floats, without a copy when they are floats already."""
        if not self.exact:
            return self.values
        floats = self.values.astype(np.float64)
        if self.unit.numerator != 1:
            floats *= self.unit.numerator
        if self.unit.denominator != 1:
            floats /= self.unit.denominator
        return floats

    def exactly(self, index: int) -> Fraction:
        """One amount, exactly."""
        value = self.values[index]
        return Fraction(int(value)) * self.unit if self.exact else Fraction(float(value))

    def at(self, index: int) -> Amount:
        """One amount, in the type it was given."""
        return back(self.exactly(index), self.number)


def back(value: Fraction, number: Number) -> Amount:
    """`value` as a `Decimal`, a `Fraction`, an integer when it is one, or a float.

    >>> back(Fraction(1, 4), Decimal)
    Decimal('0.25')
    """
    if number is Decimal:
        return DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    if number is Fraction:
        return value
    return int(value) if number is int and value.denominator == 1 else float(value)


def share(value: Fraction, number: Number) -> Decimal | float:
    """A share: `Decimal` when the amounts given were, else a float.

    >>> share(Fraction(1, 4), int)
    0.25
    """
    return (
        DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
        if number is Decimal
        else float(value)
    )


def fraction(value: Amount) -> Fraction:
    """The exact value of any amount."""
    return Fraction(value)


def number_of(kinds: Iterable[type]) -> Number:
    """The one type in which amounts of these types are counted. Raises `NotAnAmount`, `MixedAmounts`."""
    found = {_kind(each) for each in kinds}
    if len(found & {Decimal, Fraction, float}) > 1:
        raise MixedAmounts(", ".join(sorted(type_names[kind] for kind in found)))
    for kind in (Decimal, Fraction, float):
        if kind in found:
            return kind
    return int


def _kind(kind: type) -> Number:
    if issubclass(kind, Decimal):
        return Decimal
    if issubclass(kind, Integral):
        return int
    if issubclass(kind, Rational):
        return Fraction
    if issubclass(kind, Real):
        return float
    raise NotAnAmount(-1)


def is_amount(value: object) -> bool:
    """Whether `value` is a number one can count with, finite or not."""
    return isinstance(value, Decimal | Real)


def is_finite(value: Amount) -> bool:
    """Whether a number is neither infinite nor undefined."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, Rational) or math.isfinite(value)


def beyond(value: Amount) -> bool:
    """Whether a finite number is too large, or too finely written, for games to be computed.

    >>> beyond(Decimal("1e5000")), beyond(1.5)
    (True, False)
    """
    if isinstance(value, Decimal):
        return value.adjusted() > _PLACES or int(value.as_tuple().exponent) < -_PLACES
    if isinstance(value, Rational):
        return abs(value) > LARGEST or value.denominator > LARGEST
    return abs(float(value)) > LARGEST


def amounts_of(values: Sequence[Any]) -> Amounts:
    """Numbers as `Amounts`; every one must be finite (`is_finite`)."""
    number = number_of(set(map(type, values)))
    if number is float:
        return Amounts(np.array(values, dtype=np.float64), Fraction(1), float)
    if number is int:
        return Amounts(_whole(values), Fraction(1), int)
    unit = _unit_of_decimals(values) if number is Decimal else _unit_of_fractions(values)
    return Amounts(_whole(_in_units(values, unit, number)), unit, number)


def _whole(values: Sequence[Any]) -> Array:
    if not values or (max(values) < _INT64 and min(values) > -_INT64):
        return np.array(values, dtype=np.int64)
    whole = np.empty(len(values), dtype=object)
    whole[:] = [int(value) for value in values]
    return whole


def _unit_of_decimals(values: Sequence[Any]) -> Fraction:
    lowest = min((each.as_tuple().exponent for each in values if isinstance(each, Decimal)), default=0)
    return Fraction(1, 10 ** max(0, -int(lowest)))


def _unit_of_fractions(values: Sequence[Any]) -> Fraction:
    return Fraction(1, math.lcm(*{int(each.denominator) for each in values}))


def _in_units(values: Sequence[Any], unit: Fraction, number: Number) -> list[int]:
    many = unit.denominator
    if number is Fraction:
        return [int(each.numerator) * (many // int(each.denominator)) for each in values]
    places = len(str(many)) - 1
    wide = Context(
        prec=max(
            28, max((each.adjusted() for each in values if isinstance(each, Decimal)), default=0) + places + 2
        )
    )
    return [
        int(each.scaleb(places, wide)) if isinstance(each, Decimal) else int(each) * many for each in values
    ]
