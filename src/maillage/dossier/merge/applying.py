"""From the chosen items of a plan to the rows to write, and to the dossier that they make."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.drafts import Notes
from maillage.dossier.identity import beginning
from maillage.dossier.merge.items import NO_CHOICES, ROW, Choices, Item, Plan, Proposal, RowEdit
from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.dossier.row_texts import Texts, texts_of
from maillage.dossier.tables import TABLES
from maillage.text import Text

_Rows = list[tuple[str, Texts]]
"""The rows of a table, each with the words that name it in messages."""

_KEEP = Text(
    "Une ligne doit exister pour être citée : ajoutez-la, gardez-la, ou ne la citez plus.",
    "A row must exist to be cited: add it, keep it, or cite it no more.",
)


def edits(plan: Plan, chosen: Collection[str], choices: Choices = NO_CHOICES) -> tuple[RowEdit, ...]:
    """The rows to write for the chosen items, in the order of the plan; one edit per row.

    In a conflict the current side stays unless `choices` says otherwise: column by column or, for a row added or
    removed, under the column `ROW`. Chosen keys that are not in the plan have nothing left to do.
    """
    found: dict[tuple[str, str, str], RowEdit] = {}
    taken = frozenset(chosen)
    for item in plan.items:
        cells = _cells(item, choices) if item.key in taken else None
        if cells is None:
            continue
        row = item.table, item.id, item.since
        if row in found:  # what a row says and what it no longer says, when the latter is guessed
            cells = {**found[row].cells, **cells}
        found[row] = RowEdit(*row, item.kind, cells)
    return tuple(found.values())


def _cells(item: Item, choices: Choices) -> dict[str, str] | None:
    """The cells to write, `None` when the item leaves the row as it is."""
    if item.kind == "changed":
        taken = {cell.column: cell.incoming for cell in item.fields if _taken(item, cell, choices)}
        return taken or None
    if choices.get((item.key, ROW), _side(item.conflict)) == "current":
        return None
    return {cell.column: cell.incoming for cell in item.fields if cell.incoming}


def _taken(item: Item, cell: Proposal, choices: Choices) -> bool:
    return choices.get((item.key, cell.column), _side(cell.conflict)) == "incoming"


def _side(conflict: bool) -> str:
    return "current" if conflict else "incoming"


def apply(current: Dossier, plan: Plan, chosen: Collection[str], *, choices: Choices = NO_CHOICES) -> Reading:
    """The dossier that the chosen items make of `current`, which is the one the plan was made for.

    It is read again as a file would be, so that what does not hold together (a reference to a row that was not
    chosen, periods that overlap) is a problem of the `Reading`, placed at ``table.id``, and there is no dossier then.
    A conflict is settled as `edits` says. Raises `ValueError` when the plan speaks of rows that `current` lacks.
    """
    wanted = edits(plan, chosen, choices)
    if not wanted:
        return Reading(current)
    rows = {table: _edited(table, current, wanted) for table in TABLES}
    tables = [_raw(table, found) for table, found in rows.items() if found]
    return _checked(read_tables(tables, Place()), rows)


def _edited(table: str, current: Dossier, wanted: tuple[RowEdit, ...]) -> _Rows:
    """The rows of a table once edited: those of current in their order, then the added ones."""
    edits_here = [edit for edit in wanted if edit.table == table]
    standing = {(edit.id, edit.since): edit for edit in edits_here if edit.kind != "added"}
    counts = Counter(row.id for row in current.rows(table))
    found: _Rows = []
    for row in current.rows(table):
        texts = texts_of(TABLES[table], row)
        edit = _edit_of(row, standing, alone=counts[row.id] == 1) if standing else None
        if edit is None:
            found.append((_named(table, texts), texts))
        elif edit.kind == "changed":
            found.append((_named(table, texts), _filled({**texts, **edit.cells})))
    if standing:
        raise ValueError(f"rows that are not in the dossier: {', '.join(one for one, _ in standing)}")
    added = [edit.cells for edit in edits_here if edit.kind == "added"]
    return found + [(_named(table, cells), cells) for cells in added]


def _edit_of(row: Any, standing: dict[tuple[str, str], RowEdit], *, alone: bool) -> RowEdit | None:
    """The edit of a row, taken out of those still standing."""
    began = row.id, beginning(row)
    if began in standing:
        return standing.pop(began)
    return standing.pop((row.id, ""), None) if alone else None


def _filled(cells: Texts) -> dict[str, str]:
    return {column: words for column, words in cells.items() if words}


def _named(table: str, texts: Texts) -> str:
    return f"{table}.{texts['id']}"


def _raw(table: str, rows: _Rows) -> RawTable:
    """The rows as if they had been read from a file: every column of the table, so that the header is no doubt."""
    known = [item.name for item in TABLES[table].fields]
    columns = known + sorted(set().union(*(texts for _, texts in rows)).difference(known))
    lines: Iterator[tuple[int, list[str]]] = (
        (line, [texts.get(column, "") for column in columns]) for line, (_, texts) in enumerate(rows, start=2)
    )
    return RawTable(Place(table), table, [(1, columns), *lines])


# --- what does not hold ---------------------------------------------------------------------------------------------


def _checked(reading: Reading, rows: Mapping[str, _Rows]) -> Reading:
    """The same reading, its problems placed by row, and references looked up by id alone.

    A file may cite a row by its name; here a name that happens to be that of another row would hide a missing one.
    """
    notes = Notes()
    for table, found in rows.items():
        _check_references(table, found, rows, notes)
    notes.close(Place())
    others = (
        dataclasses.replace(wrong, place=_place(wrong.place, rows))
        for wrong in reading.problems
        if wrong.code != "dangling"
    )
    problems = (*notes.problems, *others)
    return Reading(None if problems else reading.dossier, problems)


def _check_references(table: str, found: _Rows, rows: Mapping[str, _Rows], notes: Notes) -> None:
    for field in TABLES[table].fields:
        if field.kind != "reference":
            continue
        target = TABLES[field.table or table]
        known = {texts["id"] for _, texts in rows[target.name]}.union(field.parties, ("none", ""))
        for name, texts in found:
            words = texts.get(field.name, "")
            for one in words.split("; ") if field.many else (words,):
                if one not in known:
                    place = Place(name, None, None, field.name)
                    notes.wrong(
                        "dangling", place, one, label=field.label, target=target.label, suggestion=_KEEP
                    )


def _place(place: Place, rows: Mapping[str, _Rows]) -> Place:
    if place.line is None or place.line < 2:
        return place
    return Place(rows[place.file][place.line - 2][0], None, None, place.column)
