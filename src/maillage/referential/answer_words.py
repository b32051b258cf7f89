"""The words of answers, in both languages: rows of ``data/messages/answers.toml``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

from maillage.data.wording import Messages
from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate, format_decimal
from maillage.text import Text, capital, same, semicolons, series

MESSAGES = Messages("messages/answers.toml")

text = MESSAGES.text


def sentence(key: str, /, **values: object) -> Text:
    """The words called `key` with their holes filled, and a capital letter: a hole may stand first."""
    return capital(MESSAGES.sentence(key, **values))


def words(key: str, /, **values: object) -> Text:
    """The words called `key` with their holes filled, to stand within a sentence."""
    return MESSAGES.sentence(key, **values)


def counted(key: str, count: int) -> Text:
    """`count` things, the singular or the plural of `key`.

    >>> counted("looks", 3).fr
    '3 regards'
    """
    return MESSAGES.counted(key, count)


def day_words(date: PartialDate | datetime.date | None) -> Text:
    """A year, a month or a day in words; that there is none, when there is none.

    >>> day_words(PartialDate.parse("2021-04")).fr, day_words(None).en
    ('avril 2021', 'undated')
    """
    return text("rater.undated") if date is None else date_words(date)


def rater_words(rater: str | None) -> Text:
    """Who answers, or that nobody says who.

    >>> rater_words(None).en
    'someone (rater not said)'
    """
    return same(rater) if rater else text("rater.unsaid")


def number_words(number: Decimal, unit: str | None = None) -> Text:
    """A number as each language writes it, with its unit.

    >>> number_words(Decimal("12.5"), "km").fr
    '12,5\\xa0km'
    """
    digits = format_decimal(number)
    said = Text(digits.replace(".", ","), digits)
    return Text(f"{said.fr}\u00a0{unit}", f"{said.en}\u00a0{unit}") if unit else said


def beside(items: Sequence[Text]) -> Text:
    """Several answers in a sentence, with semicolons: each may hold commas."""
    return semicolons(items)


def together(items: Sequence[Text]) -> Text:
    """Several names in a sentence, “and” before the last."""
    return series(items)
