"""The words of workshops, in both languages: rows of ``data/messages/workshop.toml``."""

from __future__ import annotations

import datetime

from maillage.data.wording import Messages
from maillage.dossier.day_words import date_words
from maillage.text import Text

MESSAGES = "messages/workshop.toml"
_MESSAGES = Messages(MESSAGES)

text = _MESSAGES.text
sentence = _MESSAGES.sentence


def counted(key: str, count: int) -> Text:
    """`count` things in words: zero is singular in French, plural in English.

    >>> counted("answers", 1).en
    '1 answer'
    """
    return _MESSAGES.counted(key, count, section="workshop-count")


def workshop_of(day: datetime.date) -> Text:
    """What stands for the room when nobody in particular asserts something.

    >>> workshop_of(datetime.date(2026, 5, 4)).en
    'workshop of 4 May 2026'
    """
    return sentence("workshop.of", day=date_words(day))
