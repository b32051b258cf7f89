"""Figures of every commune, EPCI, département and region, computed once when a file is loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import duckdb

from maillage.io.atomic import write_file
from maillage.io.territory import engine
from maillage.io.territory.counts import Counts, counts_of
from maillage.io.territory.engine import name
from maillage.io.territory.files import write_table
from maillage.io.territory.manifest import Held, fingerprint
from maillage.territory import expressions
from maillage.territory.perimeters import composition
from maillage.territory.planning import COMMUNE, Plan, Planned, plan

KINDS = ("commune", "epci", "department", "region")
FREE = "free"
PLACES = "places"


def compute(
    folder: Path, held: Sequence[Held], told: Callable[[float], None] | None = None
) -> dict[str, str]:
    """Write the figures of each kind of perimeter into `folder`; return the name of each file.

    For ``free`` perimeters, known only when they are asked, it is the SQL that computes them.
    """
    mark = _mark(held)
    written: dict[str, str] = {}
    with closing(engine.connect()) as database:
        _make_places(database)
        for rank, kind in enumerate(KINDS):
            if told is not None:
                told(rank / (len(KINDS) + 1))
            written[kind] = f"{kind}.{mark}.parquet"
            write_table(database, query_of(database, folder, held, kind), folder / written[kind])
        written[FREE] = f"{FREE}.{mark}.sql"
        write_file(folder / written[FREE], _free_sql(database, folder, held).encode("utf-8"))
    return written


def _make_places(database: duckdb.DuckDBPyConnection) -> None:
    """Every commune, with the perimeter of each kind that it is in."""
    codes = sorted(composition(COMMUNE))
    within = {
        kind: {one: code for code, members in composition(kind).items() for one in members}
        for kind in KINDS
        if kind != COMMUNE
    }
    columns = {kind: [places.get(code) for code in codes] for kind, places in within.items()}
    engine.table(database, PLACES, code=codes, **columns)


def _free_sql(database: duckdb.DuckDBPyConnection, folder: Path, held: Sequence[Held]) -> str:
    planned = plan(FREE, [one.edition for one in held])
    if not planned.summed:
        return ""
    return summed_sql(planned.summed, counts_of(database, folder, held, COMMUNE).marks)


def query_of(database: duckdb.DuckDBPyConnection, folder: Path, held: Sequence[Held], kind: str) -> str:
    """The query of the figures of every perimeter of `kind`, in the order of their codes."""
    planned = plan(kind, [one.edition for one in held])
    if kind == COMMUNE:
        database.execute(f"CREATE OR REPLACE VIEW perimeters AS SELECT code FROM {PLACES}")
    else:
        database.execute(
            f"CREATE OR REPLACE VIEW perimeters AS SELECT DISTINCT {kind} AS code FROM {PLACES} "
            f"WHERE {kind} IS NOT NULL"
        )
    joined = ["SELECT * FROM perimeters"]
    if planned.direct:
        joined.append(_direct(database, folder, held, planned))
    if planned.summed:
        joined.append(_summed(database, folder, held, planned))
    parts = [f"({query}) AS part{rank}" for rank, query in enumerate(joined)]
    tail = "".join(f" {_join(kind)} JOIN {one} USING (code)" for one in parts[1:])
    return f"SELECT * FROM {parts[0]}{tail} ORDER BY code"


def _join(kind: str) -> str:
    """Communes have their arrondissements too, which are in no table of perimeters."""
    return "FULL" if kind == COMMUNE else "LEFT"


def _direct(database: duckdb.DuckDBPyConnection, folder: Path, held: Sequence[Held], planned: Plan) -> str:
    counts = counts_of(database, folder, held, planned.level)
    found = expressions.direct(planned.direct, counts.marks, parts=planned.level != COMMUNE)
    return _run(counts, expressions.sql(found, "duckdb"))


def _summed(database: duckdb.DuckDBPyConnection, folder: Path, held: Sequence[Held], planned: Plan) -> str:
    counts = counts_of(database, folder, held, COMMUNE)
    level = name(planned.level)
    database.execute(
        f"CREATE OR REPLACE VIEW {expressions.COMPOSITION} AS "
        f"SELECT {level} AS perimeter, code FROM {PLACES} WHERE {level} IS NOT NULL"
    )
    return _run(counts, summed_sql(planned.summed, counts.marks))


@lru_cache(maxsize=8)
def summed_sql(planned: tuple[Planned, ...], marks: frozenset[str]) -> str:
    """The SQL of the figures summed from communes; it reads the tables ``counts`` and ``composition``."""
    return expressions.sql(expressions.summed(planned, marks), "duckdb")


def _run(counts: Counts, sql: str) -> str:
    return f"WITH counts AS ({counts.query}) SELECT perimeter AS code, * EXCLUDE (perimeter) FROM ({sql})"


def _mark(held: Sequence[Held]) -> str:
    content = "\n".join((fingerprint(), *(one.counts for one in held)))
    return hashlib.sha256(content.encode()).hexdigest()[:12]
