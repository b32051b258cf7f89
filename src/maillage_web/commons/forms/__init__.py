"""The forms of the library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.commons.tables import Choice, kinds, licences, readings, reuses
from maillage.dossier.vocabularies import vocabulary
from maillage_web.common.templatetags.wording import language

_LONG = 60_000


def worded(table: Mapping[str, Choice]) -> list[tuple[str, str]]:
    """The choices of a closed table, with what each means."""
    here = language()
    return [(one.code, f"{one.label.in_(here)} – {one.definition.in_(here)}") for one in table.values()]


def terms(name: str) -> list[tuple[str, str]]:
    """The words of a vocabulary, in the language of the page."""
    return [(code, one.label.in_(language())) for code, one in vocabulary(name).terms.items()]


LINKED = {"obstacle": "obstacles", "lever": "levers", "sphere": "spheres"}


class ItemForm(forms.Form):
    """What an item says, what it is about, its rules."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    body = forms.CharField(
        label=_("Text"), max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 16})
    )
    sources = forms.CharField(
        label=_("Sources, one per line"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    language = forms.ChoiceField(
        label=_("Language of the text"), choices=[("fr", "Français"), ("en", "English")]
    )
    authors = forms.CharField(label=_("Authors to credit"), max_length=300, required=False)
    obstacle = forms.MultipleChoiceField(label=_("Obstacles it is about"), required=False)
    lever = forms.MultipleChoiceField(label=_("Levers it is about"), required=False)
    sphere = forms.MultipleChoiceField(label=_("Spheres it is about"), required=False)
    licence = forms.ChoiceField(label=_("Licence"))
    reading = forms.ChoiceField(label=_("Who may read it"))
    reuse = forms.ChoiceField(label=_("How it is reused"))
    gives_back = forms.BooleanField(
        label=_("Ask those who take it to tell what became of it"), required=False
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *further: Any, **named: Any) -> None:
        super().__init__(*further, **named)
        tables = {"kind": kinds(), "licence": licences(), "reading": readings(), "reuse": reuses()}
        fields: Any = self.fields
        for name, table in tables.items():
            fields[name].choices = worded(table)
        for name, listed in LINKED.items():
            fields[name].choices = terms(listed)

    def said(self) -> dict[str, Any]:
        """What was written, as the actions take it."""
        found = dict(self.cleaned_data)
        found.pop("edition")
        found["sources"] = [line.strip() for line in found["sources"].splitlines() if line.strip()]
        found["links"] = [[name, code] for name in LINKED for code in found.pop(name)]
        return found


class FacetsForm(forms.Form):
    """The filters of the library; what cannot be read filters nothing."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sphere = forms.ChoiceField(label=_("Sphere"), required=False)
    obstacle = forms.ChoiceField(label=_("Obstacle"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        every = [("", _("all"))]
        fields["kind"].choices = [
            *every,
            *((one.code, one.label.in_(language())) for one in kinds().values()),
        ]
        for name in ("sphere", "obstacle"):
            fields[name].choices = [*every, *terms(LINKED[name])]
        self.is_valid()

    def chosen(self, name: str) -> str:
        """The code asked for; empty for all."""
        return str(self.cleaned_data.get(name, ""))
