"""A plain file as a table of texts: its header, then its cells as they are written, each row with its line."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from maillage.dossier.problems import Place
from maillage.io.territory import engine
from maillage.io.territory.engine import name, only, text
from maillage.io.territory.problems import refused
from maillage.io.territory.staging import Plain

LINE = "#line"
_DELIMITERS = ";,\t|"
_LONGEST_HEADER = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A table that can be queried: `reader` is the call that reads it in SQL, `first_line` that of its first row."""

    header: tuple[str, ...]
    reader: str
    place: Place
    first_line: int

    def column(self, among: tuple[str, ...]) -> str | None:
        """The first column of these names, compared without case, as the file writes it."""
        written = {one.strip().casefold(): one for one in reversed(self.header)}
        return next((written[one.casefold()] for one in among if one.casefold() in written), None)


def source(database: duckdb.DuckDBPyConnection, plain: Plain) -> Source:
    """The table of `plain`. Raises `UnreadableError` when it has no header, or is not what its name says."""
    place = Place(plain.called)
    if plain.form == "csv":
        return _csv(plain, place)
    call = "read_parquet" if plain.form == "parquet" else "read_json"
    options = (
        "" if plain.form == "parquet" else ", maximum_object_size=67108864, records=true, sample_size=-1"
    )
    reader = f"{call}({only(plain.path)}{options})"
    try:
        return Source(engine.columns_of(database, reader), reader, place, 1)
    except duckdb.Error as error:
        raise unread(place, error) from error


def _csv(plain: Plain, place: Place) -> Source:
    with plain.path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline(_LONGEST_HEADER)
    delimiter = max(_DELIMITERS, key=first.count)
    header = tuple(next(csv.reader([first], delimiter=delimiter), ()))
    if len(header) < 2 or len(set(header)) < len(header) or not all(one.strip() for one in header):
        raise refused("no-header", place, first.strip())
    columns = ", ".join(f"{text(one)}: 'VARCHAR'" for one in header)
    reader = (
        f"read_csv({only(plain.path)}, auto_detect=false, header=true, delim={text(delimiter)}, quote='\"', "
        f"escape='\"', nullstr='', max_line_size=4194304, columns={{{columns}}})"
    )
    return Source(header, reader, place, 2)


def keep(database: duckdb.DuckDBPyConnection, read: Source, chosen: Mapping[str, str], called: str) -> None:
    """Make the table `called`: the line of each row, then a column for each of `chosen` (its name: what it is, in SQL).

    Raises `UnreadableError` when a row cannot be read.
    """
    cells = "".join(f", {what} AS {name(column)}" for column, what in chosen.items())
    rows = f"SELECT row_number() OVER () + {read.first_line - 1} AS {name(LINE)}{cells} FROM {read.reader}"
    try:
        database.execute(f"CREATE OR REPLACE TABLE {name(called)} AS {rows}")
    except duckdb.Error as error:
        raise unread(read.place, error) from error


def cell(written: str) -> str:
    """The cell of the column `written`, as a text."""
    return f"CAST({name(written)} AS VARCHAR)"


def unread(place: Place, error: duckdb.Error) -> Exception:
    """What is told of a file that DuckDB cannot read: the line it stopped at, and that line."""
    said = str(error)
    number = re.search(r"on Line: (\d+)", said)
    line = re.search(r"Original Line: (.*)", said)
    where = Place(place.file, line=int(number.group(1)) if number else None)
    return refused("unread-row", where, line.group(1) if line else said.splitlines()[0])
