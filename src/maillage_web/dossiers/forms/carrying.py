"""Which challenges a carried figure supports: some of the dossier, or a new one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.audience import SEPARATOR
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language
from maillage_web.dossiers.actions.carrying import Wanted

_NEW = ("name", "sphere", "dimensions")


class CarryForm(forms.Form):
    """The challenges of a dossier to choose from, a new one if none fits, and a note.

    `dossier` is what the person sees of it today; `proposed` what a new challenge may begin from.
    """

    challenges = forms.MultipleChoiceField(
        label=_("Which challenges does it support?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(required=False, max_length=300)
    sphere = forms.ChoiceField(required=False)
    dimensions = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        help_text=_("What people here say of this figure, what it leaves out."),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any, *, dossier: Dossier, proposed: Mapping[str, str], language: Language
    ) -> None:
        self._proposed = dict(proposed)
        dimensions = proposed.get("dimensions", "").split(SEPARATOR)
        initial = {"sphere": proposed.get("sphere", ""), "dimensions": dimensions}
        super().__init__(data, initial=initial, label_suffix="")
        for name in _NEW:
            definition = TABLES["challenges"].field(name)
            self.fields[name].label = definition.label.in_(language)
            self.fields[name].help_text = definition.help.in_(language)
        self.fields["note"].label = TABLES["figures"].field("note").label.in_(language)
        self.fields["challenges"].choices = list(_challenges(dossier, proposed.get("sphere", "")))
        self.fields["sphere"].choices = [("", _("not said")), *_codes("spheres", language)]
        self.fields["dimensions"].choices = list(_codes("dimensions", language))

    @property
    def any_challenge(self) -> bool:
        """Whether the dossier has challenges to choose from."""
        return bool(self.fields["challenges"].choices)

    def clean(self) -> dict[str, Any]:
        """A figure is evidence of something: of a challenge there, or of the one that is named."""
        data = super().clean() or {}
        if not self.errors and not data.get("challenges") and not data.get("name"):
            raise forms.ValidationError(_("Choose a challenge that this figure supports, or name a new one."))
        return data

    @property
    def wanted(self) -> Wanted:
        """What is asked for, once the form is valid."""
        data = self.cleaned_data
        new = {
            "name": data["name"],
            "sphere": data["sphere"],
            "dimensions": SEPARATOR.join(data["dimensions"]),
            "indicators": self._proposed.get("indicators", ""),
        }
        return Wanted(
            tuple(data["challenges"]), new if data["name"] else {}, data["note"].replace("\r\n", "\n")
        )


def _challenges(dossier: Dossier, sphere: str) -> Iterator[tuple[str, str]]:
    """The challenges by name, those of the sphere before the others."""
    for row in sorted(dossier.challenges, key=lambda one: (one.sphere != sphere, fold(one.name))):
        yield row.id, row.name


def _codes(name: str, language: Language) -> Iterator[tuple[str, str]]:
    for term in vocabulary(name).terms.values():
        yield term.code, term.label.in_(language)
