"""Counts of a file put on the territories of today: what adds up is added, what does not is left out and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from maillage.geography.divisions import departments
from maillage.io.territory import codes, engine
from maillage.io.territory.counting import Counted, secret
from maillage.io.territory.engine import name
from maillage.territory.datasets import Dataset
from maillage.territory.measures import columns, measures
from maillage.territory.planning import LOST, mark_of

READY = "ready"


@dataclass(frozen=True, slots=True)
class Ready:
    """Counts ready to be kept, in the table ``ready``: ``code``, a column for each measure, and marks where needed.

    `matched`: codes of the file that are known; `rows` of the table; `dropped` cells or rows by reason; codes
    `moved` and `unknown`; territories of today `without` any.
    """

    columns: tuple[str, ...]
    measures: tuple[str, ...]
    matched: int
    rows: int
    dropped: Mapping[str, int]
    moved: int
    unknown: tuple[str, ...]
    without: int


def put_on_today(database: duckdb.DuckDBPyConnection, counted: Counted, dataset: Dataset, year: int) -> Ready:
    """Make the table ``ready`` from what was counted in a file for `year`."""
    listed = [row[0] for row in database.execute(f"SELECT code FROM {name(counted.table)}").fetchall()]
    matched = codes.match(
        database, listed, dataset.grain, year, cities=dataset.reading.districts == "instead"
    )
    known = tuple(counted.years)
    _gather(database, counted.table, known, dataset.grain)
    if dataset.reading.zeros == "all":
        _fill(database, known, codes.counted(dataset.grain, year))
        _blank_overseas(database, known)
    _apply(database, known, dataset)
    marks = _used_marks(database, known)
    kept = ", ".join(name(one) for one in ("code", *known, *marks))
    database.execute(f"CREATE OR REPLACE VIEW {READY} AS SELECT {kept} FROM applied")
    dropped = dict(counted.left)
    reason = "joint_boards" if dataset.reading.joint_boards else "unknown"
    dropped |= {reason: len(matched.unknown)} if matched.unknown else {}
    dropped |= _lost(database, [one for one in marks if one.endswith(f" {LOST}")])
    rows, without = _coverage(database, known, dataset.grain)
    return Ready(
        columns=("code", *known, *marks),
        measures=known,
        matched=len(listed) - len(matched.unknown),
        rows=rows,
        dropped=dropped,
        moved=matched.moved,
        unknown=matched.unknown,
        without=without,
    )


def _gather(database: duckdb.DuckDBPyConnection, table: str, known: Sequence[str], grain: str) -> None:
    """Put together what is one territory today. A sum is known when each of its parts is.

    What does not add up is kept where one territory made the one of today; for EPCI, also where one of several goes
    on as it: a published median is that of an EPCI as it was, whose communes change from year to year anyway.
    """
    alone = "count(*) = 1" if grain == "commune" else "count(*) FILTER (WHERE heir = 'True') = 1"
    kept = "" if grain == "commune" else " FILTER (WHERE heir = 'True')"
    chosen = []
    for measure in known:
        column = name(measure)
        if measures()[measure].additive:
            value = f"CASE WHEN count({column}) = count(*) THEN sum({column}) END"
            lost = "false"
        else:
            value = f"CASE WHEN {alone} THEN any_value({column}){kept} END"
            lost = f"NOT ({alone}) AND count({column}) > 0"
        hidden = f"coalesce(bool_or({name(secret(measure))}), false) AND ({value}) IS NULL"
        chosen.append(
            f"{value} AS {column}, {hidden} AS {name(secret(measure))}, {lost} AS {name(mark_of(measure, LOST))}"
        )
    database.execute(
        f"CREATE OR REPLACE TABLE gathered AS SELECT today AS code, {', '.join(chosen)} "
        f"FROM {codes.MATCHED} JOIN {name(table)} USING (code) GROUP BY today"
    )


def _fill(database: duckdb.DuckDBPyConnection, known: Sequence[str], wanted: frozenset[str]) -> None:
    """A territory that the file does not list has zero of everything."""
    engine.table(database, "listed", code=sorted(wanted))
    zeros = "".join(
        f", 0.0 AS {name(one)}, false AS {name(secret(one))}, false AS {name(mark_of(one, LOST))}"
        for one in known
    )
    database.execute(
        f"INSERT INTO gathered BY NAME SELECT code{zeros} FROM listed WHERE code NOT IN (SELECT code FROM gathered)"
    )


def _blank_overseas(database: duckdb.DuckDBPyConnection, known: Sequence[str]) -> None:
    """What no overseas commune has at all was not counted there: nothing is known, rather than zero."""
    overseas = " OR ".join(
        f"starts_with(code, {engine.text(code)})" for code, one in departments().items() if one.zone == "drom"
    )
    seen = ", ".join(f"coalesce(max({name(one)}) FILTER (WHERE {overseas}), 0) > 0" for one in known)
    row = database.execute(f"SELECT {seen} FROM gathered").fetchone() or ()
    blanks = ", ".join(f"{name(one)} = NULL" for one, there in zip(known, row, strict=True) if not there)
    if blanks:
        database.execute(f"UPDATE gathered SET {blanks} WHERE {overseas}")


def _apply(database: duckdb.DuckDBPyConnection, known: Sequence[str], dataset: Dataset) -> None:
    """Presence, and one for each territory, are told once it is a territory of today."""
    how = {column.measure: column.how for column in columns(dataset.id)}
    changed = []
    for measure in known:
        column = name(measure)
        if how[measure] == "presence":
            changed.append(f"CAST({column} > 0 AS DOUBLE) AS {column}")
        elif how[measure] == "one":
            changed.append(f"1.0 AS {column}")
    replaced = f"REPLACE ({', '.join(changed)})" if changed else ""
    database.execute(f"CREATE OR REPLACE VIEW applied AS SELECT * {replaced} FROM gathered")


def _used_marks(database: duckdb.DuckDBPyConnection, known: Sequence[str]) -> tuple[str, ...]:
    """The marks that some row bears: the others are not kept."""
    every = [mark for one in known for mark in (secret(one), mark_of(one, LOST))]
    tests = ", ".join(f"coalesce(bool_or({name(one)}), false)" for one in every)
    row = database.execute(f"SELECT {tests} FROM applied").fetchone() or ()
    return tuple(one for one, borne in zip(every, row, strict=True) if borne)


def _lost(database: duckdb.DuckDBPyConnection, marks: Sequence[str]) -> dict[str, int]:
    """How many territories lost at least one figure that does not add up."""
    if not marks:
        return {}
    test = " OR ".join(name(one) for one in marks)
    row = database.execute(f"SELECT count(*) FROM applied WHERE {test}").fetchone() or (0,)
    return {"not_additive": row[0]}


def _coverage(database: duckdb.DuckDBPyConnection, known: Sequence[str], grain: str) -> tuple[int, int]:
    """How many rows, and how many territories of today are in none with a figure."""
    some = " OR ".join(f"{name(one)} IS NOT NULL" for one in known)
    told = {row[0] for row in database.execute(f"SELECT code FROM {READY} WHERE {some}").fetchall()}
    row = database.execute(f"SELECT count(*) FROM {READY}").fetchone() or (0,)
    return row[0], len(codes.today(grain) - told)
