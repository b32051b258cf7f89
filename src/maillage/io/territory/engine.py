"""DuckDB: a connection that reads the files it is given and nothing else, and SQL written with care."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",  # the network is never called
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "true",  # the number of a line is told to people
}


def connect(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A database in memory, on as many `threads` as there are cores unless it is told."""
    return duckdb.connect(":memory:", config=_SETTINGS | ({"threads": threads} if threads else {}))


def name(words: str) -> str:
    """A column or a table, quoted.

    >>> name('a"b')
    '"a""b"'
    """
    escaped = words.replace('"', '""')
    return f'"{escaped}"'


def text(words: str) -> str:
    """A text, quoted.

    >>> text("l'an")
    "'l''an'"
    """
    escaped = words.replace("'", "''")
    return f"'{escaped}'"


def only(path: Path) -> str:
    """A file to read, quoted, of this very name: brackets, stars and question marks in it would stand for others.

    >>> only(Path("figures [2].csv"))
    "'figures [[]2].csv'"
    """
    return text(re.sub(r"[\[*?]", r"[\g<0>]", str(path)))


def texts(words: Iterable[str]) -> str:
    """Texts between parentheses, for ``IN``; none of them matches when there is none."""
    return f"({', '.join(text(one) for one in words) or 'NULL'})"


def table(database: duckdb.DuckDBPyConnection, called: str, **columns: Sequence[str | None]) -> None:
    """Make the table `called` from lists of codes of the same length; nothing where there is none.

    They are handed over as one text each: DuckDB looks for NumPy and pandas at every item of a list, which takes two
    hundred times longer where they are not installed.
    """
    split = "nullif(unnest(string_split(?, chr(10))), '')"
    chosen = ", ".join(f"{split} AS {name(column)}" for column in columns)
    written = ["\n".join(one or "" for one in each) for each in columns.values()]
    made = f"SELECT {chosen}" if all(columns.values()) else f"SELECT {chosen} LIMIT 0"
    database.execute(f"CREATE OR REPLACE TABLE {name(called)} AS {made}", written)


def columns_of(database: duckdb.DuckDBPyConnection, source: str) -> tuple[str, ...]:
    """The names of the columns of a table, or of a call that reads a file."""
    return tuple(row[0] for row in database.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())


def pack(
    database: duckdb.DuckDBPyConnection, called: str, into: str, columns: Sequence[str], source: str
) -> None:
    """Make the table `called` from `source`: ``code``, and one array `into` of the numbers of `columns`.

    A row is read at once, and takes the tenth of the memory of as many columns.
    """
    numbers = ", ".join(f"CAST({name(one)} AS DOUBLE)" for one in columns)
    database.execute(
        f"CREATE OR REPLACE TABLE {name(called)} AS "
        f"SELECT code, CAST([{numbers}] AS DOUBLE[{len(columns)}]) AS {name(into)} FROM {source}"
    )
