"""The words of uncertainty, in both languages: rows of ``data/messages/value_outcomes.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.text import Text, fill

MESSAGES = Messages("messages/value_outcomes.toml")
text = MESSAGES.text
counted = MESSAGES.counted


class OutcomeError(ValueError):
    """What was asked cannot be drawn. `text` says what, and what to ask instead, in both languages."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.fr)
        self.text = said


def times_out_of(share: float) -> Text:
    """A probability as a group says it: out of 10, or out of 20 near both ends.

    >>> times_out_of(0.31).fr, times_out_of(0.04).en, times_out_of(1.0).fr
    ('3 fois sur 10', 'less than once in 20', 'toujours')
    """
    if share <= 0:
        return text("loses.never")
    if share >= 1:
        return text("loses.always")
    if share < 1 / 20:
        return text("loses.rarely")
    if share > 19 / 20:
        return text("loses.mostly")
    of = 10 if 0.075 <= share <= 0.925 else 20
    count = min(max(round(share * of), 1), of - 1)
    return fill(text("loses.once" if count == 1 else "loses.times"), n=count, of=of)
