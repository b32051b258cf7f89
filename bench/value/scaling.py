"""Many dossiers at once: in one process, in two, and on two workers of a Dask scheduler; the same results everywhere.

``python -m bench.value.scaling`` prints seconds of clock for the outcomes of made-up dossiers, and whether all agree.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.generator import raw_tables, synthetic_tables
from maillage.dossier.problems import Place
from maillage.dossier.reading import read_tables
from maillage.io.scaling import run_all
from maillage.value.lines import lines_of
from maillage.value.uncertainty import Settings, confidences_of, outcomes
from maillage.value.uncertainty_words import as_json

DOSSIERS, ACTORS = 16, 40
DAY = datetime.date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """Where it was computed, in how many seconds, and whether the results are those of one process."""

    where: str
    seconds: float
    equal: bool


def compute(seed: int) -> dict[str, Any]:
    """The outcomes of one made-up dossier, read from its tables as from a file."""
    dossier = read_tables(raw_tables(synthetic_tables(ACTORS, seed)), Place("")).dossier
    assert dossier is not None
    settings = Settings(draws=65_536, spread=True)
    return as_json(outcomes(lines_of(dossier, DAY), settings, confidences_of(dossier)))


def main() -> list[Row]:
    """Measure, print, and give back the rows."""
    import distributed

    seeds = list(range(DOSSIERS))
    reference, alone = _timed(lambda: run_all(compute, seeds, workers="inline"))
    rows = [Row("one process", alone, True)]
    found, seconds = _timed(lambda: run_all(compute, seeds, workers="processes:2"))
    rows.append(Row("two processes, begun anew", seconds, found == reference))
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    )
    with cluster:
        cluster.wait_for_workers(2)
        for name in ("two Dask workers, first call", "two Dask workers, second call"):
            found, seconds = _timed(lambda: run_all(compute, seeds, workers=cluster.scheduler_address))
            rows.append(Row(name, seconds, found == reference))
    print(f"{DOSSIERS} dossiers of {ACTORS} actors, 65,536 draws each")
    for one in rows:
        print(
            f"  {one.where:30} {one.seconds:6.2f} s   ratio {alone / one.seconds:4.2f}   equal: {one.equal}"
        )
    return rows


def _timed(compute: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    found = compute()
    return found, time.perf_counter() - begun


if __name__ == "__main__":
    main()
