"""What people fill in to begin a dossier: from nothing, from a file, from an example, from what they tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from maillage.dossier.fields import Field
from maillage.dossier.tables import TABLES
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.forms.reading import UploadForm

_PRIVATE, _PUBLIC = "private", "public"
_ACCESS = (
    (_PRIVATE, _("Private"), _("only those whom you invite open it; for everybody else it does not exist")),
    (_PUBLIC, _("Public"), _("everybody reads the rows that are not kept for some; only members write")),
)


class AccessForm(forms.Form):
    """Who opens the dossier: private unless one chooses otherwise."""

    access = forms.ChoiceField(
        label=_("Who opens it"), required=False, initial=_PRIVATE, widget=forms.RadioSelect
    )
    field_order: Sequence[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["access"].choices = [
            (code, format_html('<b>{}</b> <span class="soft">{}</span>', name, meaning))
            for code, name, meaning in _ACCESS
        ]

    @property
    def public(self) -> bool:
        """Whether it will be public."""
        return self.cleaned_data["access"] == _PUBLIC


class RecordForm(AccessForm):
    """What the dossier is about, in the words of its record; the rest is filled in later."""

    asked = ("title", "summary", "territory_name")
    title = forms.CharField(
        max_length=200, error_messages={"required": _("Give the dossier a title: you can change it later.")}
    )
    summary = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    territory_name = forms.CharField(max_length=200, required=False)
    field_order = ["title", "summary", "territory_name", "access"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.asked:
            definition = _definition(name)
            self.fields[name].label = said(definition.label)
            self.fields[name].help_text = said(definition.help)

    def cells(self) -> dict[str, str]:
        """The cells of the record that were filled in."""
        return {name: words for name in self.asked if (words := self.cleaned_data[name])}


def _definition(name: str) -> Field:
    return TABLES["dossier"].field(name)


class FileForm(UploadForm, AccessForm):
    """A workbook or an archive to begin from."""

    field_order = ["file", "access"]


class CopyForm(AccessForm):
    """An example to begin from a copy of."""

    example = forms.ChoiceField(label=_("Example"))
    field_order = ["example", "access"]

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["example"].choices = examples
