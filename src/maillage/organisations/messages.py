"""The sentences said of organisations, rows of ``data/messages/organisations.toml``."""

from __future__ import annotations

from maillage.data import packaged
from maillage.text import Text, fill

_MESSAGES = "messages/organisations.toml"


def message(section: str, key: str, /, **values: object) -> Text:
    """The message `key` of a section with its holes filled. Raises `KeyError`.

    >>> message("problem", "too-short").en
    'Give at least three characters.'
    """
    entry = packaged.document(_MESSAGES)[section][key]
    return fill(Text(entry["fr"], entry["en"]), **values)
