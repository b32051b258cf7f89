"""The form of a row: made from the fields of its table, whatever they are. It reads texts and gives texts of cells."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.problems import Place, Problem, problem
from maillage.dossier.values import fold
from maillage.text import Language, same
from maillage_web.dossiers.actions.edits import Refusal
from maillage_web.dossiers.forms import layout, words
from maillage_web.dossiers.forms.widgets import WIDGETS, CellWidget, Lines, Setting

EXTRA = "extra-"
"""What the names of the columns that people added begin with in a form: the name follows, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Together:
    """Fields on one line. One that stands alone has no title."""

    fields: tuple[BoundField, ...]
    title: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one title, folded away unless `open`."""

    name: str
    title: str | Promise
    lines: tuple[Together, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An error of the summary: the field it leads to (none for the row as a whole) and its words."""

    message: str
    label: str = ""
    target: str = ""


class CellField(forms.Field):
    """A cell as a form reads it. Its clean value is the text of the cell."""

    def __init__(self, definition: Field, setting: Setting, *, required: bool, widget: CellWidget) -> None:
        self.definition, self.setting = definition, setting
        label, help_text = (words.in_(setting.language) for words in (definition.label, definition.help))
        super().__init__(required=required, label=label, help_text=help_text, widget=widget)

    def clean(self, value: Any) -> str:
        """The text of the cell. Raises `ValidationError`, saying what was found, expected, and how to repair it."""
        text, wrong = words.read(self.definition, str(value or ""))
        if wrong is not None:
            raise forms.ValidationError(told(wrong, self.setting.language), code=wrong.code)
        return text


def told(wrong: Problem, language: Language) -> str:
    """A problem in one sentence after the other: what was found, what was expected, how to repair it."""
    expected = _("Expected: %(what)s.") % {"what": wrong.expected.in_(language).rstrip(".")}
    return " ".join((wrong.message.in_(language), expected, wrong.repair.in_(language)))


