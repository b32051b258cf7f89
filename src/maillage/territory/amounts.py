"""Numbers and years as they are written in each language.

French: a comma, a narrow no-break space between thousands, a no-break space before the unit. English: a point, commas
between thousands, the percent sign against the number. The minus is the mathematical sign in both.
"""

from __future__ import annotations

from decimal import Decimal

from maillage.text import Text

_NARROW, _NO_BREAK, _MINUS = "\u202f", "\u00a0", "\u2212"
_NO_UNIT = Text("", "")
POINTS = (Text("point", "points"), Text("points", "points"))


def number(value: float | Decimal, decimals: int, *, signed: bool = False) -> Text:
    """`value` with `decimals` digits after the comma; `signed` writes the plus too. Zero has no sign.

    >>> number(-1747.66, 1).en, number(0.04, 1, signed=True).en
    ('−1,747.7', '0.0')
    """
    digits = f"{abs(value):,.{decimals}f}"
    is_zero = not digits.strip("0,.")
    sign = "" if is_zero else _MINUS if value < 0 else "+" if signed else ""
    french = digits.replace(",", _NARROW).replace(".", ",")
    return Text(sign + french, sign + digits)


def amount(value: float | Decimal, decimals: int, unit: Text = _NO_UNIT, *, signed: bool = False) -> Text:
    """`value` and its unit, which stay on one line.

    >>> amount(7.08, 1, Text("%", "%")).en
    '7.1%'
    """
    said = number(value, decimals, signed=signed)
    french = f"{said.fr}{_NO_BREAK}{unit.fr}" if unit.fr else said.fr
    between = "" if unit.en.startswith("%") else _NO_BREAK
    return Text(french, f"{said.en}{between}{unit.en}" if unit.en else said.en)


def difference(value: float, decimals: int, unit: Text) -> Text:
    """A change and its unit; the change of a percentage, of a yearly one too, is in points.

    >>> difference(0.93, 1, Text("%", "%")).en
    '+0.9\\xa0points'
    """
    if not unit.en.startswith("%"):
        return amount(value, decimals, unit, signed=True)
    one, many = POINTS
    return amount(value, decimals, one if abs(round(value, decimals)) < 2 else many, signed=True)


def period(since: int | None, year: int) -> Text:
    """The year of a stock, or the years of a flow.

    >>> period(2013, 2018)
    Text(fr='de 2013 à 2018', en='2013 to 2018')
    """
    if since is None:
        return Text(str(year), str(year))
    return Text(f"de {since} à {year}", f"{since} to {year}")
