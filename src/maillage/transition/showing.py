"""How the quantities of a move are written: as many digits as can be meant, the unit beside."""

from __future__ import annotations

import math

from maillage.territory.amounts import amount, number
from maillage.text import Text, same
from maillage.transition.wording import MESSAGES, sentence, text
from maillage.value.money import Estimate
from maillage.value.showing import plain

_EUROS = same("€")


def euros(value: float, *, signed: bool = False) -> Text:
    """A sum, to the euro below 1,000 and to three digits that count beyond.

    >>> euros(-1346612.6).en
    '−1,350,000\\xa0€'
    """
    return amount(_rounded(value, 3), 0, _EUROS, signed=signed)


def quantity(value: float, name: str) -> Text:
    """A quantity called `name`, with its unit: sums of money as `euros` writes them, others to three digits.

    >>> quantity(0.0123456, "material_per_use").en
    '0.0123\\xa0kg/use'
    """
    if name not in MESSAGES.section("unit"):
        return euros(value)
    return amount(_rounded(value, 3), _places(value), text(f"unit.{name}"))


def bare(value: float, name: str) -> Text:
    """A quantity without its unit, which stands beside."""
    places = 0 if name not in MESSAGES.section("unit") else _places(value)
    return number(_rounded(value, 3), places)


def change(before: float, after: float) -> Text:
    """By how much an amount changes, in percent; in words when it begins from nothing."""
    if not before:
        return text("bound.unknown")
    return amount(100 * (after - before) / before, 0, same("%"), signed=True)


def years_said(value: float, years: int) -> Text:
    """A year of the move, or that it is not within the years looked at."""
    return sentence("said.beyond", years=years) if value > years else same(f"{value:.0f}")


def _rounded(value: float, digits: int) -> float:
    """`value` with `digits` digits that count; whole numbers below a thousand keep theirs."""
    if not value or not math.isfinite(value):
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def _places(value: float) -> int:
    return 0 if not value else max(0, 2 - math.floor(math.log10(abs(value))))


def given_said(estimate: Estimate, unit: Text) -> Text:
    """A range as it was stated, with its unit: “8 to 14, likely 10 years”.

    >>> from maillage.transition.inputs import asked
    >>> given_said(asked("life_span=8/14").estimate, same("years")).en
    '8 to 14\\xa0years'
    """
    said = [plain(one) for one in estimate.said]
    if len(said) == 1:
        words = said[0]
    elif len(said) == 2:
        words = sentence("said.two", low=said[0], high=said[1])
    else:
        words = sentence("said.three", low=said[0], likely=said[1], high=said[2])
    between = "" if unit.en == "%" else "\u00a0"
    return Text(f"{words.fr}\u00a0{unit.fr}", f"{words.en}{between}{unit.en}")
