"""A thread of the articulation drawn or cut: which cell of which row says it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.audience import SEPARATOR
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES
from maillage.text import Text
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.forms.words import NONE, items
from maillage_web.dossiers.mappers.living import cells_of

THREADS: Mapping[tuple[str, str], str] = {
    ("effects", "challenges"): "challenges",
    ("effects", "components"): "components",
    ("effects", "actors"): "beneficiaries",
    ("components", "challenges"): "challenges",
    ("components", "actors"): "bearers",
}
"""From the row that holds a thread and the row it leads to, the column that says so."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a thread: a row, by its table and id."""

    table: str
    id: str

    @classmethod
    def read(cls, words: str) -> End:
        """Read ``effects/repas``. Raises `ValueError`."""
        table, _, identity = words.partition("/")
        if not any(table in pair for pair in THREADS) or not identity:
            raise ValueError(words)
        return cls(table, identity)


class LinkForm(forms.Form):
    """Two rows, in any order, and whether to draw the thread between them or to cut it."""

    start = forms.CharField(max_length=250)
    end = forms.CharField(max_length=250)
    do = forms.ChoiceField(choices=[("link", "link"), ("unlink", "unlink")])

    def __init__(self, data: object, *, dossier: Dossier, day: datetime.date, number: int) -> None:
        super().__init__(data)
        self._dossier, self._day, self._number = dossier.at(day), day, number
        self.column = ""

    def clean(self) -> dict[str, object]:
        """Say which cell holds the thread, in `holder`, `other` and `column`."""
        data = super().clean() or {}
        try:
            ends = [End.read(str(data.get(name, ""))) for name in ("start", "end")]
        except ValueError:
            raise forms.ValidationError(_("Choose the two things to link.")) from None
        pairs = [
            (first, second) for first, second in (ends, ends[::-1]) if (first.table, second.table) in THREADS
        ]
        if not pairs:
            raise forms.ValidationError(
                _("These two cannot be linked directly: go through an effect or a component.")
            )
        self.holder, self.other = pairs[0]
        self.column = THREADS[self.holder.table, self.other.table]
        self._row = self._find(self.holder)
        self._find(self.other)
        return data

    def _find(self, end: End) -> object:
        found = next((row for row in self._dossier.rows(end.table) if row.id == end.id), None)
        if found is None:
            raise forms.ValidationError(_("One of the two is no longer in the dossier."))
        return found

    def edit(self) -> Edit:
        """The edit that draws or cuts the thread."""
        cells = cells_of(self.holder.table, self._row)
        held = [one for one in items(cells.get(self.column, "")) if one not in (self.other.id, NONE)]
        if self.cleaned_data["do"] == "link":
            held.append(self.other.id)
        text = SEPARATOR.join(held)
        key = getattr(self._row, "line", None)
        return Edit("change", self.holder.table, key, {self.column: text}, self._number)

    @property
    def said(self) -> tuple[Text, str]:
        """The column that changed, and whether it was linked."""
        return TABLES[self.holder.table].field(self.column).label, self.cleaned_data["do"]
