"""What amounts of several years are worth together, and when an account is no longer in the red.

Present value: Σ amount(year) ÷ (1 + rate)^(year − base year + shift), where the convention says the shift: 1 when what
happens in a year counts at its end, 0 at its start, ½ at its middle (``data/value/conventions.csv``, each with a
worked example).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal

from maillage.text import Text, fill, same
from maillage.value.assumptions import AssumptionError, check_convention, check_rate
from maillage.value.conventions import CONVENTIONS, Convention, conventions
from maillage.value.entry import ZERO, Entry
from maillage.value.ledger import Ledger
from maillage.value.money import CENT, is_currency, rounded
from maillage.value.showing import shown
from maillage.value.wording import text

_PRECISE = Context(prec=50)


def discount_factor(rate: Decimal, years: int, convention: str = "end") -> Decimal:
    """What one euro, `years` years after the base year, is worth today: (1 + rate)^−(years + shift).

    Raises `AssumptionError` for a negative or absurd rate, or an unknown convention.

    >>> discount_factor(Decimal("0.25"), 1, "start")
    Decimal('0.8')
    """
    check_rate(rate)
    check_convention(convention)
    power = Decimal(years) + CONVENTIONS[convention].shift
    return _PRECISE.divide(Decimal(1), _PRECISE.power(1 + rate, power))


def present_value(
    amounts: Mapping[int, Decimal],
    rate: Decimal,
    base_year: int | None = None,
    convention: str = "end",
    quantum: Decimal = CENT,
) -> Decimal:
    """The amounts of each year, brought back to `base_year` (the first of them, unless said) and added up.

    Rounded once, at the end, to `quantum`. Nothing is worth nothing. Raises `AssumptionError` as `discount_factor`.

    >>> present_value({year: Decimal(93) for year in range(2024, 2034)}, Decimal("0.045"))
    Decimal('735.88')
    """
    check_rate(rate)
    check_convention(convention)
    if not amounts:
        return rounded(ZERO, quantum)
    base = min(amounts) if base_year is None else base_year
    total = ZERO
    for year, amount in amounts.items():
        worth = _PRECISE.multiply(amount, discount_factor(rate, year - base, convention))
        total = _PRECISE.add(total, worth)
    return rounded(total, quantum)


def discounted(ledger: Ledger) -> Ledger:
    """The same ledger with every amount in euros brought back to its first year, as its assumptions say.

    Hectares and tonnes are not discounted. Each entry is rounded by itself and stands on both accounts, so every
    identity of a ledger still holds.
    """
    assumptions = ledger.lines.assumptions
    if not assumptions.rate or not ledger.entries:
        return ledger
    base = ledger.lines.years[0]
    factors = {
        year: discount_factor(assumptions.rate, year - base, assumptions.convention)
        for year in ledger.lines.years
    }
    entries = tuple(
        Entry(one.line, rounded(_PRECISE.multiply(one.amount, factors[one.line.year])))
        if is_currency(one.line.unit)
        else one
        for one in ledger.entries
    )
    return dataclasses.replace(ledger, entries=entries)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """When a balance that builds up year after year comes back to zero, and stays there.

    `year` is the first year at the end of which the discounted balance so far is zero or more and stays so up to the
    last year; `None` when it never does. `missing` is then the amount that, added every year, would bring the last
    year to zero. `cumulated` is the discounted balance so far, at the end of each year.
    """

    year: int | None
    cumulated: Mapping[int, Decimal]
    missing: Decimal | None
    said: Text


def break_even(
    amounts: Mapping[int, Decimal],
    rate: Decimal = ZERO,
    convention: str = "end",
    base_year: int | None = None,
) -> BreakEven:
    """When the yearly balances `amounts` have made up for what they cost. Years without amount count for 0.

    Raises `AssumptionError` as `discount_factor`.

    >>> break_even({2024: Decimal(-100), 2025: Decimal(60), 2026: Decimal(60)}).year
    2026
    """
    check_rate(rate)
    check_convention(convention)
    if not amounts:
        return BreakEven(None, {}, None, text("break-even.nothing"))
    years = range(min(amounts), max(amounts) + 1)
    base = years[0] if base_year is None else base_year
    factors = {year: discount_factor(rate, year - base, convention) for year in years}
    cumulated, so_far = dict[int, Decimal](), ZERO
    for year in years:
        so_far = _PRECISE.add(so_far, _PRECISE.multiply(amounts.get(year, ZERO), factors[year]))
        cumulated[year] = rounded(so_far)
    red = [year for year in years if cumulated[year] < 0]
    if not red:
        return BreakEven(years[0], cumulated, None, text("break-even.never-red"))
    if red[-1] == years[-1]:
        return _missing(cumulated, sum(factors.values(), ZERO), ever=len(red) < len(years))
    year = red[-1] + 1
    return BreakEven(
        year, cumulated, None, fill(text("break-even.year"), year=_year(year), red=_year(red[0]))
    )


def break_even_of(ledger: Ledger, account: str) -> BreakEven:
    """When the money of `account` is no longer in the red, from the first year in which some is counted for it.

    At the rate and convention of the ledger's assumptions, brought back to its first year.
    """
    nets: dict[int, Decimal] = {}
    for one in ledger.of():
        line = one.line
        if account in (line.giver, line.receiver):
            gained = one.amount if line.receiver == account else -one.amount
            nets[line.year] = nets.get(line.year, ZERO) + gained
    if nets:
        nets.setdefault(ledger.lines.years[-1], ZERO)
    settled = ledger.lines.assumptions
    return break_even(nets, settled.rate, settled.convention, ledger.lines.years[0])


def _missing(cumulated: Mapping[int, Decimal], together: Decimal, *, ever: bool) -> BreakEven:
    last = max(cumulated)
    missing = _PRECISE.divide(-cumulated[last], together).quantize(CENT, ROUND_CEILING)
    key = "break-even.again-red" if ever else "break-even.never"
    holes = {
        "last": _year(last),
        "count": same(str(len(cumulated))),
        "missing": shown(missing),
        "end": shown(cumulated[last]),
    }
    return BreakEven(None, cumulated, missing, fill(text(key), **holes))


def _year(year: int) -> Text:
    return same(str(year))


__all__ = [
    "CONVENTIONS",
    "AssumptionError",
    "BreakEven",
    "Convention",
    "break_even",
    "break_even_of",
    "conventions",
    "discount_factor",
    "discounted",
    "present_value",
]
