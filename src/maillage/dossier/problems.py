"""What is wrong with an input, and what was repaired in it, said in the reader's language.

Every problem says where it is, what was found, what was expected and how to repair it. The sentences are rows of
``data/messages/problems.toml`` and ``repairs.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.text import Text, fill

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read: a file, a sheet of it, a row (from 1, the header included), a column."""

    file: str = ""
    sheet: str | None = None
    line: int | None = None
    column: str | None = None

    def text(self) -> Text:
        """The place in words, e.g. ``dossier.xlsx, feuille Acteurs, ligne 4, colonne commune``."""
        halves = []
        for sheet, line, column in (("feuille", "ligne", "colonne"), ("sheet", "row", "column")):
            parts = [self.file] if self.file else []
            parts += [f"{sheet} {self.sheet}"] if self.sheet else []
            parts += [f"{line} {self.line}"] if self.line else []
            parts += [f"{column} {self.column}"] if self.column else []
            halves.append(", ".join(parts))
        return Text(*halves)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps the dossier from being read."""

    code: str
    place: Place
    found: str
    message: Text
    expected: Text
    repair: Text


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was put right, or kept aside, while reading."""

    code: str
    place: Place
    found: str
    became: str
    message: Text


class UnreadableError(Exception):
    """The input cannot be read as a dossier; `problems` holds everything that was found wrong, in one pass."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(f"{problem.place.text().en}: {problem.message.en}" for problem in self.problems)
        )


class CellError(Exception):
    """One cell cannot be read; the code names a row of ``problems.toml``, the values fill its sentences."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def problem(code: str, place: Place, found: str = "", **values: object) -> Problem:
    """Build a problem from its row in ``data/messages/problems.toml``."""
    shown = quote(found)
    message, expected, repair = (
        fill(template, found=shown, **values) for template in _problem_templates(code)
    )
    return Problem(code, place, shown, message, expected, repair)


def repair(code: str, place: Place, found: str = "", became: str = "", **values: object) -> Repair:
    """Build a repair from its row in ``data/messages/repairs.toml``."""
    template = _pair(packaged.document("messages/repairs.toml")[code], "said")
    shown = quote(found)
    return Repair(code, place, shown, became, fill(template, found=shown, became=quote(became), **values))


def quote(words: str) -> str:
    """What was found, cut to a length that a person can read and cleaned of control characters."""
    visible = "".join(
        character if character.isprintable() else "·" for character in words[: _LONGEST_QUOTE + 1]
    )
    return visible if len(visible) <= _LONGEST_QUOTE else visible[:_LONGEST_QUOTE] + "…"


@cache
def _problem_templates(code: str) -> tuple[Text, Text, Text]:
    row = packaged.document("messages/problems.toml")[code]
    return _pair(row, "said"), _pair(row, "expected"), _pair(row, "repair")


def _pair(row: dict[str, dict[str, str]], part: str) -> Text:
    return Text(row["fr"][part], row["en"][part])
