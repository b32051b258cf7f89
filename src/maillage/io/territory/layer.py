"""One place where figures are held: a folder, whole, or the extract shipped with the product, which knows a few places.

Figures of perimeters come from the tables computed when files were loaded; those of a commune from its counts, and
those of a free perimeter from the counts of its communes, by the same expression. All are read in memory, once.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from maillage.io.territory import engine
from maillage.io.territory.columns import Column, read_columns
from maillage.io.territory.counts import counts_of
from maillage.io.territory.engine import name
from maillage.io.territory.files import reader
from maillage.io.territory.manifest import Manifest
from maillage.io.territory.rows import Layout, figure_of_counts
from maillage.territory import planning
from maillage.territory.figures import IndicatorFigure
from maillage.territory.perimeters import Perimeter
from maillage.territory.planning import COMMUNE, Plan, Planned

Found = Mapping[tuple[str, int], IndicatorFigure]
_FREE = "free"


class Layer:
    """The figures that the manifest of `folder` names. Safe to share between threads."""

    def __init__(self, folder: Path, held: Manifest) -> None:
        self.folder = folder
        self.manifest = held
        self._lock = threading.RLock()
        self._layouts: dict[str, Layout] = {}
        self._counted: tuple[str, ...] = ()
        self._plans: dict[str, Plan] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, dict[str, Column]] = {}

    def plan(self, level: str) -> Plan:
        """What this layer can say at a level."""
        with self._lock:
            if level not in self._plans:
                self._plans[level] = planning.plan(level, self.manifest.editions)
            return self._plans[level]

    def covers(self, perimeter: Perimeter) -> bool:
        """Whether it says something of `perimeter`; a whole folder does of all."""
        scope = self.manifest.scope
        if scope is None:
            return True
        if perimeter.kind == _FREE:
            return set(perimeter.communes) <= self._codes(COMMUNE)
        return perimeter.code in self._codes(perimeter.kind)

    def figures(self, perimeter: Perimeter) -> Found:
        """What it says of `perimeter`, by indicator and vintage; nothing of a perimeter that it does not cover."""
        if not self.manifest.held or not self.covers(perimeter):
            return {}
        found = self._of_commune(perimeter) if perimeter.kind == COMMUNE else self._of_many(perimeter)
        return {(one.indicator, one.vintage or 0): one for one in found}

    def column(self, kind: str, indicator: str, vintage: int) -> Column | None:
        """The value of an indicator for every perimeter of a kind where it has one; nothing when it is not held."""
        with self._lock:
            if kind not in self._columns:
                self._columns[kind] = self._read_columns(kind)
            return self._columns[kind].get(f"{indicator}@{vintage}")

    def _read_columns(self, kind: str) -> dict[str, Column]:
        """All the values of a kind at once: pages compare every indicator."""
        wanted = self._valued(kind)
        if not wanted:
            return {}
        call = reader(self.folder / self.manifest.figures[kind])
        chosen = ", ".join(f"coalesce({name(one)}, 'nan')" for one in wanted)
        return read_columns(self._database.cursor().execute(f"SELECT code, {chosen} FROM {call}"), wanted)

    def known(self, kind: str) -> frozenset[str]:
        """The perimeters of a kind of which some value is known."""
        if not self._valued(kind):
            return frozenset()
        call = reader(self.folder / self.manifest.figures[kind])
        some = ", ".join(name(one) for one in self._valued(kind))
        rows = (
            self._cursor().execute(f"SELECT code FROM {call} WHERE coalesce({some}) IS NOT NULL").fetchall()
        )
        return frozenset(row[0] for row in rows)

    def _valued(self, kind: str) -> tuple[str, ...]:
        """The columns of values of a kind, in its file."""
        with self._lock:
            if kind not in self._values:
                file = self.manifest.figures.get(kind)
                call = reader(self.folder / file) if file else ""
                there = set(engine.columns_of(self._database, call)) if file else set()
                self._values[kind] = tuple(one.name for one in self.plan(kind).planned if one.name in there)
            return self._values[kind]

    # --- one perimeter ---

    def _of_commune(self, perimeter: Perimeter) -> list[IndicatorFigure]:
        planned = self.plan(COMMUNE).planned
        if not planned:
            return []
        query = "SELECT numbers FROM packed_counts WHERE code = ?"
        row = self._counts().execute(query, [perimeter.code]).fetchone()
        counts: dict[str, Any] = dict(zip(self._counted, row[0], strict=True)) if row else {}
        return [figure_of_counts(one, counts, perimeter) for one in planned]

    def _of_many(self, perimeter: Perimeter) -> list[IndicatorFigure]:
        planned = self.plan(perimeter.kind).planned
        if not planned:
            return []
        if perimeter.kind == _FREE:
            return self._of_free(perimeter)
        layout = self._layout(perimeter.kind)
        row = (
            self._cursor()
            .execute(f"SELECT figures FROM {name(perimeter.kind)} WHERE code = ?", [perimeter.code])
            .fetchone()
        )
        return [] if row is None else layout.figures(row[0], perimeter)

    def _of_free(self, perimeter: Perimeter) -> list[IndicatorFigure]:
        cursor = self._counts().execute(
            f"WITH composition AS (SELECT 'free' AS perimeter, unnest(string_split(?, '+')) AS code) "
            f"SELECT * FROM ({self._free_sql})",
            ["+".join(perimeter.communes)],
        )
        columns = [one[0] for one in cursor.description or ()]
        row = cursor.fetchone()
        return [] if row is None else Layout(self.plan(_FREE).planned, columns).figures(row, perimeter)

    # --- what is kept in memory ---

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        return engine.connect(threads=1)  # a page asks little at a time, and there are many readers

    @cached_property
    def _free_sql(self) -> str:
        return (self.folder / self.manifest.figures[_FREE]).read_text(encoding="utf-8")

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            return self._database.cursor()

    def _counts(self) -> duckdb.DuckDBPyConnection:
        """A cursor on a database that has the counts of communes, the numbers of each in one array: it is smaller."""
        with self._lock:
            if not self._counted:
                counts = counts_of(self._database, self.folder, self.manifest.held, COMMUNE)
                found = engine.columns_of(self._database, f"({counts.query})")
                self._counted = tuple(one for one in found if one != "code")
                engine.pack(self._database, "packed_counts", "numbers", self._counted, f"({counts.query})")
                named = ", ".join(
                    f"numbers[{rank}]{'::BOOLEAN' if one in counts.marks else ''} AS {name(one)}"
                    for rank, one in enumerate(self._counted, start=1)
                )
                self._database.execute(f"CREATE VIEW counts AS SELECT code, {named} FROM packed_counts")
            return self._database.cursor()

    def _layout(self, kind: str) -> Layout:
        """How a row of the table of `kind` is read, the table being in memory: its numbers in one array each."""
        with self._lock:
            if kind not in self._layouts:
                call = reader(self.folder / self.manifest.figures[kind])
                columns = [one for one in engine.columns_of(self._database, call) if one != "code"]
                engine.pack(self._database, kind, "figures", columns, call)
                self._layouts[kind] = Layout(self.plan(kind).planned, columns)
            return self._layouts[kind]

    def _codes(self, kind: str) -> frozenset[str]:
        return self._scope.get(kind, frozenset())

    @cached_property
    def _scope(self) -> Mapping[str, frozenset[str]]:
        return {kind: frozenset(codes) for kind, codes in (self.manifest.scope or {}).items()}


def elsewhere(layers: Sequence[Layer], level: str) -> Mapping[str, tuple[Planned, ...]]:
    """What is at hand at another grain only, by indicator: it cannot be carried to this level."""
    found: dict[str, tuple[Planned, ...]] = {}
    for layer in layers:
        by_indicator: dict[str, list[Planned]] = {}
        for one in layer.plan(level).not_carried:
            by_indicator.setdefault(one.indicator, []).append(one)
        for code, planned in by_indicator.items():
            found.setdefault(code, tuple(planned))
    return found
