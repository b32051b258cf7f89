"""What is wrong with a file of figures: what was found, what was expected, how to repair it, in both languages."""

from __future__ import annotations

from maillage.data import packaged
from maillage.dossier.problems import Place, Problem, UnreadableError, quote
from maillage.text import Text, fill

_MESSAGES = "messages/territory.toml"


def problem(code: str, place: Place, found: str = "", **values: object) -> Problem:
    """A problem, from its row under ``[problem]`` in ``data/messages/territory.toml``."""
    row = packaged.document(_MESSAGES)["problem"][code]
    shown = quote(found)
    said, expected, repair = (
        fill(Text(row["fr"][part], row["en"][part]), found=shown, **values)
        for part in ("said", "expected", "repair")
    )
    return Problem(code, place, shown, said, expected, repair)


def refused(code: str, place: Place, found: str = "", **values: object) -> UnreadableError:
    """The error that a single problem makes."""
    return UnreadableError([problem(code, place, found, **values)])
