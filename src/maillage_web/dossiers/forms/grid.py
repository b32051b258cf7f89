"""Between the cells of many rows and what is typed or pasted in a grid: names in place of ids, labels of codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from maillage.articulation.findings import name_of
from maillage.dossier.cells import format_cell, parse_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.problems import CellError, Place, problem
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text
from maillage_web.dossiers.forms import layout, words
from maillage_web.dossiers.forms.rows import told

_CHOOSE = Text(
    "Choisissez un nom de la liste, ou ajoutez d’abord cette ligne à sa table.",
    "Choose a name of the list, or add this row to its table first.",
)


class Grid:
    """The rows of a table as lines of typed words. Everything is one line of text; lists are separated by « ; »."""

    def __init__(self, table: Table, dossier: Dossier, language: Language, *, wide: bool = False) -> None:
        self.table, self.dossier, self.language = table, dossier, language
        groups = layout.arranged(table)
        names = [name for group, found in groups.items() if wide or group == "first" for name in found]
        self.columns = tuple(table.field(name) for name in names if name != "id")
        self._names: dict[str, dict[str, str]] = {}

    def line(self, cells: Mapping[str, str]) -> list[tuple[Field, str]]:
        """The words of each column of a row."""
        return [(field, self.shown(field, cells.get(field.name, ""))) for field in self.columns]

    def shown(self, field: Field, text: str) -> str:
        """The words of a cell."""
        if not text:
            return ""
        if field.kind == "reference":
            return "; ".join(self._called(field, one) for one in words.items(text))
        if field.kind in ("code", "truth"):
            return _labels(field, text, self.language)
        return words.shown(field, text, self.language)

    def read(self, column: str, typed: str) -> tuple[str, str]:
        """The text of a cell, and what is wrong with what was typed. Raises `KeyError` on an unknown column."""
        field = self.table.field(column)
        if field.kind == "reference":
            return self._read_reference(field, typed)
        text, wrong = words.read(field, typed)
        if field.required and not text and wrong is None:
            wrong = problem("required", Place(), label=field.label, table=self.table.label)
        return text, told(wrong, self.language) if wrong else ""

    def choices(self, field: Field) -> list[str]:
        """The words that can be chosen in a column; any other word does where the vocabulary is open."""
        if field.kind == "reference":
            parties = [_party(one, self.language) for one in field.parties]
            return [*parties, *sorted(self._named(field).values(), key=fold)]
        name = "truths" if field.kind == "truth" else field.vocabulary
        terms = vocabulary(name).terms.values() if name else ()
        return [term.label.in_(self.language) for term in terms]

    # --- references

    def _named(self, field: Field) -> dict[str, str]:
        """What rows are called, by id: their names, or their ids where names are shared or would be read as lists."""
        table = field.table or self.table.name
        if table not in self._names:
            names = {row.id: name_of(row).in_(self.language) for row in self.dossier.rows(table)}
            counts = Counter(fold(name) for name in names.values())
            self._names[table] = {
                identity: identity if counts[fold(name)] > 1 or ";" in name or "\n" in name else name
                for identity, name in names.items()
            }
        return self._names[table]

    def _called(self, field: Field, identity: str) -> str:
        if identity in field.parties or identity == words.NONE:
            return _party(identity, self.language)
        return self._named(field).get(identity, identity)

    def _read_reference(self, field: Field, typed: str) -> tuple[str, str]:
        known = self._named(field)
        ids = {fold(name): identity for identity, name in known.items()} | {one: one for one in known}
        found: list[str] = []
        for item in words.items(typed):
            identity = ids.get(fold(item)) or self._other_word(field, item)
            if identity is None:
                target = TABLES[field.table or self.table.name].label
                wrong = problem("dangling", Place(), item, target=target, suggestion=_CHOOSE)
                return "", told(wrong, self.language)
            found.append(identity)
        return self._checked(field, "; ".join(dict.fromkeys(found)))

    def _other_word(self, field: Field, item: str) -> str | None:
        """A word that stands in place of a row, such as the collective, or none."""
        try:
            text = format_cell(field, parse_cell(field, item).value)
        except CellError:
            return None
        return text if not text or text in (*field.parties, words.NONE) else None

    def _checked(self, field: Field, text: str) -> tuple[str, str]:
        if not text and field.required:
            wrong = problem("required", Place(), label=field.label, table=self.table.label)
            return "", told(wrong, self.language)
        if not field.many and "; " in text:
            return "", _("Only one can be given here.")
        text, problem_found = words.read(field, text)
        return text, told(problem_found, self.language) if problem_found else ""

    @cached_property
    def lists(self) -> list[tuple[Field, list[str]]]:
        """The columns where words can be chosen, with these words."""
        found = [(field, self.choices(field)) for field in self.columns]
        return [(field, words_) for field, words_ in found if words_]


def _labels(field: Field, text: str, language: Language) -> str:
    try:
        value: Any = parse_cell(field, text).value
    except CellError:
        return text
    return format_cell(field, value, language)


def _party(code: str, language: Language) -> str:
    return vocabulary("special_parties").label_of(code).in_(language)
