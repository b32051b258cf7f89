"""The counts of every edition of a grain, side by side in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from maillage.io.territory import engine
from maillage.io.territory.engine import name
from maillage.io.territory.files import reader
from maillage.io.territory.manifest import Held
from maillage.territory.datasets import datasets
from maillage.territory.figures import Edition
from maillage.territory.planning import LOST, SECRET, column_of, mark_of


@dataclass(frozen=True, slots=True)
class Counts:
    """The table of counts of a grain: its `query`, and the `marks` that it bears."""

    query: str
    marks: frozenset[str]


def counts_of(database: duckdb.DuckDBPyConnection, folder: Path, held: Sequence[Held], grain: str) -> Counts:
    """The counts of every edition of a grain side by side: a row for each code, a column for each measure of each."""
    of_grain = [one for one in held if datasets()[one.edition.dataset].grain == grain]
    readers = {one.edition.id: reader(folder / one.counts) for one in of_grain}
    codes = " UNION ".join(f"SELECT code FROM {call}" for call in readers.values())
    chosen, joins, marks = ["codes.code"], [], set()
    for rank, one in enumerate(of_grain):
        call = readers[one.edition.id]
        joins.append(f" LEFT JOIN {call} AS e{rank} ON codes.code = e{rank}.code")
        for written, column in _columns(database, call, one.edition).items():
            chosen.append(f"e{rank}.{name(written)} AS {name(column)}")
            marks |= {column} if written not in one.edition.measures else set()
    return Counts(f"SELECT {', '.join(chosen)} FROM ({codes}) AS codes{''.join(joins)}", frozenset(marks))


def _columns(database: duckdb.DuckDBPyConnection, call: str, edition: Edition) -> Mapping[str, str]:
    """The columns of the counts of an edition, and how they are named beside those of others."""
    there = engine.columns_of(database, call)
    found = {one: column_of(one, edition.id) for one in edition.measures if one in there}
    for measure, column in list(found.items()):
        for mark in (SECRET, LOST):
            if (written := mark_of(measure, mark)) in there:
                found[written] = mark_of(column, mark)
    return found
