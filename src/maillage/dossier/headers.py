"""Recognise tables and columns by their code or their label, French or English, wherever the header stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Any

from maillage.dossier.cells import Raw, clean_words, words_of
from maillage.dossier.drafts import Notes
from maillage.dossier.fields import Field, Table
from maillage.dossier.problems import CellError, Place
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold

_SEARCHED = 12
_MARKS = " *:()"

Line = tuple[int, Sequence[Raw]]
"""The number of a line, from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Known:
    """A column of a known field. `read` keeps what each text met in it says: columns repeat themselves."""

    field: Field
    read: dict[str, Any] = dataclasses.field(default_factory=dict)


Column = Known | str | None
"""A column as found: of a known field, of an unknown name, or without name."""


@cache
def _table_names() -> dict[str, Table]:
    return {fold(word): table for table in TABLES.values() for word in (*table.label, table.name)}


def table_named(words: str) -> Table | None:
    """The table called `words` (code or label, in any case), if there is one."""
    return _table_names().get(fold(words.replace("_", " "))) or _table_names().get(fold(words))


@cache
def _column_names(table_name: str) -> dict[str, Field]:
    fields = TABLES[table_name].fields
    labels = {fold(word): item for item in fields for word in item.label}
    return (
        labels
        | {fold(item.name.replace("_", " ")): item for item in fields}
        | {item.name: item for item in fields}
    )


def field_named(table: Table, words: str) -> Field | None:
    """The field of `table` whose code or label is `words`, if there is one."""
    folded = fold(words).strip(_MARKS)
    return _column_names(table.name).get(folded) or _column_names(table.name).get(folded.replace("_", " "))


def find_header(table: Table, lines: Iterable[Line]) -> tuple[Line | None, Iterator[Line] | list[Line]]:
    """The header line and the lines that follow it.

    The header is the line, among the first twelve, where most cells name a column: people put titles above it.
    A line of several cells that all name a column is not searched past.
    Without header: `None` and the lines that were looked at, blank ones left out.
    """
    rest = iter(lines)
    first: list[Line] = []
    named: list[int] = []
    for line in islice(rest, _SEARCHED):
        filled = [words for cell in line[1] if (words := words_of(cell).strip())]
        first.append(line)
        named.append(sum(field_named(table, words) is not None for words in filled))
        if named[-1] == len(filled) > 1:
            break
    best = max(named, default=0)
    if best == 0:
        return None, [line for line in first if any(words_of(cell).strip() for cell in line[1])]
    at = named.index(best)
    return first[at], chain(first[at + 1 :], rest)


def match_columns(table: Table, place: Place, header: Line, notes: Notes) -> tuple[Column, ...]:
    """Match the cells of a header line with the fields of `table`."""
    line, cells = header
    matched: list[Column] = []
    met: set[str | None] = set()
    for cell in cells:
        column = _match_column(table, place, line, cell, notes)
        name = column.field.name if isinstance(column, Known) else column
        if name is not None and name in met:
            words = words_of(cell).strip()
            notes.wrong("column-twice", Place(place.file, place.sheet, line, words), words)
        met.add(name)
        matched.append(column)
    if line > 1:
        notes.repaired("header-below", Place(place.file, place.sheet, line), str(line), line=line)
    return tuple(matched)


def _match_column(table: Table, place: Place, line: int, cell: Raw, notes: Notes) -> Column:
    try:
        words = clean_words(cell)[0].strip()
    except CellError as error:
        notes.wrong(error.code, Place(place.file, place.sheet, line), words_of(cell), **error.values)
        return None
    known = field_named(table, words)
    if known is None and words:
        notes.repaired("column-kept", Place(place.file, place.sheet, line, words), words)
    return Known(known) if known else words or None
