"""The small values a cell can hold: partial dates, amounts, slugs.

Sources often know a year and no day. `PartialDate` keeps exactly what is known (ISO 8601 reduced precision)
instead of inventing a first of January.
"""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?\Z")
_FRENCH_DATE = re.compile(r"(?:(?:([0-9]{1,2})[/.])?([0-9]{1,2})[/.])?([0-9]{4})\Z")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?\Z")
_MAX_DIGITS = 28  # the precision of the decimal context: beyond it sums would be rounded in silence
_LONGEST_NUMBER = 400  # what a spreadsheet may write of a number, zeros included


@dataclass(frozen=True, slots=True, order=False)
class PartialDate:
    """A year, a month or a day.

    >>> str(PartialDate.parse("2015-03"))
    '2015-03'
    >>> PartialDate.parse("2015").first_day()
    datetime.date(2015, 1, 1)
    >>> PartialDate.parse("2015").last_day()
    datetime.date(2015, 12, 31)
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        month = 1 if self.month is None else self.month
        datetime.date(self.year, month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, words: str) -> PartialDate:
        """Read ``2015``, ``2015-03`` or ``2015-03-12``. Raises `ValueError` on anything else, 30 February included."""
        match = _DATE.match(words)
        if match is None:
            raise ValueError(words)
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def parse_french(cls, words: str) -> PartialDate:
        """Read ``12/03/2015`` or ``03/2015``, day first, as French spreadsheets write them. Raises `ValueError`."""
        match = _FRENCH_DATE.match(words)
        if match is None:
            raise ValueError(words)
        day, month, year = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, date: datetime.date) -> PartialDate:
        """The partial date that is exactly this day."""
        return cls(date.year, date.month, date.day)

    def first_day(self) -> datetime.date:
        """The earliest day it can be."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> datetime.date:
        """The latest day it can be."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


def parse_decimal(words: str) -> Decimal:
    """Read a plain decimal number (``1250.5``). Raises `ValueError` on words, exponents, NaN or over 28 digits."""
    if len(words) > _LONGEST_NUMBER or not _PLAIN_NUMBER.match(words):
        raise ValueError(words)
    number = canonical(Decimal(words))
    if len(words) <= _MAX_DIGITS:
        return number
    digits, exponent = number.as_tuple().digits, int(number.as_tuple().exponent)
    if max(len(digits), -exponent) > _MAX_DIGITS:
        raise ValueError(words)
    return number


def canonical(number: Decimal) -> Decimal:
    """The same number without useless zeros nor exponent, so that 1.50 and 1.5 are written alike.

    >>> canonical(Decimal("1500.00"))
    Decimal('1500')
    """
    return Decimal(format_decimal(number))


def format_decimal(number: Decimal) -> str:
    """Write a number in full, without exponent nor trailing zeros.

    >>> format_decimal(Decimal("2.50E+6"))
    '2500000'
    """
    words = f"{number:f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words in ("-0", "") else words


def plain_number(words: str) -> str:
    """Undo what a French keyboard does to a number: spaces between thousands, decimal comma, a trailing € sign.

    >>> plain_number("1 250,50 €")
    '1250.50'
    """
    words = _SPACES.sub("", words).removesuffix("€").removesuffix("%").replace("\u2212", "-")
    if "," in words and "." not in words and words.count(",") == 1:
        words = words.replace(",", ".")
    return words


def fold(words: str) -> str:
    """Lower-case words without accents nor doubled spaces, to compare what people typed.

    >>> fold("  Écopôle   alimentaire ")
    'ecopole alimentaire'
    """
    if words.isascii():
        return " ".join(words.split()).casefold()
    decomposed = unicodedata.normalize("NFKD", words.replace("’", "'").replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", bare).strip().casefold()


def slug(words: str) -> str:
    """An identifier made from a name; empty when nothing in it can be kept.

    >>> slug("J’aime mes bouteilles")
    'j-aime-mes-bouteilles'
    """
    return re.sub(r"[^a-z0-9_]+", "-", fold(words)).strip("-_")
