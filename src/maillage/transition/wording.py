"""The words of the move from volume to use, in both languages: rows of ``data/messages/transition.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.text import Text

MESSAGES = Messages("messages/transition.toml")
text = MESSAGES.text
sentence = MESSAGES.sentence
counted = MESSAGES.counted


class TransitionError(ValueError):
    """What was asked of a move cannot be. `text` says what, and what to ask instead, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.fr)
        self.text = said
