"""The words of the reading, in both languages: rows of ``data/messages/territory_reading.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.text import Text, fill

MESSAGES = "messages/territory_reading.toml"
_MESSAGES = Messages(MESSAGES)

text = _MESSAGES.text
counted = _MESSAGES.counted


def sentence(template: Text, **values: object) -> Text:
    """`fill`, for whole sentences: an abbreviation at the end of one keeps a single full stop."""
    filled = fill(template, **values)
    return Text(filled.fr.replace("..", "."), filled.en.replace("..", "."))
