"""Cells as numbers: what is a number, what is hidden, what is missing, and what is none of these."""

from __future__ import annotations

import duckdb

from maillage.dossier.problems import Place, UnreadableError
from maillage.io.territory.engine import name, text, texts
from maillage.io.territory.problems import problem
from maillage.io.territory.tables import LINE
from maillage.territory.datasets import Reading

_SPACES = " \t\u00a0\u202f"
_TOLD = 5  # wrong cells told one by one


def cleaned(column: str) -> str:
    """The cell without spaces around, nothing when it is empty."""
    return f"nullif(trim({column}, {text(_SPACES)}), '')"


def number(column: str) -> str:
    """The cell as a number, nothing when it is not one. A comma is understood as a point."""
    written = f"TRY_CAST(replace({cleaned(column)}, ',', '.') AS DOUBLE)"
    return f"CASE WHEN {_plain(column)} THEN TRY_CAST({column} AS DOUBLE) ELSE {written} END"


def hidden(column: str, reading: Reading) -> str:
    """Whether the producer hides the cell; an empty mark says that an empty cell hides a value."""
    if not reading.secret:
        return "false"
    marked = f"coalesce({cleaned(column)}, '') IN {texts(reading.secret)}"
    return f"CASE WHEN {_plain(column)} THEN false ELSE {marked} END"


def wrong(column: str, reading: Reading) -> str:
    """Whether the cell is neither a number, nor hidden, nor missing."""
    marks = texts((*reading.secret, *reading.absent))
    unmarked = f"{cleaned(column)} IS NOT NULL AND coalesce({cleaned(column)} NOT IN {marks}, true)"
    read = f"coalesce(isfinite({number(column)}), false)"
    return f"CASE WHEN {column} IS NULL OR {_plain(column)} THEN false ELSE {unmarked} AND NOT {read} END"


def _plain(column: str) -> str:
    """Whether the cell is a number as it stands: most are, and the rest is only looked at for the others."""
    return f"coalesce(TRY_CAST({column} AS DOUBLE) BETWEEN -1e300 AND 1e300, false)"


def code(column: str, grain: str) -> str:
    """The code of a territory: what follows the last dash, with the zeros that a spreadsheet may have taken off."""
    bare = cleaned(column)
    last = f"upper(CASE WHEN contains({bare}, '-') THEN regexp_extract({bare}, '[^-]*$') ELSE {bare} END)"
    width = {"commune": 5, "department": 2, "region": 2}.get(grain)
    if width is None:
        return last
    return f"CASE WHEN length({last}) < {width} THEN lpad({last}, {width}, '0') ELSE {last} END"


def check_numbers(
    database: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], reading: Reading, place: Place
) -> None:
    """Refuse the table when a cell of `columns` (name in the table: in the file) is wrong, telling the first ones."""
    counted = ", ".join(f"count(*) FILTER (WHERE {wrong(name(column), reading)})" for column in columns)
    row = database.execute(f"SELECT {counted} FROM {name(table)}").fetchone() or ()
    found: list[tuple[int, str, str]] = []
    for (column, written), number_of in zip(columns.items(), row, strict=True):
        if number_of:
            rows = database.execute(
                f"SELECT {name(LINE)}, {name(column)} FROM {name(table)} WHERE {wrong(name(column), reading)} "
                f"ORDER BY 1 LIMIT {_TOLD}"
            ).fetchall()
            found += [(line, written, cell) for line, cell in rows]
    if found:
        marks = ", ".join(filter(None, (*reading.secret, *reading.absent))) or "—"
        raise UnreadableError(
            problem("not-a-number", Place(place.file, line=line, column=written), cell, marks=marks)
            for line, written, cell in sorted(found)[:_TOLD]
        )
