"""The words of frames, in both languages: rows of ``data/messages/frame.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.dossier.problems import Place, Problem, quote
from maillage.text import Text, fill

MESSAGES = "messages/frame.toml"
_MESSAGES = Messages(MESSAGES)

text = _MESSAGES.text
sentence = _MESSAGES.sentence
counted = _MESSAGES.counted


class FrameError(ValueError):
    """What cannot be done with a frame; `text` says why in both languages."""

    def __init__(self, said: Text) -> None:
        self.text = said
        super().__init__(said.fr)


def problem(code: str, place: Place, found: str = "", **values: object) -> Problem:
    """The problem `code` of ``frame.toml``, with the holes of its sentences filled."""
    entry, shown = _MESSAGES.entry(f"problem.{code}"), quote(found)
    message, expected, repair = (
        fill(Text(entry["fr"][part], entry["en"][part]), found=shown, **values)
        for part in ("said", "expected", "repair")
    )
    return Problem(code, place, shown, message, expected, repair)
