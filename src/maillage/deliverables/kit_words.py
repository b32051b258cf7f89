"""The words of a paper kit, in both languages: rows of ``data/messages/kit.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages

MESSAGES = "messages/kit.toml"
_MESSAGES = Messages(MESSAGES)

text = _MESSAGES.text
sentence = _MESSAGES.sentence
section = _MESSAGES.section
