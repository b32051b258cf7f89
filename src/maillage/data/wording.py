"""The words that engines say, kept as data: one packaged file of messages per engine, both languages side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from maillage.data import packaged
from maillage.text import Text, fill

_SPECIAL = {0: "none", 1: "one"}
"""The halves of a count that some things have words of their own for."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one packaged TOML file, each called ``"section.name"``; another name raises `KeyError`.

    >>> Messages("messages/network.toml").text("value.undefined").en
    'cannot be computed'
    """

    path: str

    def section(self, name: str) -> dict[str, Any]:
        """All the messages of a section, by name; treat it as read-only."""
        found: dict[str, Any] = packaged.document(self.path)[name]
        return found

    def entry(self, key: str) -> dict[str, Any]:
        """All that the file says of a message; treat it as read-only."""
        section, _, name = key.partition(".")
        found: dict[str, Any] = self.section(section)[name]
        return found

    def text(self, key: str) -> Text:
        """The pair of words called `key`."""
        entry = self.entry(key)
        return Text(entry["fr"], entry["en"])

    def sentence(self, key: str, /, **values: object) -> Text:
        """The words called `key` with their holes filled."""
        return fill(self.text(key), **values)

    def counted(self, key: str, count: int, written: Text | None = None, section: str = "count") -> Text:
        """`count` things, the singular or the plural of `key`: zero is singular in French, plural in English.

        `written` is the number in words, when digits alone would not do.
        """
        entry = self.entry(f"{section}.{key}")
        special = _SPECIAL.get(count, "")
        if special in entry:
            return Text(entry[special]["fr"], entry[special]["en"])
        french, english = entry["fr"][count > 1], entry["en"][count != 1]
        number = written or Text(str(count), str(count))
        return Text(french.format(n=number.fr), english.format(n=number.en))
