"""Rows of living dossiers: texts of cells on one side, a dossier of the library on the other."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from maillage.dossier.cells import format_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.dossier.tables import TABLES
from maillage_web.dossiers.choices import ChangeKind

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of a living dossier as a value: its key, its table, its id, its cells, and the act that wrote it last."""

    pk: int
    table: str
    identity: str
    cells: dict[str, str]
    version: int
    archived: bool = False

    def with_cells(self, cells: Cells) -> Stored:
        """The same row saying something else; empty cells are left out."""
        kept = {column: words for column, words in cells.items() if words}
        return replace(self, cells=kept, identity=kept.get("id", self.identity))


def cells_of(table: str, row: Any) -> dict[str, str]:
    """The texts of the cells of a row of the library, without the empty ones."""
    pairs = {field.name: format_cell(field, getattr(row, field.attribute)) for field in TABLES[table].fields}
    return {column: words for column, words in (pairs | dict(row.extras)).items() if words}


def rows_of(dossier: Dossier) -> Iterator[tuple[str, dict[str, str]]]:
    """Every row of a dossier as its table and its cells, the record first."""
    for table in TABLES:
        for row in dossier.rows(table):
            yield table, cells_of(table, row)


def read_rows(rows: Iterable[Stored]) -> Reading:
    """The dossier that the rows make. In its problems, a line is the key of a row."""
    by_table: dict[str, list[Stored]] = {}
    for row in rows:
        if not row.archived:
            by_table.setdefault(row.table, []).append(row)
    return read_tables((_raw(table, found) for table, found in by_table.items()), Place(""))


def _raw(table: str, rows: list[Stored]) -> RawTable:
    known = [field.name for field in TABLES[table].fields]
    further = sorted({column for row in rows for column in row.cells} - set(known))
    columns = known + further
    lines = ((row.pk, [row.cells.get(column, "") for column in columns]) for row in rows)
    return RawTable(Place(""), table, [(0, columns), *lines])


def whole(rows: Iterable[Stored]) -> Dossier:
    """The dossier of rows that were valid when they were written. Raises `ValueError` when they no longer are."""
    reading = read_rows(rows)
    if reading.dossier is None:
        raise ValueError("; ".join(f"{wrong.place.line}: {wrong.message.en}" for wrong in reading.problems))
    return reading.dossier


def seal(previous: str, content: Mapping[str, Any]) -> str:
    """The SHA-256 that seals an act and, through `previous`, all those before it."""
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{words}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Past:
    """A change as history keeps it: the row, what became of it, the columns it changed before and after."""

    row: int
    kind: str
    before: Cells
    after: Cells


def before(row: Stored, change: Past) -> Stored | None:
    """The row as it was before the last change it went through; none when that change added it."""
    if change.kind == ChangeKind.ADDED:
        return None
    was_archived = change.kind == ChangeKind.RESTORED
    return replace(_patched(row, change.before), archived=was_archived)


def after(row: Stored, change: Past) -> Stored:
    """The row as `change` leaves it."""
    return replace(_patched(row, change.after), archived=change.kind == ChangeKind.ARCHIVED)


def _patched(row: Stored, patch: Cells) -> Stored:
    return row.with_cells(row.cells | dict(patch)) if patch else row


def patches(old: Cells, new: Cells) -> tuple[dict[str, str], dict[str, str]]:
    """The columns that differ, with their texts before and after; an empty text for an empty cell.

    >>> patches({"name": "Ferme", "note": "x"}, {"name": "La ferme"})
    ({'name': 'Ferme', 'note': 'x'}, {'name': 'La ferme', 'note': ''})
    """
    columns = [column for column in {**old, **new} if old.get(column, "") != new.get(column, "")]
    return (
        {column: old.get(column, "") for column in columns},
        {column: new.get(column, "") for column in columns},
    )
