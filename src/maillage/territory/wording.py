"""The words of the reading, in both languages: rows of ``data/messages/territory_reading.toml``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillage.data import packaged
from maillage.text import Text, fill

MESSAGES = "messages/territory_reading.toml"


def text(key: str) -> Text:
    """The pair of words called `key`, ``"section.name"``. Raises `KeyError`.

    >>> text("status.secret").en
    'secret'
    """
    section, _, name = key.partition(".")
    entry: dict[str, Any] = packaged.document(MESSAGES)[section][name]
    return Text(entry["fr"], entry["en"])


def sentence(template: Text, **values: object) -> Text:
    """`fill`, for whole sentences: an abbreviation at the end of one keeps a single full stop."""
    filled = fill(template, **values)
    return Text(filled.fr.replace("..", "."), filled.en.replace("..", "."))


def semicolons(items: Sequence[Text]) -> Text:
    """Texts one after the other; a French semicolon stands after a no-break space."""
    return Text("\u00a0; ".join(one.fr for one in items), "; ".join(one.en for one in items))


def counted(key: str, number: int) -> Text:
    """The singular or the plural of `key` for `number` things: zero is singular in French, plural in English.

    >>> counted("indicators", 0).fr
    'aucun indicateur'
    """
    entry: dict[str, Any] = packaged.document(MESSAGES)["count"][key]
    if number == 0 and "none" in entry:
        return Text(entry["none"]["fr"], entry["none"]["en"])
    french, english = entry["fr"][number > 1], entry["en"][number != 1]
    return Text(french.format(n=number), english.format(n=number))