class RowForm(forms.Form):
    """The form of a row of `table`.

    `cells` are those of the row as it stands (none for a new one); `dossier` is what the person sees, for the choices
    of references; `may_hide` are the visibilities that they may give; `only` keeps some fields;
    `first` is what a new row says to begin with.
    """

    default_renderer = TemplatesSetting()

    def __init__(
        self,
        table: Table,
        *,
        dossier: Dossier,
        today: datetime.date,
        language: Language,
        cells: Mapping[str, str] | None = None,
        may_hide: Collection[str] = (),
        data: Any = None,
        only: Collection[str] = (),
        first: Mapping[str, str] | None = None,
    ) -> None:
        self.table, self.dossier, self.today, self.language = table, dossier, today, language
        self.is_new = cells is None
        self.row = dict(cells or {})
        self.said = self.row if cells is not None else dict(first or {})
        super().__init__(data, initial={self.key_of(column): text for column, text in self.said.items()})
        self.setting = Setting(language, self._rows, {"visibilities": tuple(may_hide)} if may_hide else {})
        for item in self._asked(only):
            self.fields[item.name] = self._field(item)
        for column in [] if only else self.own_columns:
            self.fields[self.key_of(column)] = self._own_field(column)

    # --- fields

    def _asked(self, only: Collection[str]) -> Iterable[Field]:
        """The fields to ask: an id is given once, and rows point to it."""
        for item in self.table.fields:
            if (not only or item.name in only) and not (item.name == "id" and not self.is_new):
                yield item

    @cached_property
    def own_columns(self) -> tuple[str, ...]:
        """The columns that people added to the row."""
        known = {item.name for item in self.table.fields}
        return tuple(sorted(column for column in self.said if column not in known))

    def key_of(self, column: str) -> str:
        """The name in the form of a column."""
        known = any(item.name == column for item in self.table.fields)
        return column if known else f"{EXTRA}{column.encode().hex()}"

    def _field(self, item: Field) -> CellField:
        required = item.required and item.name != "id"
        folded = item.kind == "text" and not item.many and "\n" in self.said.get(item.name, "")
        widget = Lines(item, self.setting) if folded else WIDGETS[item.kind](item, self.setting)
        return CellField(item, self.setting, required=required, widget=widget)

    def _own_field(self, column: str) -> CellField:
        long = "\n" in self.said[column] or len(self.said[column]) > _LONG
        item = Field(name=column, kind="text", label=same(column), help=same(""))
        widget = (Lines if long else CellWidget)(item, self.setting)
        return CellField(item, self.setting, required=False, widget=widget)

    def _rows(self, item: Field) -> list[tuple[str, str]]:
        """The rows that a reference may point to, by name; where two have the same name, their ids tell them apart."""
        itself = self.row.get("id") if item.name == "variant_of" else None
        rows = self.dossier.rows(item.table or self.table.name)
        actors = {actor.id: actor for actor in self.dossier.actors}
        names = {row.id: name_of(row, actors).in_(self.language) for row in rows if row.id != itself}
        return sorted(names.items(), key=lambda pair: fold(pair[1]))

    # --- what was typed

    def clean(self) -> dict[str, Any]:
        """Say what a row cannot be read without."""
        for item in self.table.required:
            asked = item.name in self.fields and self.fields[item.name].required
            told = item.name in self.errors or self.cleaned_data.get(item.name)
            if asked and not told and (self.is_new or self._submitted(item.name)):
                self.refuse([_missing(item, self.table)])
        return self.cleaned_data

    def _submitted(self, name: str) -> bool:
        return not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)

    def cells(self) -> dict[str, str]:
        """The texts of the cells that were sent, by column; an empty text for an emptied cell."""
        columns = {self.key_of(column): column for column in self.own_columns}
        return {
            columns.get(name, name): self._in_order(name, self.cleaned_data.get(name, ""))
            for name in self.fields
            if self._submitted(name) and not (name == "id" and not self.cleaned_data.get(name))
        }

    def _in_order(self, name: str, text: str) -> str:
        """The items of a list in the order they had: a page shows them in its own."""
        item = self.fields[name].definition
        if not item.many or item.kind == "text":
            return text
        had = words.items(self.row.get(name, ""))
        return "; ".join(
            sorted(words.items(text), key=lambda one: had.index(one) if one in had else len(had))
        )

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show problems found after the form was read, each beside its field when it has one."""
        for wrong in problems:
            name = self.key_of(wrong.place.column) if wrong.place.column else None
            error = forms.ValidationError(told(wrong, self.language), code=wrong.code)
            self.add_error(name if name in self.fields else None, error)

    def turn_down(self, refusals: Iterable[Refusal]) -> None:
        """Show why the row was not written."""
        for one in refusals:
            name = self.key_of(one.column) if one.column else None
            sentence = f"{one.message.in_(self.language)} {one.repair.in_(self.language)}"
            self.add_error(name if name in self.fields else None, forms.ValidationError(sentence))

    # --- how it is laid out

    @property
    def faults(self) -> list[Told]:
        """All errors, in the order of the fields."""
        whole = [Told(str(message)) for message in self.non_field_errors()]
        return whole + [
            Told(str(message), str(bound.label), bound.id_for_label)
            for group in self.arrangement
            for line in group.lines
            for bound in line.fields
            for message in bound.errors
        ]

    @property
    def arrangement(self) -> list[Group]:
        """The fields in groups, in the order in which people think of them."""
        arranged = {group: list(names) for group, names in layout.arranged(self.table).items()}
        if self.own_columns:
            arranged["own"] = [self.key_of(column) for column in self.own_columns]
        return [
            self._group(group, shown)
            for group, names in arranged.items()
            if (shown := [name for name in names if name in self.fields])
        ]

    def _group(self, group: str, names: list[str]) -> Group:
        is_open = group == "first" or any(self.errors.get(name) or self[name].value() for name in names)
        title = layout.TITLES.get(group, "")
        return Group(group, title, tuple(self._lines(names)), is_open)

    def _lines(self, names: list[str]) -> Iterable[Together]:
        placed: set[str] = set()
        for name in names:
            if name in placed:
                continue
            line = layout.together(name)
            company = [other for other in names if line and layout.together(other) == line] or [name]
            placed.update(company)
            title = layout.TITLES[line] if len(company) > 1 else ""
            yield Together(tuple(self[other] for other in company), title)


_LONG = 120


def _missing(item: Field, table: Table) -> Problem:
    return problem("required", Place(column=item.name), label=item.label, table=table.label)
