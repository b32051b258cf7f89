"""Present values by stated conventions, each with its worked example; and when a balance is back to zero."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.value.assumptions import AssumptionError, Assumptions
from maillage.value.discounting import CONVENTIONS, break_even, discount_factor, discounted, present_value
from maillage.value.ledger import ledger_of
from maillage.value.lines import lines_of
from tests.maillage.value.ledger_dossiers import written

EURO = Decimal("0.01")


@pytest.mark.parametrize("code", CONVENTIONS)
def test_the_worked_example_of_a_convention_comes_out_and_is_told(code: str) -> None:
    one = CONVENTIONS[code]
    amounts = {2024 + place: one.amount for place in range(one.years)}
    assert present_value(amounts, one.rate, convention=code) == one.value
    assert f"{one.value}".replace(".", ",") in one.example.fr
    assert f"{one.value}" in one.example.en


def test_ninety_three_euros_for_ten_years_is_769_at_the_start_of_the_year_and_735_at_its_end() -> None:
    """A published specification (Bénéfriches) states the sum from 1 to 10 and gives the number of the sum from 0 to 9."""
    sums = [
        sum(Fraction(93) / (1 + Fraction(45, 1000)) ** power for power in powers)
        for powers in (range(10), range(1, 11))
    ]
    assert [round(float(one), 2) for one in sums] == [769.0, 735.88]
    assert [CONVENTIONS[code].value for code in ("start", "end")] == [Decimal("769.00"), Decimal("735.88")]


@given(
    st.dictionaries(
        st.integers(2000, 2060), st.integers(-(10**6), 10**6).map(Decimal), min_size=1, max_size=8
    ),
    st.integers(0, 99),
)
@settings(max_examples=60)
def test_a_present_value_is_the_sum_of_its_definition(amounts: dict[int, Decimal], percent: int) -> None:
    rate = Decimal(percent) / 100
    exact = sum(
        Fraction(amount) / (1 + Fraction(rate)) ** (year - min(amounts) + 1)
        for year, amount in amounts.items()
    )
    assert abs(Fraction(present_value(amounts, rate)) - exact) <= Fraction(1, 200)
    assert present_value(amounts, Decimal(0)) == sum(amounts.values())


def test_half_a_year_is_the_square_root_of_a_year() -> None:
    assert round(discount_factor(Decimal("0.21"), 0, "middle") * Decimal("1.1"), 20) == 1
    assert discount_factor(Decimal("0.21"), 0, "start") == 1


def test_nothing_is_worth_nothing() -> None:
    assert present_value({}, Decimal("0.045")) == 0


@pytest.mark.parametrize(
    ("rate", "convention"), [("-0.02", "end"), ("1", "end"), ("Infinity", "end"), ("0.04", "noon")]
)
def test_a_rate_or_a_convention_that_cannot_be_is_refused_with_a_sentence(rate: str, convention: str) -> None:
    for ask in (
        lambda: present_value({2024: Decimal(1)}, Decimal(rate), convention=convention),
        lambda: break_even({2024: Decimal(1)}, Decimal(rate), convention),
    ):
        with pytest.raises(AssumptionError) as raised:
            ask()
        assert raised.value.text.en.endswith((".", "?"))


@pytest.mark.parametrize(
    ("amounts", "rate", "year", "missing", "words"),
    [
        ([-100, 60, 60], "0", 2026, None, "revient à zéro ou plus en 2026"),
        ([-100, 60, 60], "0.2", None, "3.30", "Pas d’équilibre jusqu’en 2026"),
        ([10, 0, 0], "0", 2024, None, "Jamais en dessous de zéro"),
        ([-100, 150, -100], "0", None, "16.67", "après avoir été à zéro ou plus"),
        ([-100, -100, -100], "0", None, "100.00", "Il manque 100\u00a0€ par an"),
        ([0, 0], "0", 2024, None, "Jamais en dessous de zéro"),
    ],
)
def test_a_balance_comes_back_to_zero_or_says_what_is_missing(
    amounts: list[int], rate: str, year: int | None, missing: str | None, words: str
) -> None:
    yearly = {2024 + place: Decimal(amount) for place, amount in enumerate(amounts)}
    found = break_even(yearly, Decimal(rate))
    assert (found.year, found.missing) == (year, None if missing is None else Decimal(missing))
    assert words in found.said.fr
    if found.missing is not None:
        helped = {one: amount + found.missing for one, amount in yearly.items()}
        assert break_even(helped, Decimal(rate)).cumulated[max(yearly)] >= 0
        assert (
            break_even({one: amount - EURO for one, amount in helped.items()}, Decimal(rate)).cumulated[
                max(yearly)
            ]
            < 0
        )


def test_years_in_between_count_and_no_year_at_all_is_said() -> None:
    assert list(break_even({2024: Decimal(1), 2027: Decimal(1)}).cumulated) == [2024, 2025, 2026, 2027]
    assert break_even({}).said.en == "No amount: nothing to balance."


def test_a_discounted_ledger_brings_back_euros_and_leaves_hectares() -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "contributions": [
            {
                "id": "grant",
                "from": "town",
                "to": "farm",
                "kind": "money",
                "likely": 93,
                "unit": "eur",
                "period": "year",
            },
            {"id": "land", "from": "town", "to": "farm", "kind": "space", "likely": 2, "unit": "ha"},
        ]
    }
    asked = Assumptions(2024, 2033, Decimal("0.045"), "end")
    today = discounted(ledger_of(lines_of(written(rows), datetime.date(2024, 1, 1), asked)))
    assert abs(today.balances()["farm"].net - Decimal("735.88")) <= 10 * EURO / 2
    assert today.balances("kind", "ha")["farm"].net == 20
