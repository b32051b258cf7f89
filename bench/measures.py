"""One measurement per call, each in a process of its own: ``python -m bench.measures NAME ARGUMENT…`` prints JSON.

Times are processor seconds, so that what else the machine does weighs little; nothing here waits for anything.
Memory is the peak of the process, Python and libraries included.
"""

from __future__ import annotations

import datetime
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.memory import peak_mebibytes

Measured = dict[str, float]
DAY = datetime.date(2026, 6, 1)
"""The day on which synthetic dossiers are looked at."""


def write(folder: str, count: str, actors: str) -> Measured:
    """Write `count` synthetic dossiers of `actors` actors as folders, each with its descriptor."""
    from bench.generator import raw_tables, synthetic_tables
    from maillage.dossier.problems import Place
    from maillage.dossier.reading import read_tables
    from maillage.io import package

    rows = 0
    for seed in range(int(count)):
        dossier = read_tables(raw_tables(synthetic_tables(int(actors), seed)), Place("")).dossier
        assert dossier is not None
        target = Path(folder, f"{actors}-{seed}")
        target.mkdir(parents=True)
        for name, text in package.contents(dossier).items():
            (target / name).write_text(text, encoding="utf-8", newline="")
        rows += dossier.count()
    return {"rows": rows}


def load_and_check(folder: str) -> Measured:
    """Load every dossier of `folder` and run every check on it, one after the other."""
    from maillage import io
    from maillage.articulation.analysis import analyse

    def one(path: Path) -> int:
        dossier = io.load(path).dossier
        assert dossier is not None
        analyse(dossier, DAY)
        return dossier.count()

    return _timed(lambda: sum(map(one, _dossiers(folder))))


def load(folder: str) -> Measured:
    """Read and validate every dossier of `folder` with Maillage, without the checks."""
    from maillage import io

    def one(path: Path) -> int:
        reading = io.load(path)
        assert reading.dossier is not None
        return reading.dossier.count()

    return _timed(lambda: sum(map(one, _dossiers(folder))))


def with_frictionless(folder: str) -> Measured:
    """Read and validate every dossier of `folder` with frictionless, from the descriptor written by Maillage."""
    import warnings

    warnings.simplefilter("ignore")
    import frictionless

    def one(path: Path) -> int:
        report = frictionless.validate(str(path / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])
        return (
            int(report.stats["rows"])
            if "rows" in report.stats
            else sum(task.stats["rows"] for task in report.tasks)
        )

    return _timed(lambda: sum(map(one, _dossiers(folder))))


def with_pandera(folder: str) -> Measured:
    """Read every dossier of `folder` with pandas and validate it with pandera, from the same definitions."""
    from bench.pandera_schemas import read_and_validate

    return _timed(lambda: sum(map(read_and_validate, _dossiers(folder))))


def parsed_rows_to_findings(actors: str, times: str) -> Measured:
    """From the raw cells of one dossier, in memory, to its findings: median and 95th percentile in ms."""
    run, rows = _from_rows(int(actors))
    run()
    durations = [_timed(run)["seconds"] * 1000 for _ in range(int(times))]
    return {
        "rows": rows,
        "median_ms": statistics.median(durations),
        "p95_ms": statistics.quantiles(durations, n=20)[-1],
        "mebibytes": peak_mebibytes(),
    }


def one_large(actors: str) -> Measured:
    """From the raw cells of one large dossier, in memory, to its findings; reading alone is told apart."""
    from maillage.articulation.analysis import analyse
    from maillage.dossier.problems import Place
    from maillage.dossier.reading import read_tables

    raw, rows = _raw(int(actors))
    gc.collect()
    begun = time.process_time()
    dossier = read_tables(raw, Place("")).dossier
    read = time.process_time()
    assert dossier is not None
    findings = len(analyse(dossier, DAY).findings)
    done = time.process_time()
    return {
        "rows": rows,
        "read": read - begun,
        "seconds": done - begun,
        "findings": findings,
        "mebibytes": peak_mebibytes(),
    }


def _from_rows(actors: int) -> tuple[Callable[[], int], int]:
    from maillage.articulation.analysis import analyse
    from maillage.dossier.problems import Place
    from maillage.dossier.reading import read_tables

    raw, rows = _raw(actors)

    def run() -> int:
        dossier = read_tables(raw, Place("")).dossier
        assert dossier is not None
        analyse(dossier, DAY)
        return rows

    return run, rows


def _raw(actors: int) -> tuple[Any, int]:
    from bench.generator import raw_tables, synthetic_tables

    tables = synthetic_tables(actors, seed=1)
    return raw_tables(tables), sum(len(rows) - 1 for rows in tables.values())


def _dossiers(folder: str) -> Iterator[Path]:
    yield from sorted(Path(folder).iterdir())


def _timed(run: Callable[[], int]) -> Measured:
    begun = time.process_time()
    rows = run()
    return {"rows": rows, "seconds": time.process_time() - begun, "mebibytes": peak_mebibytes()}


MEASURES: dict[str, Callable[..., Measured]] = {
    measure.__name__: measure
    for measure in (
        write,
        load_and_check,
        load,
        with_frictionless,
        with_pandera,
        parsed_rows_to_findings,
        one_large,
    )
}

if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*sys.argv[2:])))
