"""A small extract of what is loaded, for a few perimeters, in the same form: what the product ships."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from maillage.io.territory import computing, engine, manifest
from maillage.io.territory.engine import name, texts
from maillage.io.territory.files import reader, write_table
from maillage.io.territory.layer import Layer
from maillage.io.territory.manifest import Held, Manifest
from maillage.io.territory.store import Store
from maillage.territory.datasets import datasets
from maillage.territory.perimeters import Perimeter
from maillage.territory.planning import COMMUNE


def write_extract(store: Store, perimeters: Iterable[Perimeter], target: Path) -> Manifest:
    """Write what `store` has loaded of `perimeters`, and of their communes, into the folder `target`.

    Only what was loaded into a folder is extracted. The files are named after what they hold, without a date.
    """
    whole = next((layer for layer in store.layers if layer.manifest.scope is None), None)
    if whole is None:
        raise ValueError("nothing is loaded: there is nothing to extract")
    scope = _scope(perimeters)
    target.mkdir(parents=True, exist_ok=True)
    with closing(engine.connect()) as database:
        held = tuple(_counts(database, whole, one, scope, target) for one in whole.manifest.held)
        figures = {
            kind: _figures(database, whole, kind, scope.get(kind, ()), target) for kind in computing.KINDS
        }
    figures["free"] = "free.sql"
    sql = (whole.folder / whole.manifest.figures["free"]).read_text(encoding="utf-8")
    (target / figures["free"]).write_text(sql, encoding="utf-8")
    made = Manifest(held, figures, whole.manifest.fingerprint, scope)
    manifest.replace(target, made)
    return made


def _scope(perimeters: Iterable[Perimeter]) -> dict[str, tuple[str, ...]]:
    every = list(perimeters)
    found: dict[str, set[str]] = {COMMUNE: {code for one in every for code in one.communes}}
    for one in every:
        if one.kind in computing.KINDS:
            found.setdefault(one.kind, set()).add(one.code)
    return {kind: tuple(sorted(codes)) for kind, codes in sorted(found.items())}


def _counts(
    database: duckdb.DuckDBPyConnection,
    whole: Layer,
    one: Held,
    scope: dict[str, tuple[str, ...]],
    target: Path,
) -> Held:
    codes = scope.get(datasets()[one.edition.dataset].grain, ())
    called = f"{one.edition.id}.parquet"
    _write(database, whole.folder / one.counts, codes, target / called)
    return Held(one.edition, called)


def _figures(
    database: duckdb.DuckDBPyConnection, whole: Layer, kind: str, codes: Sequence[str], target: Path
) -> str:
    called = f"{kind}.parquet"
    _write(database, whole.folder / whole.manifest.figures[kind], codes, target / called)
    return called


def _write(database: duckdb.DuckDBPyConnection, source: Path, codes: Sequence[str], target: Path) -> None:
    query = f"SELECT * FROM {reader(source)} WHERE {name('code')} IN {texts(codes)} ORDER BY code"
    write_table(database, query, target)
