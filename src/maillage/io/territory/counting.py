"""From a table of texts to counts: one row for each territory of the file, one column for each measure.

A wide file has a column for each measure; a long one a row for each figure, put together by code, year and key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from maillage.dossier.problems import Place, UnreadableError
from maillage.io.territory import cells, tables
from maillage.io.territory.engine import name, texts
from maillage.io.territory.problems import problem, refused
from maillage.io.territory.tables import LINE, Source
from maillage.territory.datasets import Dataset
from maillage.territory.measures import Column, Match, columns, matches, measures

RAW, CODED = "raw", "coded"
CODE, YEAR, VALUE, WANTED = "#code", "#year", "#value", "#wanted"
_TOLD = 5
_MISSING = "CAST('nan' AS DOUBLE)"  # the sum of what has a missing part is missing too


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a file for one year: in `table`, ``code``, then a number and a mark for each measure.

    `years` gives the years of each measure, nothing for that of the file; `left` counts rows left aside, by reason.
    """

    table: str
    year: int | None
    years: Mapping[str, tuple[int | None, int | None]]
    left: Mapping[str, int]


def count(database: duckdb.DuckDBPyConnection, read: Source, dataset: Dataset) -> tuple[Counted, ...]:
    """What `read` counts, by year. Raises `UnreadableError` for cells that are no numbers and codes given twice."""
    return (
        _long(database, read, dataset) if dataset.reading.shape == "long" else _wide(database, read, dataset)
    )


def secret(measure: str) -> str:
    """The column of a table of counts that tells where a measure is hidden."""
    return f"{measure} secret"


# --- wide ---


def _wide(database: duckdb.DuckDBPyConnection, read: Source, dataset: Dataset) -> tuple[Counted, ...]:
    reading = dataset.reading
    found = _told_apart(matches(dataset.id, read.header))
    names = {f"#{rank}": name_ for rank, name_ in enumerate(dict.fromkeys(one.name for one in found))}
    left = _keep(database, read, dataset, names)
    cells.check_numbers(database, CODED, names, reading, read.place)
    _check_unique(database, read.place)
    new = {written: column for column, written in names.items()}
    parts: dict[str, list[tuple[str, Column]]] = {}
    for one in found:
        parts.setdefault(one.column.measure, []).append((new[one.name], one.column))
    counts = ", ".join(_wide_measure(measure, each, dataset) for measure, each in parts.items())
    years = {one.column.measure: (one.since, _year(one)) for one in found}
    counted = []
    for year in _years(database):
        called = f"counted {year}"
        database.execute(
            f"CREATE OR REPLACE TABLE {name(called)} AS SELECT {name(CODE)} AS code, {counts} "
            f"FROM {name(CODED)} WHERE {name(YEAR)} IS NOT DISTINCT FROM {year or 'NULL'}"
        )
        counted.append(Counted(called, year or _usual(years), years, left))
    return tuple(counted)


def _told_apart(found: Sequence[Match]) -> list[Match]:
    """Without the oldest of several years where the file has but one: it is the newest."""
    newest = {one.name for one in found if one.column.which == "newest"}
    return [one for one in found if one.column.which == "newest" or one.name not in newest]


def _wide_measure(measure: str, parts: Sequence[tuple[str, Column]], dataset: Dataset) -> str:
    reading = dataset.reading
    numbers, marks = [], []
    for new, column in parts:
        number = cells.number(name(new))
        if reading.blank_is_zero:
            number = f"CASE WHEN {cells.cleaned(name(new))} IS NULL THEN 0 ELSE {number} END"
        numbers.append(f"{number} * {column.factor!r}" if column.factor != 1 else number)
        marks.append(cells.hidden(name(new), reading))
    return f"{' + '.join(numbers)} AS {name(measure)}, {' OR '.join(marks)} AS {name(secret(measure))}"


def _year(one: Match) -> int | None:
    stated = one.column.year_from
    return stated if isinstance(stated, int) else one.year


def _usual(years: Mapping[str, tuple[int | None, int | None]]) -> int | None:
    """The year of most of the columns, the later of two as usual: that of the edition."""
    stated = [year for _since, year in years.values() if year is not None]
    return max(stated, key=lambda year: (stated.count(year), year), default=None)


