"""Coalitions and amounts in sentences."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Context, Decimal
from fractions import Fraction

from maillage.text import Text, listing, same

_SHOWN = 8


def coalition_text(coalition: Iterable[Hashable], names: Mapping[Hashable, str]) -> Text:
    """A coalition in words: the names of its players between braces.

    >>> coalition_text(["a", "b"], {"a": "Ferme"}).fr
    '{Ferme, b}'
    """
    inside = listing([same(names.get(player, str(player))) for player in coalition], limit=_SHOWN)
    return Text("{" + inside.fr + "}", "{" + inside.en + "}")


def amount_text(value: object) -> Text:
    """An amount in words, exact when it is short, else to six significant digits.

    >>> amount_text(Decimal("1234.50")).fr
    '1\\u202f234,50'
    """
    if isinstance(value, Fraction):
        value = value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, float):
        value = Decimal(f"{value:.0f}" if abs(value) >= 1e6 or value == round(value) else f"{value:.6g}")
    if isinstance(value, Decimal) and value.is_finite():
        value = _tidy(value)
    english = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    french = english.replace(",", "\u202f").replace(".", ",").replace("-", "−")
    return Text(french, english.replace("-", "−"))


def _tidy(value: Decimal) -> Decimal:
    """At most six decimals, and no trailing zero after the cents."""
    wide = Context(
        prec=max(28, value.adjusted() + 28)
    )  # a very large number has more digits than the default
    short = (
        value.quantize(Decimal("0.000001"), context=wide) if int(value.as_tuple().exponent) < -6 else value
    )
    cents = short.quantize(Decimal("0.01"), context=wide) if int(short.as_tuple().exponent) < -2 else short
    whole = short.quantize(Decimal(1), context=wide)
    return (
        whole if short == whole and int(short.as_tuple().exponent) < 0 else cents if cents == short else short
    )
