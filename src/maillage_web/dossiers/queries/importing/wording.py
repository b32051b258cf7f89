"""Cells in the words of the page: labels of codes, names of rows."""

from __future__ import annotations

from functools import cached_property

from maillage.articulation.findings import name_of
from maillage.dossier.cells import format_cell, parse_cell
from maillage.dossier.fields import Field
from maillage.dossier.merge import Item
from maillage.dossier.problems import CellError
from maillage.dossier.tables import LISTED
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text, same
from maillage_web.dossiers.queries.importing.comparing import Comparison


class Words:
    """What the cells and the rows of a comparison are called in one language."""

    def __init__(self, found: Comparison, language: Language) -> None:
        self._found, self._language = found, language

    def of_cell(self, table: str, field: Field | None, text: str) -> str:
        """What a cell says; an unknown column is as it is written."""
        if field is None or not text:
            return text
        if field.kind == "reference":
            members = text.split("; ") if field.many else [text]
            return "; ".join(self.of_id(field.table or table, one) for one in members)
        try:
            value = parse_cell(field, text).value
        except CellError:
            return text
        return text if value is None else format_cell(field, value, self._language)

    def of_id(self, table: str, identity: str) -> str:
        """The name of the row of this id, here or in the file; the word of a special party."""
        if (table, identity) in self._names:
            return self._names[table, identity].in_(self._language)
        parties = vocabulary("special_parties")
        return parties.label_of(identity).in_(self._language) if identity in parties.terms else identity

    def of_item(self, item: Item) -> Text:
        """The name of the row that an item is about, as it is here, else as it is in the file."""
        row = self._found.row_here(item) or self._found.row_sent(item)
        return name_of(row) if row is not None else same(item.id)

    @cached_property
    def _names(self) -> dict[tuple[str, str], Text]:
        sides = (self._found.incoming, self._found.current)
        return {
            (table, row.id): name_of(row) for side in sides for table in LISTED for row in side.rows(table)
        }
