"""Row by row: what an incoming dossier changed since the base it was made from, as seen from the current one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Table
from maillage.dossier.identity import Key, by_key, dated_ids
from maillage.dossier.merge.items import Item, Kind, Plan, Proposal
from maillage.dossier.merge.proposals import three_way, two_added, two_way, whole_row
from maillage.dossier.merge.relations import related
from maillage.dossier.row_texts import Texts, texts_of
from maillage.dossier.tables import TABLES


def plan(base: Dossier | None, current: Dossier, incoming: Dossier) -> Plan:
    """What `incoming`, made from `base`, brings to `current`. Empty when it brings nothing.

    With a base: what only incoming changed is proposed, what only current changed stays, what both changed differently
    is a conflict that shows the three. Without one (`None`): every difference is proposed and nothing is a conflict,
    but what incoming would make disappear, a row or a cell, is apart and marked as guessed.

    Rows are matched as `maillage.dossier.compare.compare` does. What is in none of base and incoming is never touched,
    so that a base and a file that show a part of a dossier only speak of that part.
    """
    items = [item for table in TABLES.values() for item in _Table.of(table, base, current, incoming).items()]
    return Plan(related(items, current))


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of one table on each side, by key; `old` is `None` when there is no base."""

    table: Table
    old: dict[Key, Any] | None
    now: dict[Key, Any]
    new: dict[Key, Any]

    @classmethod
    def of(cls, table: Table, base: Dossier | None, current: Dossier, incoming: Dossier) -> _Table:
        sides = [side.rows(table.name) for side in (base, current, incoming) if side is not None]
        dated = dated_ids(*sides)
        *old, now, new = (by_key(table, rows, dated) for rows in sides)
        return cls(table, old[0] if old else None, now, new)

    def items(self) -> Iterator[Item]:
        """The rows of current in their order, then what incoming adds in its own."""
        for key, now in self.now.items():
            new = self.new.get(key)
            if new is None:
                yield from self._gone(key, now)
            elif now != new:
                yield from self._differing(key, now, new)
        for key, new in self.new.items():
            if key not in self.now:
                yield from self._come(key, new)

    def _gone(self, key: Key, now: Any) -> Iterator[Item]:
        """A row of current that incoming does not have."""
        if self.old is None:
            fields = whole_row(self.table, {}, self._texts(now), {}, contested=False)
            yield self._item(key, now, "removed", fields, guessed=True)
        elif (old := self.old.get(key)) is not None:
            current = self._texts(now)
            was = current if old == now else self._texts(old)
            fields = whole_row(self.table, was, current, {}, contested=old != now)
            yield self._item(key, now, "removed", fields)

    def _come(self, key: Key, new: Any) -> Iterator[Item]:
        """A row of incoming that current does not have; it may have been removed there since base."""
        old = self.old.get(key) if self.old else None
        if old is None:
            fields = whole_row(self.table, {}, {}, self._texts(new), contested=False)
            yield self._item(key, new, "added", fields)
        elif old != new:
            fields = whole_row(self.table, self._texts(old), {}, self._texts(new), contested=True)
            yield self._item(key, new, "added", fields)

    def _differing(self, key: Key, now: Any, new: Any) -> Iterator[Item]:
        """A row that both have, and that does not say the same."""
        current, incoming = self._texts(now), self._texts(new)
        if self.old is None:
            differing = two_way(self.table, current, incoming)
            yield from self._changed(key, now, tuple(cell for cell in differing if cell.incoming))
            emptied = tuple(cell for cell in differing if not cell.incoming)
            yield from self._changed(key, now, emptied, guessed=True)
        elif (old := self.old.get(key)) is None:
            yield from self._changed(key, now, two_added(self.table, current, incoming))
        elif old != new:
            yield from self._changed(key, now, three_way(self.table, self._texts(old), current, incoming))

    def _changed(
        self, key: Key, row: Any, fields: tuple[Proposal, ...], *, guessed: bool = False
    ) -> Iterator[Item]:
        if fields:
            yield self._item(key, row, "changed", fields, guessed=guessed)

    def _item(
        self, key: Key, row: Any, kind: Kind, fields: tuple[Proposal, ...], *, guessed: bool = False
    ) -> Item:
        return Item(self.table.name, row.id, key[1], kind, fields, guessed)

    def _texts(self, row: Any) -> Texts:
        return texts_of(self.table, row)
