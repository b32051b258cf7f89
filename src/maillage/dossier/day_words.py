"""A date in words, in both languages."""

from __future__ import annotations

import datetime

from maillage.data.wording import Messages
from maillage.dossier.values import PartialDate
from maillage.text import Text, same

_MONTHS = Messages("messages/days.toml")


def date_words(date: PartialDate | datetime.date) -> Text:
    """A year, a month or a day in words.

    >>> date_words(datetime.date(2018, 12, 30)).fr, date_words(PartialDate.parse("2021-04")).en
    ('30 décembre 2018', 'April 2021')
    """
    if date.month is None:
        return same(str(date.year))
    months = _MONTHS.entry("day.months")
    named = Text(*(f"{months[language][date.month - 1]} {date.year}" for language in ("fr", "en")))
    if date.day is None:
        return named
    return Text(f"{'1er' if date.day == 1 else date.day} {named.fr}", f"{date.day} {named.en}")
