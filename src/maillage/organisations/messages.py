"""The sentences said of organisations, rows of ``data/messages/organisations.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.text import Text

_MESSAGES = Messages("messages/organisations.toml")


def message(section: str, key: str, /, **values: object) -> Text:
    """The message `key` of a section with its holes filled. Raises `KeyError`.

    >>> message("problem", "too-short").en
    'Give at least three characters.'
    """
    return _MESSAGES.sentence(f"{section}.{key}", **values)
