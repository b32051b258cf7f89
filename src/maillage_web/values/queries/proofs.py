"""What a figure rests on: the rows it comes from, what each says, who asserts it, from which source, and its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage.value.lines import Names
from maillage.value.showing import unit_name
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.dossiers.queries.tables import Measure, measure_of

Row = tuple[str, str]
"""The table and the id of a row."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a row says of an amount, and the time for which it says so."""

    measure: Measure | None
    unit: Text | None
    times: Decimal | None
    since: PartialDate | None
    until: PartialDate | None


@dataclass(frozen=True, slots=True)
class Proof:
    """A row: where it is read, where it is changed (empty for who may not), what it says, what it rests on."""

    key: Row
    link: Link
    table: Text
    statements: tuple[Statement, ...]
    sources: tuple[Link, ...]
    asserted_by: str
    confidence: Text | None
    change: str


def _unit(row: Any) -> Text | None:
    """The unit as it is said after the amount: one person, four hundred people."""
    amounts = (getattr(row, name, None) for name in ("low", "likely", "high", "amount"))
    most = max((one for one in amounts if one is not None), default=None)
    return unit_name(row.unit, most >= 2) if row.unit and most is not None else None


class Proofs:
    """The rows of a dossier, found by table and id without going through the tables again."""

    def __init__(self, state: State, names: Names) -> None:
        self._state, self._names = state, names
        self._rows: dict[str, dict[str, list[Any]]] = {}
        self._made: dict[Row, Proof | None] = {}
        self._writes = state.rights.may_write

    def of(self, keys: Iterable[Row]) -> tuple[Proof, ...]:
        """The proofs of these rows, each once, in their order; those that the person does not see are not there."""
        return tuple(filter(None, (self._proof(key) for key in dict.fromkeys(keys))))

    def row(self, key: Row) -> Any | None:
        """The row of this id that holds on the day, else the last statement of it."""
        found = self._statements(key)
        today = self._state.dossier
        held = [row for row in found if row in today.rows(key[0])] if len(found) > 1 else found
        return (held or found or [None])[-1]

    def address(self, key: Row) -> str:
        """Where the row is read: among those of the day, or among those of all periods."""
        held = self._state.row_address(*key)
        if held or not self._statements(key):
            return held
        return f"{reverse('table', args=[self._state.entry.slug, key[0]])}?periode=toutes"

    def change(self, key: Row) -> str:
        """The form of the row; empty for who may not write."""
        row = self.row(key) if self._writes else None
        if row is None or not row.line:
            return ""
        return reverse("row", args=[self._state.entry.slug, key[0], row.line])

    def _proof(self, key: Row) -> Proof | None:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, key: Row) -> Proof | None:
        row = self.row(key)
        if row is None:
            return None
        return Proof(
            key=key,
            link=Link(self._names.row(*key), self.address(key)),
            table=TABLES[key[0]].one_row,
            statements=tuple(map(_statement, self._statements(key))),
            sources=tuple(self._state.link_to_id("sources", one) for one in row.source or ()),
            asserted_by=row.asserted_by or "",
            confidence=vocabulary("confidences").label_of(row.confidence) if row.confidence else None,
            change=self.change(key),
        )

    def _statements(self, key: Row) -> list[Any]:
        table, identity = key
        if table not in self._rows:
            self._rows[table] = dict(self._read(table))
        return self._rows[table].get(identity, [])

    def _read(self, table: str) -> Iterator[tuple[str, list[Any]]]:
        found: dict[str, list[Any]] = {}
        for row in self._state.whole.rows(table):
            found.setdefault(row.id, []).append(row)
        return iter(found.items())


def _statement(row: Any) -> Statement:
    return Statement(measure_of(row), _unit(row), getattr(row, "times", None), row.since, row.until)