def _check_unique(database: duckdb.DuckDBPyConnection, place: Place) -> None:
    rows = database.execute(
        f"SELECT {name(CODE)}, list({name(LINE)} ORDER BY {name(LINE)}) FROM {name(CODED)} "
        f"GROUP BY {name(CODE)}, {name(YEAR)} HAVING count(*) > 1 ORDER BY 1 LIMIT {_TOLD}"
    ).fetchall()
    if rows:
        raise UnreadableError(
            problem(
                "code-twice", Place(place.file, line=lines[1]), code, lines=", ".join(map(str, lines[:_TOLD]))
            )
            for code, lines in rows
        )


# --- long ---


def _long(database: duckdb.DuckDBPyConnection, read: Source, dataset: Dataset) -> tuple[Counted, ...]:
    reading = dataset.reading
    keys = {f"#key{rank}": read.column(names) or "" for rank, names in enumerate(reading.keys)}
    value = read.column(reading.value)
    signs = _signs(read, dataset)
    left = _keep(database, read, dataset, keys | signs | ({VALUE: value} if value else {}))
    if value:
        cells.check_numbers(database, CODED, {VALUE: value}, reading, read.place)
    number = cells.number(name(VALUE)) if value else "1.0"
    mark = cells.hidden(name(VALUE), reading) if value else "false"
    for rank, marks in enumerate(reading.secret_when.values()):
        if f"#sign{rank}" in signs:
            mark += f" OR coalesce({cells.cleaned(name(f'#sign{rank}'))} IN {texts(marks)}, false)"
    known = ", ".join(f"{cells.cleaned(name(key))} AS {name(key)}" for key in keys)
    database.execute(
        f"CREATE OR REPLACE TABLE entries AS SELECT {name(CODE)} AS code, {name(YEAR)} AS year, "
        f"coalesce({number}, {_MISSING}) AS number, "
        f"{mark} AS mark, {known} FROM {name(CODED)}"
    )
    return tuple(_of_year(database, dataset, one, left, read.place) for one in _years(database))


def _of_year(
    database: duckdb.DuckDBPyConnection,
    dataset: Dataset,
    year: int | None,
    left: Mapping[str, int],
    place: Place,
) -> Counted:
    of_year = f"year = {year}" if year is not None else "year IS NULL"
    found = _present(database, dataset, of_year)
    by_measure: dict[str, list[Column]] = {}
    for column in found:
        by_measure.setdefault(column.measure, []).append(column)
    _check_alone(database, by_measure, of_year, place)
    chosen = "".join(f", {_long_measure(one, parts, dataset)}" for one, parts in by_measure.items())
    called = f"counted {year}"
    database.execute(
        f"CREATE OR REPLACE TABLE {name(called)} AS SELECT code{chosen} FROM entries WHERE {of_year} GROUP BY code"
    )
    years = {one: (None, _fixed(parts[0])) for one, parts in by_measure.items()}
    return Counted(called, year, years, left)


def _fixed(column: Column) -> int | None:
    return column.year_from if isinstance(column.year_from, int) else None


def _present(database: duckdb.DuckDBPyConnection, dataset: Dataset, of_year: str) -> list[Column]:
    """The columns of which a key occurs: what a nomenclature does not have yet, or no more, is not counted as zero."""
    every = columns(dataset.id)
    tests = ", ".join(f"coalesce(bool_or({_matches(one)}), false)" for one in every)
    row = database.execute(f"SELECT {tests} FROM entries WHERE {of_year}").fetchone() or ()
    return [column for column, there in zip(every, row, strict=True) if there]


def _matches(column: Column) -> str:
    tests = [f"{name(f'#key{rank}')} IN {texts(values)}" for rank, values in enumerate(column.keys)]
    return " AND ".join(tests) or "true"


