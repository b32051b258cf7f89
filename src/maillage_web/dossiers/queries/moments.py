"""What one person sees of the rows of a dossier at one moment of its history, going back change by change.

Archived rows count here, unlike in what `seen_by` gives: their history is still read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from maillage.dossier.audience import SEPARATOR, pointing, scrub, target
from maillage.dossier.tables import LISTED
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage_web.dossiers.mappers.living import Cells, Past, Stored, before
from maillage_web.dossiers.policies import Standing

_NAMES = ("name", "title", "object", "question")


@cache
def _targets(table: str) -> Mapping[str, str]:
    """By column of `table` that points to rows, the table it points to."""
    return {field.name: target(table, field) for field in pointing(table)}


@cache
def _needed(table: str) -> Mapping[str, str]:
    """The same for the columns that every row fills: without what they point to, a row says nothing."""
    return {field.name: target(table, field) for field in pointing(table) if field.required}


class Moment:
    """The rows at one moment, for one person. `go_back` makes it an earlier moment."""

    def __init__(self, rows: Mapping[int, Stored], standing: Standing) -> None:
        self._rows = dict(rows)
        self._standing = standing
        self._keys: dict[tuple[str, str], set[int]] = {}
        for row in rows.values():
            self._keys.setdefault((row.table, row.identity), set()).add(row.pk)
        self._judged: dict[int, bool] = {}

    def row(self, key: int) -> Stored | None:
        """The row of this key as it stands then, seen or not; none before it was added."""
        return self._rows.get(key)

    def sees(self, key: int) -> bool:
        """Whether the person sees the row: it is for them, and so is what it needs."""
        row = self._rows.get(key)
        if row is None:
            return False
        if key not in self._judged:
            self._judged[key] = True  # rows that need one another are seen together
            self._judged[key] = self._judge(row)
        return self._judged[key]

    def _judge(self, row: Stored) -> bool:
        if row.table == "dossier":
            return True
        if not self._standing.sees(row.table, row.cells):
            return False
        if row.table == "silences":  # it names its row in words, not by a reference
            named = row.cells.get("table", "")
            tables = [named] if named in LISTED else LISTED
            return not any(self.hides(table, row.cells.get("row", "")) for table in tables)
        needed = _needed(row.table).items()
        return not any(self.hides(to, row.cells.get(column, "")) for column, to in needed)

    def hides(self, table: str, identity: str) -> bool:
        """Whether rows carry this id and the person sees none of them."""
        keys = self._keys.get((table, identity))
        return bool(keys) and not any(self.sees(key) for key in self._first(keys))

    def _first(self, keys: Collection[int]) -> Collection[int]:
        """The rows that stand, or the archived ones when there is no other."""
        return [key for key in keys if not self._rows[key].archived] or keys

    def without_hidden(self, table: str, cells: Cells) -> dict[str, str]:
        """Cells without the references to rows that the person does not see."""
        gone: dict[str, set[str]] = {}
        targets = _targets(table)
        for column in cells.keys() & targets.keys():
            to = targets[column]
            for identity in cells[column].split(SEPARATOR):
                if self.hides(to, identity):
                    gone.setdefault(to, set()).add(identity)
        return scrub(table, cells, gone) if gone else dict(cells)

    def name_of(self, table: str, identity: str) -> Text:
        """What the row of this id is called, when the person sees one; of a special party, its label; else the id."""
        for key in self._first(self._keys.get((table, identity), ())):
            if self.sees(key):
                return self.row_name(key)
        return id_name(identity)

    def row_name(self, key: int) -> Text:
        """What people call the row of this key: its name, what it links, what it is about, or its id."""
        row = self._rows[key]
        words = next((row.cells[column] for column in _NAMES if row.cells.get(column)), "")
        if not words and row.cells.get("obstacle"):
            return vocabulary("obstacles").label_of(row.cells["obstacle"])
        if not words and row.table == "ties":
            ends = [row.cells.get(end, "") for end in ("actor_a", "actor_b")]
            words = " – ".join(self.name_of("actors", end).fr for end in ends if end)
        return same(words or row.identity)

    def go_back(self, changes: Iterable[Past]) -> None:
        """Take changes back: the moment becomes the one before them."""
        self._judged.clear()
        for change in changes:
            row = self._rows.pop(change.row, None)
            if row is None:
                continue
            self._keys[row.table, row.identity].discard(row.pk)
            earlier = before(row, change)
            if earlier is not None:
                self._rows[row.pk] = earlier
                self._keys.setdefault((earlier.table, earlier.identity), set()).add(row.pk)


def id_name(identity: str) -> Text:
    """What an id without row is called: the label of a special party, such as the collective, or itself."""
    parties = vocabulary("special_parties")
    return parties.label_of(identity) if identity in parties.terms else same(identity)
