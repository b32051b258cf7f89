"""The words of journeys, in both languages: rows of ``data/messages/journey.toml``."""

from __future__ import annotations

from maillage.data.wording import Messages
from maillage.dossier.problems import Place, Problem, quote
from maillage.text import Text, fill

_MESSAGES = Messages("messages/journey.toml")

text = _MESSAGES.text
sentence = _MESSAGES.sentence


def problem(code: str, place: Place, found: str = "", **values: object) -> Problem:
    """The problem `code` of ``journey.toml``, with the holes of its sentences filled."""
    entry, shown = _MESSAGES.entry(f"journey-problem.{code}"), quote(found)
    message, expected, repair = (
        fill(Text(entry["fr"][part], entry["en"][part]), found=shown, **values)
        for part in ("said", "expected", "repair")
    )
    return Problem(code, place, shown, message, expected, repair)
