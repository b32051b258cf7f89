"""What changed between two dossiers, or two states of one: rows added, removed, changed, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Table
from maillage.dossier.identity import by_key, dated_ids
from maillage.dossier.row_texts import columns_among, texts_of
from maillage.dossier.tables import TABLES


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: its column, and what it said before and after (as written in a CSV file)."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row: its table, its id, what became of it and, when it changed, which fields."""

    table: str
    id: str
    kind: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()


def compare(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """Every change from one dossier to the other, in the order of the tables. Empty when they say the same.

    Rows are matched by id; when an id has several dated states on either side, by the beginning of each. The order
    of rows and of columns does not matter.
    """
    return tuple(change for name in TABLES for change in _compare_table(TABLES[name], before, after))


def _compare_table(table: Table, before: Dossier, after: Dossier) -> list[Change]:
    sides = before.rows(table.name), after.rows(table.name)
    dated = dated_ids(*sides)
    old, new = (by_key(table, rows, dated) for rows in sides)
    changes = [Change(table.name, row.id, "removed") for key, row in old.items() if key not in new]
    for key, row in new.items():
        if key not in old:
            changes.append(Change(table.name, row.id, "added"))
        elif fields := _compare_row(table, old[key], row):
            changes.append(Change(table.name, row.id, "changed", fields))
    return changes


def _compare_row(table: Table, old: Any, new: Any) -> tuple[FieldChange, ...]:
    if old == new:
        return ()
    before, after = texts_of(table, old), texts_of(table, new)
    pairs = [
        (name, before.get(name, ""), after.get(name, "")) for name in columns_among(table, before, after)
    ]
    return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])
