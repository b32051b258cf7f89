"""What is wrong with a game, in a sentence that names the coalition and says what to do."""

from __future__ import annotations

from maillage.text import Text
from maillage.value.sharing.wording import sentence


class GameError(ValueError):
    """A game, or what goes with it, cannot be read; `text` says what and what to do, in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.fr)


class TooManyPlayers(GameError):
    """More players than an exact computation takes: the sentence offers the sampled one."""


def refuse(key: str, /, **values: object) -> GameError:
    """The error whose sentence is ``refusal.<key>``.

    >>> refuse("no-player").text.en.startswith("This game has no actor")
    True
    """
    return GameError(sentence(f"refusal.{key}", **values))


def too_many(count: int, most: int, key: str = "too-many") -> TooManyPlayers:
    """The refusal of `count` players where an exact method takes `most`."""
    return TooManyPlayers(sentence(f"refusal.{key}", count=count, most=most))
