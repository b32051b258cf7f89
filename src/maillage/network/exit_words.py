"""The words of exits and of changes, in both languages: rows of ``data/messages/exit.toml`` and ``changes.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from maillage.data.wording import Messages
from maillage.text import Text, joined_by

MESSAGES = {"exit": Messages("messages/exit.toml"), "changes": Messages("messages/changes.toml")}
"""The file of each family of sections: the part of their names before the dash."""


def text(key: str, **values: object) -> Text:
    """The pair of words called `key`, ``"section.name"``, with its holes filled. Raises `KeyError`.

    >>> text("exit-why.giver", names="la Ville").fr
    'venait de la Ville'
    """
    return _file(key).sentence(key, **values)


def _file(key: str) -> Messages:
    return MESSAGES[key.partition(".")[0].partition("-")[0]]


def counted(section: str, key: str, number: int) -> Text:
    """`number` things in words: zero is singular in French, plural in English.

    >>> counted("exit-count", "challenges", 2).fr
    '2 enjeux'
    """
    return _file(section).counted(key, number, section=section)


def kind_of(table: str) -> Text:
    """What one row of a table is called inside a sentence.

    >>> kind_of("components").fr
    'composant'
    """
    return text(f"exit-kind.{table}")


def tally(numbers: Mapping[str, int]) -> Text:
    """How many of each table, in words; nothing is said of what there is none of.

    >>> tally({"components": 2, "effects": 0, "challenges": 1}).en
    '2 components, 1 challenge'
    """
    parts = [counted("exit-count", table, number) for table, number in numbers.items() if number]
    return joined_by(", ", parts)


def joined(key: str, texts: Sequence[Text]) -> Text:
    """Several texts joined two by two by the words called `key`."""
    return reduce(lambda one, other: text(key, one=one, other=other), texts)


def quoted(words: str) -> str:
    """What somebody typed, short enough to be repeated.

    >>> quoted("x" * 100) == "x" * 60 + "…"
    True
    """
    return words if len(words) <= 60 else words[:60] + "…"
