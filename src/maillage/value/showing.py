"""How amounts are written: rows of ``data/value/units.csv``."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from maillage.data import packaged
from maillage.dossier.values import canonical
from maillage.territory.amounts import amount, number
from maillage.text import Text, fill, same
from maillage.value.money import is_currency, rounded
from maillage.value.wording import text


@cache
def is_standing(unit: str) -> bool:
    """Whether `unit` counts what is there all along (a hectare, a job): such an amount needs no period.

    >>> is_standing("ha"), is_standing("basket")
    (True, False)
    """
    return unit in _units() and _units()[unit]["standing"] == "yes"


def unit_name(unit: str, many: bool = True) -> Text:
    """The name of `unit`, for one or for several; a unit that is not listed is named by itself."""
    row = _units().get(unit)
    if row is None:
        return same(unit)
    return Text(row["many_fr"], row["many_en"]) if many else Text(row["one_fr"], row["one_en"])


def shown(value: Decimal, unit: str = "eur", *, signed: bool = False, over_years: bool = False) -> Text:
    """`value` and its unit: euros with their cents unless they are whole, other units without useless decimals.

    `over_years` marks what adds up years of something that is there all along: hectares × years.

    >>> shown(Decimal("1200.5")).en, shown(Decimal(8), "ha", over_years=True).en
    ('1,200.50\\xa0€', '8\\xa0ha × years')
    """
    kept, places = _kept(value, unit)
    name = unit_name(unit, abs(kept) >= 2)
    if over_years and is_standing(unit):
        name = fill(text("unit.standing"), unit=unit_name(unit))
    return amount(kept, places, name, signed=signed)


def bare(value: Decimal, unit: str = "eur", *, signed: bool = False) -> Text:
    """`value` as `shown` writes it; the unit of what is not money stands elsewhere, once for all.

    >>> bare(Decimal(8), "ha").en, bare(Decimal(8)).en
    ('8', '8\\xa0€')
    """
    if is_currency(unit):
        return shown(value, unit, signed=signed)
    kept, places = _kept(value, unit)
    return number(kept, places, signed=signed)


def _kept(value: Decimal, unit: str) -> tuple[Decimal, int]:
    """The value rounded as it is shown, and how many decimals that takes."""
    kept = rounded(value) if is_currency(unit) else canonical(rounded(value, Decimal("0.001")))
    whole = kept == kept.to_integral_value()
    return kept, 0 if whole else max(0, -int(kept.as_tuple().exponent))


def plain(value: Decimal) -> Text:
    """A number alone, without useless decimals."""
    kept = canonical(value)
    return number(kept, max(0, -int(kept.as_tuple().exponent)))


def percent(rate: Decimal) -> Text:
    """A rate as a percentage.

    >>> percent(Decimal("0.045")).en
    '4.5%'
    """
    kept = canonical(rate * 100)
    return amount(kept, max(0, -int(kept.as_tuple().exponent)), same("%"))


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in packaged.rows("value/units.csv")}
