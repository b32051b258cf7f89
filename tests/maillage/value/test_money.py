"""Shares add up to the whole, and a range falls back on what is said."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.value.money import CENT, Estimate, largest_remainder

CENTS = st.integers(-(10**17), 10**17).map(lambda cents: Decimal(cents) * CENT)
WEIGHTS = st.lists(st.decimals(0, 10**6, places=3) | st.integers(0, 50), min_size=1, max_size=12)


@given(CENTS, WEIGHTS)
@settings(max_examples=100)
def test_parts_add_up_to_the_whole_and_are_within_a_cent_of_their_exact_value(
    total: Decimal, weights: list[Decimal | int]
) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts, Decimal(0)) == total
    assert all(part % CENT == 0 for part in parts)
    together = sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(total) * (Fraction(weight) / together if together else Fraction(1, len(weights)))
        assert abs(Fraction(part) - exact) < Fraction(CENT)


def test_the_cents_left_over_go_to_the_largest_remainders_then_to_the_first() -> None:
    assert largest_remainder(Decimal("0.03"), [1, 1]) == (Decimal("0.02"), Decimal("0.01"))
    assert largest_remainder(Decimal("1.00"), [1, 4, 1]) == (
        Decimal("0.17"),
        Decimal("0.67"),
        Decimal("0.16"),
    )
    assert largest_remainder(Decimal("-1.00"), [2, 1]) == (Decimal("-0.67"), Decimal("-0.33"))
    assert largest_remainder(Decimal("7"), [1, 1], Decimal(1)) == (4, 3)


@pytest.mark.parametrize(("total", "weights"), [("1", []), ("1", [1, -1]), ("0.005", [1])])
def test_what_cannot_be_shared_is_refused(total: str, weights: list[int]) -> None:
    with pytest.raises(ValueError):
        largest_remainder(Decimal(total), weights)


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ((1, 60, 250), (1, 60, 250)),
        ((1, None, 4), (1, Decimal("2.5"), 4)),
        ((None, 60, None), (60, 60, 60)),
        ((8, None, None), (8, 8, 8)),
        ((None, None, 9), (9, 9, 9)),
        ((None, None, None), (None, None, None)),
    ],
)
def test_what_is_unsaid_falls_back_on_what_is_said(
    said: tuple[int | None, ...], levels: tuple[object, ...]
) -> None:
    low, likely, high = (None if one is None else Decimal(one) for one in said)
    estimate = Estimate(low, likely, high)
    assert (estimate.at("low"), estimate.at("likely"), estimate.at("high")) == levels
