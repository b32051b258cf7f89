"""The line one types from a paper card: its text, then its fields, in the order of the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.deliverables.kit_fields import PaperField
from maillage.deliverables.kit_notes import PaperNote
from maillage.text import Language, Text
from maillage.workshop.limits import LAST_SHEET, LONGEST_TEXT, LONGEST_TITLE

PREFIX = "f-"
"""What the name of a field of the card begins with in the form."""


class NoteForm(forms.Form):
    """One paper note. Empty fields are not said."""

    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
        error_messages={"required": _("Type the words of the card.")},
    )

    def __init__(
        self,
        *arguments: Any,
        asked: tuple[PaperField, ...],
        settings: Mapping[str, Any],
        language: Language,
        title: Text,
        must: bool,
        sheets: bool,
        **further: Any,
    ) -> None:
        super().__init__(*arguments, **further)
        self._asked, self._settings, self._language = asked, settings, language
        self.fields["text"].label = title.in_(language)
        self.fields["text"].required = must
        for field in asked:
            self.fields[PREFIX + field.name] = _made(field, settings, language)
        if sheets:
            self.fields["sheet"] = _sheet()

    @property
    def note(self) -> PaperNote:
        """The note, once the form is valid."""
        said = self.cleaned_data
        values = {field.name: said[PREFIX + field.name] for field in self._asked}
        fields = {name: self._code(name, value) for name, value in values.items() if value}
        return PaperNote(1, said["text"], fields | ({"sheet": said["sheet"]} if said.get("sheet") else {}))

    def _code(self, name: str, value: Any) -> Any:
        """A row of the dossier chosen by its name is said by its id; other words stay as they are."""
        field = next(one for one in self._asked if one.name == name)
        if field.closed or isinstance(value, list):
            return value
        named = {label: one.code for one in field.choices(self._settings) for label in one.label}
        return named.get(value, value)

    @property
    def offered(self) -> list[tuple[str, list[str]]]:
        """The lists of names that free fields suggest: the id of the list, the names."""
        return [
            (
                f"offered-{field.name}",
                [one.label.in_(self._language) for one in field.choices(self._settings)],
            )
            for field in self._asked
            if not field.closed and field.choices(self._settings)
        ]


def _made(field: PaperField, settings: Mapping[str, Any], language: Language) -> forms.Field:
    label = field.label.in_(language)
    choices = [(one.code, one.label.in_(language)) for one in field.choices(settings)]
    if field.closed and field.many:
        ticks = forms.CheckboxSelectMultiple()
        return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=ticks)
    if field.closed:
        return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=False)
    attributes = {"autocomplete": "off"}
    if choices:
        attributes["list"] = f"offered-{field.name}"
    if field.asked.kind == "number":
        attributes["inputmode"] = "decimal"
    return forms.CharField(
        label=label, max_length=LONGEST_TITLE, required=False, widget=forms.TextInput(attrs=attributes)
    )


def _sheet() -> forms.Field:
    """Which sheet one types again; a new one is numbered by itself."""
    return forms.IntegerField(
        label=_("Sheet to correct"),
        min_value=1,
        max_value=LAST_SHEET,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "4"}),
    )


class LinesForm(forms.Form):
    """Several notes at once, one per line."""

    key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    lines = forms.CharField(
        label=_("Several notes, one per line"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        error_messages={"required": _("Type or paste at least one line.")},
    )
