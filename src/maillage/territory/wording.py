"""The words of the reading, in both languages: rows of ``data/messages/territory_reading.toml``."""

from __future__ import annotations

from collections.abc import Sequence

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


def semicolons(items: Sequence[Text]) -> Text:
    """Texts one after the other; a French semicolon stands after a no-break space."""
    return Text("\u00a0; ".join(one.fr for one in items), "; ".join(one.en for one in items))
