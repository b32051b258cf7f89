"""The words of the ledger, in both languages: rows of ``data/messages/value.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.text import Text

MESSAGES = Messages("messages/value.toml")
text = MESSAGES.text
counted = MESSAGES.counted


def pair(key: str) -> tuple[Text, Text]:
    """What is said and what to do of the message `key`: its halves ``said`` and ``repair``. Raises `KeyError`."""
    said, repair = (MESSAGES.entry(key)[half] for half in ("said", "repair"))
    return Text(said["fr"], said["en"]), Text(repair["fr"], repair["en"])
