"""The same expressions on two engines: DuckDB, and PostgreSQL, give equal figures for every EPCI."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from maillage.io.territory import engine, manifest
from maillage.io.territory.counts import counts_of
from maillage.territory import expressions
from maillage.territory.perimeters import composition
from maillage.territory.planning import columns_used, plan

UNAVAILABLE = 69
HOLDING = ("insee_comparateur-2018", "insee_bpe-2018")


@pytest.mark.one_database
def test_duckdb_and_postgresql_give_equal_figures_for_every_epci(loaded: Path, tmp_path: Path) -> None:
    held = [one for one in manifest.read_in(loaded).held if one.edition.id in HOLDING]
    planned = plan("epci", [one.edition for one in held]).summed
    assert len(planned) > 40
    database = engine.connect()
    counts = counts_of(database, loaded, held, "commune")
    columns = ["code", *columns_used(planned)]
    database.execute(
        f"CREATE TABLE counts AS SELECT {', '.join(map(engine.name, columns))} FROM ({counts.query})"
    )
    pairs = [(code, one) for code, communes in composition("epci").items() for one in communes]
    engine.table(database, "composition", perimeter=[a for a, _ in pairs], code=[b for _, b in pairs])

    expression = expressions.summed(planned, frozenset())
    there = _on_postgresql(database, expressions.sql(expression, "postgres"), columns, tmp_path)
    cursor = database.execute(expressions.sql(expression, "duckdb"))
    names = [column[0] for column in cursor.description or ()]
    here = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}

    assert here.keys() == there.keys() == composition("epci").keys()
    assert [code for code, row in here.items() if not _equal(row, there[code])] == []


def _equal(here: Mapping[str, Any], there: Mapping[str, Any]) -> bool:
    """Sums may be made in another order: they differ by the last digits of a floating number."""
    return here.keys() == there.keys() and all(
        value == there[name]
        or (
            value is not None
            and there[name] is not None
            and math.isclose(value, there[name], rel_tol=1e-9, abs_tol=1e-12)
        )
        for name, value in here.items()
        if name != "perimeter"
    )


def _on_postgresql(
    database: duckdb.DuckDBPyConnection, query: str, columns: list[str], folder: Path
) -> dict[str, dict[str, Any]]:
    """What PostgreSQL answers, by perimeter; the test is skipped where none can be started."""
    for name in ("counts", "composition"):
        database.execute(f"COPY {name} TO '{folder / name}.csv' (FORMAT csv, HEADER false)")
    tables = {
        "counts": {name: "double precision" if name != "code" else "text" for name in columns},
        "composition": {"perimeter": "text", "code": "text"},
    }
    (folder / "tables.json").write_text(json.dumps(tables), encoding="utf-8")
    (folder / "query.sql").write_text(query, encoding="utf-8")
    run = [sys.executable, "-m", "tests.maillage.io.territory.postgres_run", str(folder)]
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        run = [sys.executable, "-m", "tools.with_postgres", *run]
    root = Path(__file__).resolve().parents[4]
    done = subprocess.run(run, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode == UNAVAILABLE:
        pytest.skip("no PostgreSQL is packaged for this machine")
    assert done.returncode == 0, done.stderr
    rows = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return {row["perimeter"]: row for row in rows}
