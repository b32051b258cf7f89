"""The cells of the tables of a frame, read one by one; what is wrong is noted and reading goes on."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.dossier.problems import Place, Problem
from maillage.dossier.values import plain_number
from maillage.referential.tables import SHAPES, Rows
from maillage.referential.wording import problem, text
from maillage.text import Text, listing, same

_ID = re.compile(r"[^\W_][\w.\-]*")
_TRUTHS = {"yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False, "": False}
_FIRST_ROW = 2  # the header is the first


@dataclass(slots=True)
class Notes:
    """What is found wrong while reading, in the order in which it is met."""

    places: Mapping[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, table: str, line: int | None = None, column: str | None = None) -> Place:
        """A place in a table: its own file, or the sheet of the workbook it comes from."""
        base = self.places.get(table, Place(f"{table}.csv"))
        return Place(base.file, base.sheet, line, column)

    def add(self, code: str, place: Place, found: str = "", **values: object) -> None:
        """Note the problem `code` at `place`."""
        self.problems.append(problem(code, place, found, **values))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number and its cells. Every reading notes what it cannot read and gives nothing."""

    table: str
    number: int
    cells: Mapping[str, str]
    notes: Notes

    def place(self, column: str | None = None) -> Place:
        """Where a cell of this row is."""
        return self.notes.place(self.table, self.number, column)

    def wrong(self, code: str, column: str | None, found: str = "", **values: object) -> None:
        """Note a problem of this row."""
        self.notes.add(code, self.place(column), found, **values)

    def said(self, column: str) -> str:
        """The words of a cell, "" when it holds none."""
        return (self.cells.get(column) or "").strip()

    def needed(self, column: str) -> str:
        """The words of a cell that must hold some."""
        if not (words := self.said(column)):
            self.wrong("empty-cell", column)
        return words

    def id(self, column: str = "id") -> str:
        """An identifier."""
        words = self.needed(column)
        if words and not _ID.fullmatch(words):
            self.wrong("bad-id", column, words)
        return words

    def one_of(self, column: str, codes: Sequence[str], default: str | None = None) -> str:
        """A code of a list; `default` stands for an empty cell."""
        words = self.said(column)
        if not words and default is not None:
            return default
        if words not in codes:
            self.wrong("not-in-list", column, words, choices=listing([same(one) for one in codes], limit=12))
        return words

    def both(self, column: str, *, needed: bool = False) -> Text | None:
        """The words of ``<column>_fr`` and ``<column>_en``: both, or neither when they are not needed."""
        french, english = self.said(f"{column}_fr"), self.said(f"{column}_en")
        if french and english:
            return Text(french, english)
        if needed or french or english:
            missing = f"{column}_en" if french else f"{column}_fr"
            other = text("word.french" if english else "word.english")
            self.wrong("one-language", missing, french or english, language=other)
            return Text(french or english, english or french)
        return None

    def words(self, column: str) -> Text:
        """The words in both languages of a cell that must hold some."""
        return self.both(column, needed=True) or same("")

    def number_in(self, column: str, least: float = 0.0, most: float = math.inf) -> float | None:
        """A number between two bounds, or nothing for an empty cell."""
        if not (words := self.said(column)):
            return None
        try:
            value = float(plain_number(words))
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and least <= value <= most):
            self.wrong("bad-number", column, words, bounds=_bounds(least, most))
            return None
        return value

    def truth(self, column: str) -> bool:
        """Yes or no; an empty cell is no."""
        words = self.said(column)
        if words.lower() not in _TRUTHS:
            self.wrong("bad-truth", column, words)
        return _TRUTHS.get(words.lower(), False)

    def day(self, column: str) -> datetime.date | None:
        """A day, or nothing for an empty cell."""
        if not (words := self.said(column)):
            return None
        try:
            return datetime.date.fromisoformat(words)
        except ValueError:
            self.wrong("bad-day", column, words)
            return None

    def several(self, column: str) -> tuple[str, ...]:
        """Codes separated by semicolons."""
        return tuple(filter(None, (one.strip() for one in self.said(column).split(";"))))


def _bounds(least: float, most: float) -> Text:
    if math.isinf(most):
        return Text(f"{least:.0f} ou plus", f"{least:.0f} or more")
    return Text(f"de {least:.0f} à {most:.0f}", f"from {least:.0f} to {most:.0f}")


def lines(tables: Mapping[str, Rows], table: str, notes: Notes) -> Iterator[Line]:
    """The rows of a table that hold something; a table whose header lacks a column is noted, and read as it can be."""
    rows = tables.get(table, ())
    filled = [
        (number, row)
        for number, row in enumerate(rows, start=_FIRST_ROW)
        if any((one or "").strip() for one in row.values())
    ]
    if filled:
        _check_header(dict.fromkeys(column for _, row in filled for column in row), table, notes)
    for number, row in filled:
        yield Line(table, number, row, notes)


def _check_header(columns: Collection[str], table: str, notes: Notes) -> None:
    shape = SHAPES[table]
    for column in shape.needed:
        if column not in columns:
            notes.add("no-column", notes.place(table, 1, column), column)
    for column in columns:
        if column not in shape.columns:
            known = listing([same(one) for one in shape.columns], limit=30)
            notes.add("unknown-column", notes.place(table, 1), column or "", known=known)