def _long_measure(measure: str, parts: Sequence[Column], dataset: Dataset) -> str:
    numbers, marks = [], []
    for column in parts:
        kept = f"FILTER (WHERE {_matches(column)})"
        number = "1.0" if column.how == "one" else _sum(kept, zero=dataset.reading.zero_when_missing)
        numbers.append(f"{number} * {column.factor!r}" if column.factor != 1 else number)
        marks.append(f"coalesce(bool_or(mark) {kept}, false)")
    mark = " OR ".join(marks)
    return (
        f"CASE WHEN NOT ({mark}) THEN {' + '.join(numbers)} END AS {name(measure)}, "
        f"{mark} AS {name(secret(measure))}"
    )


def _sum(kept: str, *, zero: bool) -> str:
    """The sum of the rows `kept`, known when all of them are; of none at all, `zero` or nothing."""
    added = f"coalesce(sum(number) {kept}, 0)" if zero else f"sum(number) {kept}"
    return f"nullif({added}, {_MISSING})"


def _check_alone(
    database: duckdb.DuckDBPyConnection, parts: Mapping[str, Sequence[Column]], of_year: str, place: Place
) -> None:
    """Refuse two values of what does not add up."""
    for measure, columns_ in parts.items():
        if measures()[measure].additive:
            continue
        test = " OR ".join(f"({_matches(one)})" for one in columns_)
        row = database.execute(
            f"SELECT code FROM entries WHERE {of_year} AND ({test}) GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        ).fetchone()
        if row:
            raise UnreadableError([problem("code-twice", place, row[0], lines=measures()[measure].label)])


# --- both ---


def _years(database: duckdb.DuckDBPyConnection) -> list[int | None]:
    """The years of the rows; a single unknown one when the rows do not tell it."""
    rows = database.execute(f"SELECT DISTINCT {name(YEAR)} FROM {name(CODED)} ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def _signs(read: Source, dataset: Dataset) -> dict[str, str]:
    """The columns that tell a hidden value from a missing one, where the file has them."""
    return {
        f"#sign{rank}": written
        for rank, column in enumerate(dataset.reading.secret_when)
        if (written := read.column((column,))) is not None
    }


def _keep(
    database: duckdb.DuckDBPyConnection, read: Source, dataset: Dataset, columns_: Mapping[str, str]
) -> dict[str, int]:
    """Make ``coded``, the rows to count, each with a code and a year, and the cells of `columns_` (name: in the file).

    Returns how many rows were left aside, by reason. Raises `UnreadableError` when none is to be counted.
    """
    dated = read.column(dataset.reading.year)
    year = f"regexp_extract({tables.cell(dated)}, '(19|20)\\d\\d')" if dated else "NULL"
    chosen = {name_: tables.cell(written) for name_, written in columns_.items()}
    chosen[CODE] = cells.code(tables.cell(read.column(dataset.reading.code) or ""), dataset.grain)
    chosen[YEAR] = f"TRY_CAST({year} AS INTEGER)"
    chosen[WANTED] = _wanted(read, dataset)
    tables.keep(database, read, chosen, RAW)
    coded = f"(coalesce({name(CODE)}, '') <> ''{f' AND {name(YEAR)} IS NOT NULL' if dated else ''})"
    database.execute(
        f"CREATE OR REPLACE VIEW {name(CODED)} AS SELECT * FROM {name(RAW)} WHERE {coded} AND {name(WANTED)}"
    )
    row = database.execute(
        f"SELECT count(*) FILTER (WHERE NOT {coded}), count(*) FILTER (WHERE {coded} AND NOT {name(WANTED)}), "
        f"count(*) FILTER (WHERE {coded} AND {name(WANTED)}) FROM {name(RAW)}"
    ).fetchone() or (0, 0, 0)
    if not row[2]:
        raise refused("no-rows", read.place, read.place.file)
    return {
        reason: number for reason, number in zip(("no_code", "other_rows"), row[:2], strict=True) if number
    }


def _wanted(read: Source, dataset: Dataset) -> str:
    """Whether a row is one of those that are kept, by the columns that say it, where the file has them."""
    tests = [
        f"coalesce({cells.cleaned(tables.cell(written))} IN {texts(kept)}, false)"
        for column, kept in dataset.reading.only.items()
        if (written := read.column((column,))) is not None
    ]
    return f"({' AND '.join(tests) or 'true'})"
