"""From raw tables (whatever file they came from) to a dossier, with every problem found in one pass.

Files are read elsewhere (`maillage.io`); here everything is a value. A wrong row never hides the others: it is
reported, the other rules are still applied to it, and what points to it is still resolved, so that one mistake gives
one message. A dossier comes back only when nothing was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from maillage.dossier import integrity
from maillage.dossier.cells import Raw, clean_words, format_cell, parse_cell, words_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.drafts import Draft, Notes, Values
from maillage.dossier.fields import Field, Table
from maillage.dossier.headers import Column, Known, find_header, match_columns, table_named
from maillage.dossier.problems import CellError, Place, Problem, Repair, UnreadableError
from maillage.dossier.reserved import reserved_ids
from maillage.dossier.tables import TABLES
from maillage.dossier.values import slug

_LONGEST_ID = 60
_RARELY_TWICE = ("slug", "text", "url")


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as read from a file: where it comes from, its name, and its lines with their numbers (from 1).

    Lines may be read as they are asked for, add to `repairs` and raise `UnreadableError` on the way. `lost` says
    that they could not be read at all, which has been reported already.
    """

    place: Place
    name: str
    lines: Iterable[tuple[int, Sequence[Raw]]]
    repairs: list[Repair] = field(default_factory=list)
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading gave: the dossier when nothing was wrong, the problems otherwise, and the repairs made."""

    dossier: Dossier | None
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()


def read_tables(raw_tables: Iterable[RawTable], place: Place) -> Reading:
    """Read a whole dossier from its raw tables; `place` names the file or folder they come from."""
    notes = Notes()
    drafts: dict[str, Draft] = {}
    for raw in raw_tables:
        table = table_named(raw.name)
        if table is None:
            notes.repaired("table-ignored", raw.place, raw.name)
        elif table.name in drafts:
            notes.wrong("table-twice", raw.place, raw.name)
        else:
            drafts[table.name] = _read_table(table, raw, notes)
    _check_record(drafts, place, notes)
    integrity.resolve(drafts, notes)
    notes.close(place)
    if notes.problems or any(draft.lost for draft in drafts.values()):
        return Reading(None, tuple(notes.problems), tuple(notes.repairs))
    return Reading(_build(drafts), (), tuple(notes.repairs))


def _check_record(drafts: dict[str, Draft], place: Place, notes: Notes) -> None:
    if not drafts:
        notes.wrong("not-a-dossier", place, expected_tables=", ".join(list(TABLES)[:6]))
        return
    record = drafts.get("dossier")
    if record is None or not (record.lines or record.lost):
        notes.wrong("no-record", record.place if record else place)
    elif len(record.lines) > 1:
        second = list(record.lines.values())[1]
        notes.wrong("several-records", record.at(second), str(len(record.lines)))


def _build(drafts: dict[str, Draft]) -> Dossier:
    tables: dict[str, Any] = {}
    for name, draft in drafts.items():
        build = draft.table.row_class
        tables[name] = tuple(build(**values) for values in draft.rows)
    record = tables.pop("dossier")[0]
    return Dossier(record=record, **tables)


def _read_table(table: Table, raw: RawTable, notes: Notes) -> Draft:
    draft = Draft(table, raw.place, lost=raw.lost)
    try:
        _read_lines(draft, raw, notes)
    except UnreadableError as error:
        draft.lost = True
        notes.problems += error.problems
    notes.repairs += raw.repairs
    return draft


def _read_lines(draft: Draft, raw: RawTable, notes: Notes) -> None:
    header, lines = find_header(draft.table, raw.lines)
    if header is None:
        if lines:
            draft.lost = True
            notes.wrong("no-header", raw.place, table=draft.table.label)
        return
    columns = match_columns(draft.table, raw.place, header, notes)
    required = draft.table.required
    blank = 0
    for line, cells in lines:
        if _is_blank(cells):
            blank += 1
        else:
            _read_row(draft, columns, required, line, cells, notes)
    if blank:
        notes.repaired("blank-rows", raw.place, str(blank), count=blank)


def _is_blank(cells: Sequence[Raw]) -> bool:
    return not any(
        cell is not None and (cell if type(cell) is str else words_of(cell)).strip() for cell in cells
    )


def _read_row(
    draft: Draft,
    columns: tuple[Column, ...],
    required: tuple[Field, ...],
    line: int,
    cells: Sequence[Raw],
    notes: Notes,
) -> None:
    values: Values = {"line": line}
    bad = _read_cells(draft, columns, values, cells, notes)
    if "id" not in values:
        values["id"] = _unreadable_id(draft, line) if "id" in bad else _made_id(draft, values, notes)
    for item in required:
        if item.attribute not in values and item.name not in bad:
            notes.wrong("required", draft.at(line, item.name), label=item.label, table=draft.table.label)
            bad.add(item.name)
    draft.lines.setdefault(values["id"], line)
    draft.rows.append(values)


def _read_cells(
    draft: Draft, columns: tuple[Column, ...], values: Values, cells: Sequence[Raw], notes: Notes
) -> set[str]:
    """Parse the cells of one row into `values`; give back the names of the columns that could not be read."""
    bad: set[str] = set()
    extras: dict[str, str] = {}
    for column, raw in zip(columns, cells, strict=False):
        if raw is None or raw == "":
            continue
        if isinstance(column, Known):
            if type(raw) is str and raw in column.read:
                values[column.field.attribute] = column.read[raw]
            elif not _read_cell(draft, column, values, raw, notes):
                bad.add(column.field.name)
        elif not _read_extra(draft, column, extras, values["line"], raw, notes):
            bad.add(column or "")
    if len(cells) > len(columns) and not _is_blank(cells[len(columns) :]):
        notes.wrong("too-many-cells", draft.at(values["line"]), str(len(cells)), expected=len(columns))
        bad.add("")
    if extras:
        values["extras"] = tuple(sorted(extras.items()))
    return bad


def _read_cell(draft: Draft, column: Known, values: Values, raw: Raw, notes: Notes) -> bool:
    item = column.field
    try:
        parsed = parse_cell(item, raw)
    except CellError as error:
        place = draft.at(values["line"], item.name)
        notes.wrong(error.code, place, words_of(raw), label=item.label, **error.values)
        return False
    if parsed.value is not None:
        values[item.attribute] = parsed.value
        if parsed.repair is None and type(raw) is str and item.kind not in _RARELY_TWICE:
            column.read[raw] = parsed.value
    if parsed.repair is not None:
        place = draft.at(values["line"], item.name)
        notes.repaired(parsed.repair, place, words_of(raw), format_cell(item, parsed.value))
    return True


def _read_extra(
    draft: Draft, column: str | None, extras: dict[str, str], line: int, raw: Raw, notes: Notes
) -> bool:
    """Keep the cell of a column that Maillage does not know, as text."""
    try:
        words, _ = clean_words(raw)
    except CellError as error:
        notes.wrong(error.code, draft.at(line, column), words_of(raw), **error.values)
        return False
    if words and column is None:
        notes.wrong("no-column-name", draft.at(line), words)
        return False
    if words and column is not None:
        extras[column] = words
    return True


def _made_id(draft: Draft, values: Values, notes: Notes) -> str:
    """An id for a row without one, made from its name, or from its table and line; says so."""
    name = values.get("name") or values.get("title") or ""
    wanted = slug(name)[:_LONGEST_ID].rstrip("-_") or _unreadable_id(draft, values["line"])
    identity, taken = wanted, reserved_ids(draft.table.name)
    while identity in draft.lines or identity in taken:
        draft.made[wanted] = draft.made.get(wanted, 1) + 1
        identity = f"{wanted}-{draft.made[wanted]}"
    notes.repaired("id-made", draft.at(values["line"], "id"), name, identity)
    return identity


def _unreadable_id(draft: Draft, line: int) -> str:
    return f"{draft.table.name}-{line}"
