"""One measurement per call, each in a process of its own: ``python -m bench.territory.measures NAME PATH`` prints JSON.

Seconds are those of the wall, from the file to the figures, imports included: every tool starts from nothing, as the
command line does. Memory is the peak of the process.
"""

from __future__ import annotations

import datetime
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.memory import peak_mebibytes

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
COUNT = 12
KIND = "epci"


def maillage_catalogue(path: str) -> Mapping[str, float]:
    """INSEE's file to every indicator of every commune, EPCI, département and region, kept on disk."""
    from maillage.io.territory.loading import load
    from maillage.io.territory.store import Store

    with tempfile.TemporaryDirectory() as folder:
        load(Path(path), Path(folder), now=NOW)
        return {"rows": len(Store.at(Path(folder)).known_codes(KIND))}


def pandas_catalogue(path: str) -> Mapping[str, float]:
    """The same indicators of communes and EPCI with pandas, nothing kept."""
    from bench.territory import peers, work

    found = peers.pandas_catalogue(Path(path), work.indicators_of(Path(path)), work.codes())
    return {"rows": len(found[KIND])}


def polars_catalogue(path: str) -> Mapping[str, float]:
    """The same indicators of communes and EPCI with Polars, nothing kept."""
    from bench.territory import peers, work

    found = peers.polars_catalogue(Path(path), work.indicators_of(Path(path)), work.codes())
    return {"rows": len(found[KIND])}


maillage_equipment = maillage_catalogue


def pandas_equipment(path: str) -> Mapping[str, float]:
    """Equipment of each kind by EPCI from the raw list, with pandas."""
    from bench.territory import peers, work

    return {"rows": len(peers.pandas_equipment(Path(path), work.equipment_kinds(), work.codes()))}


def polars_equipment(path: str) -> Mapping[str, float]:
    """Equipment of each kind by EPCI from the raw list, with Polars."""
    from bench.territory import peers, work

    return {"rows": len(peers.polars_equipment(Path(path), work.equipment_kinds(), work.codes()))}


def maillage_peers(folder: str) -> Mapping[str, float]:
    """The nearest territories of every EPCI."""
    from maillage.territory.similar import Space, all_peers, similarity_variables

    columns = _columns(folder)
    began = time.perf_counter()
    found = all_peers(Space.of(columns, similarity_variables()), COUNT)
    return {"rows": len(found), "seconds": time.perf_counter() - began}


def pandas_peers(folder: str) -> Mapping[str, float]:
    """The same with pandas and NumPy: one matrix of distances."""
    import pandas  # noqa: F401  imported before the clock: both tools are measured on the work alone

    from bench.territory import peers
    from maillage.territory.similar import similarity_variables

    columns = _columns(folder)
    transforms = {one.indicator: one.transform for one in similarity_variables()}
    began = time.perf_counter()
    found = peers.pandas_peers(columns, transforms, COUNT)
    return {"rows": len(found), "seconds": time.perf_counter() - began}


def _columns(folder: str) -> dict[str, Mapping[str, float]]:
    from maillage.io.territory.store import Store
    from maillage.territory.similar import similarity_variables

    store = Store.at(Path(folder))
    year = max(one.year for one in store.editions if one.dataset == "insee_comparateur")
    return {one.indicator: dict(store.column(KIND, one.indicator, year)) for one in similarity_variables()}


def main(arguments: list[str]) -> None:
    """Run one measurement and print what it found."""
    run: Callable[[str], Mapping[str, Any]] = globals()[arguments[0]]
    began = time.perf_counter()
    found = run(arguments[1])
    print(json.dumps({"seconds": time.perf_counter() - began, **found, "memory": peak_mebibytes()}))


if __name__ == "__main__":
    main(sys.argv[1:])
