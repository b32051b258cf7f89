"""The words of the readings of a network, in both languages: rows of ``data/messages/network.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from maillage.data.wording import Messages
from maillage.territory.amounts import number
from maillage.text import Text, capital, fill, semicolons, series, shortened

MESSAGES = Messages("messages/network.toml")
SHOWN = 6
"""How many names a sentence gives; the others are counted, and listed beside it."""


text = MESSAGES.text


def sentence(key: str, **values: object) -> Text:
    """The words called `key` with their holes filled, and a capital letter: a hole may stand first."""
    return capital(MESSAGES.sentence(key, **values))


def digits(whole: int) -> Text:
    """A whole number as each language writes it.

    >>> digits(19900).en
    '19,900'
    """
    return number(whole, 0)


def counted(key: str, count: int) -> Text:
    """`count` things: zero is singular in French, plural in English; some things have words for none and for one.

    >>> counted("actors", 1).fr, counted("actors", 0).en
    ('un acteur', 'no actor')
    """
    return MESSAGES.counted(key, count, digits(count))


def named(items: Sequence[Text], limit: int = SHOWN) -> Text:
    """Names in a sentence, “and” before the last; over `limit`, the others are counted.

    >>> named([Text("a", "a"), Text("b", "b"), Text("c", "c")]).en
    'a, b and c'
    """
    return series(shortened(items, limit, partial(counted, "others")))


def beside(items: Sequence[Text], limit: int = SHOWN) -> Text:
    """Groups or sentences one after the other, with semicolons; over `limit`, the others are counted."""
    return semicolons(shortened(items, limit, partial(counted, "others")))


def quoted(name: str) -> Text:
    """A name between the quotes of each language, for those that are sentences of their own.

    >>> quoted("Du pain").en
    '“Du pain”'
    """
    return fill(text("common.quoted"), name=name)


def out_of(part: int, whole: int) -> Text:
    """A small number as a group says it.

    >>> out_of(3, 12).fr
    '3 sur 12'
    """
    return fill(text("common.out-of"), part=digits(part), whole=digits(whole))
