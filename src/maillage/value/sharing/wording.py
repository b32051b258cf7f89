"""The words of the sharing rules, in both languages: rows of ``data/messages/sharing.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages

MESSAGES = Messages("messages/sharing.toml")
text = MESSAGES.text
sentence = MESSAGES.sentence
