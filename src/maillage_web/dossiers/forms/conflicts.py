"""Two people changed the same cells: both versions side by side, and what the second one chooses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.http import QueryDict

from maillage_web.dossiers.actions.edits import Conflict, Edit
from maillage_web.dossiers.forms.rows import RowForm
from maillage_web.dossiers.queries.editing import SeenRow

KEEP = "keep-"
"""What the name of a choice begins with: the name of the field follows."""
THEIRS, BOTH = "theirs", "both"
_OURS = ("csrfmiddlewaretoken", "base", "seen", "whole")


@dataclass(frozen=True, slots=True)
class Side:
    """A cell that two people changed: what it said, says, and would say; who changed it, and when."""

    column: str
    base: str
    theirs: str
    author: str
    at: datetime.datetime | None
    bound: BoundField
    choice: str


class Choices:
    """What the person sent: the form of the row, the act they were looking at, and what they chose of conflicts."""

    def __init__(self, data: QueryDict, form: RowForm, row: SeenRow) -> None:
        self._data, self._form, self._row = data, form, row
        self.base, self.seen = (self._number(name) for name in ("base", "seen"))

    @property
    def both(self) -> bool:
        """Whether the two versions are kept as two statements."""
        return self._data.get("whole") == BOTH

    def _number(self, name: str) -> int | None:
        sent = self._data.get(name, "")
        return int(sent) if sent.isdigit() else None

    def edits(self) -> list[Edit]:
        """The edits to write: the row changed, or left to the other and stated once more beside it.

        What was chosen is set against what the person saw when they chose, the rest against what they began from.
        """
        mine = self._form.cells()
        if self.both:
            return [self._statement(mine)]
        chosen = {
            column: found for column in mine if (found := self._data.get(KEEP + self._form.key_of(column)))
        }
        rest = {column: text for column, text in mine.items() if column not in chosen}
        kept = {column: mine[column] for column, found in chosen.items() if found != THEIRS}
        row = (self._row.table, self._row.key)
        return [
            *([Edit("restore", *row)] if self._data.get("whole") == "restore" else []),
            Edit("change", *row, rest, self.base),
            *([Edit("change", *row, kept, self.seen)] if kept else []),
        ]

    def _statement(self, mine: Mapping[str, str]) -> Edit:
        """The row as the person wrote it, as another version of what it is."""
        first = self._row.cells.get("variant_of") or self._row.identity
        cells = {**self._row.cells, **mine, "id": "", "variant_of": first}
        return Edit("add", self._row.table, None, cells)

    def sides(self, conflicts: Iterable[Conflict], names: Mapping[int, str]) -> list[Side]:
        """The cells in conflict, each with its two versions."""
        return [
            Side(
                one.column,
                one.base,
                one.theirs,
                names.get(one.author_id or 0, ""),
                one.at,
                self._form[self._form.key_of(one.column)],
                self._data.get(KEEP + self._form.key_of(one.column), "mine"),
            )
            for one in conflicts
            if one.column and self._form.key_of(one.column) in self._form.fields
        ]

    def carried(self, conflicts: Iterable[Conflict]) -> list[tuple[str, str]]:
        """Everything else that was typed, to be sent again."""
        asked = {self._form.key_of(one.column) for one in conflicts if one.column}
        asked |= {KEEP + name for name in asked}
        return [
            (name, value)
            for name, values in self._data.lists()
            if name not in asked and name not in _OURS
            for value in values
        ]
