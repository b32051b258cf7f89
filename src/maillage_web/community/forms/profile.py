"""The form of a profile: what one says, and beside each field, to whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.dossier.vocabularies import vocabulary
from maillage.matching.meeting import territory_name
from maillage.matching.wording import does
from maillage_web.common.templatetags.wording import language
from maillage_web.community.choices import FIELDS, LEVELS, Level
from maillage_web.community.models import Profile

_LONGEST = 4000
_TERRITORIES = 30


class ProfileForm(forms.Form):
    """What a practitioner says of themselves."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    headline = forms.CharField(max_length=200, required=False)
    about = forms.CharField(max_length=_LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    does = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    spheres = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    territories = forms.CharField(
        max_length=400,
        required=False,
        help_text=gettext_lazy(
            "Codes of communes (INSEE), EPCI (SIREN) or departments, separated by “;”. Example: 59; 62041."
        ),
    )
    languages = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    available = forms.CharField(max_length=300, required=False)
    open_to_contact = forms.BooleanField(
        required=False, label=gettext_lazy("Projects may propose a contact to me; I accept or not, freely.")
    )

    def __init__(self, data: Any = None, *, profile: Profile, edition: int) -> None:
        said = {name: getattr(profile, name) for name in SAID if name != "territories"}
        said |= {f"shown_{name}": profile.shown.get(name, Level.NOBODY.value) for name in FIELDS}
        said["territories"] = "; ".join(profile.territories)
        super().__init__(data, initial={**said, "edition": edition})
        tongue = language()
        lists = {
            "does": list(does().items()),
            "spheres": [(code, term.label) for code, term in vocabulary("spheres").terms.items()],
            "languages": [(code, term.label) for code, term in vocabulary("languages").terms.items()],
        }
        for name, offered in lists.items():
            self.fields[name].choices = [(code, words.in_(tongue)) for code, words in offered]
        for name, words in FIELDS.items():
            self._ask_level(name, words.in_(tongue))

    def _ask_level(self, name: str, label: str) -> None:
        if name in self.fields:
            self.fields[name].label = label
        offered = [(level.value, words.in_(language())) for level, words in LEVELS]
        asked = _("Shown: %(field)s") % {"field": label}
        self.fields[f"shown_{name}"] = forms.ChoiceField(choices=offered, label=asked)

    def clean_territories(self) -> list[str]:
        """The codes, each known."""
        codes = [one.strip() for one in self.cleaned_data["territories"].replace(",", ";").split(";")]
        codes = list(dict.fromkeys(one for one in codes if one))[:_TERRITORIES]
        unknown = [one for one in codes if not territory_name(one)]
        if unknown:
            raise forms.ValidationError(
                _("No commune, EPCI or department has the code %(codes)s: look it up among the territories.")
                % {"codes": ", ".join(unknown)}
            )
        return codes

    def values(self) -> dict[str, Any]:
        """What to write."""
        shown = {name: self.cleaned_data[f"shown_{name}"] for name in FIELDS}
        return {**{name: self.cleaned_data[name] for name in SAID}, "shown": shown}

    def rows(self) -> list[tuple[Any, Any]]:
        """Each field with the field that says to whom; what comes from elsewhere has only the latter."""
        return [(self[name] if name in self.fields else None, self[f"shown_{name}"]) for name in FIELDS]


SAID = (
    "headline",
    "about",
    "does",
    "spheres",
    "territories",
    "languages",
    "available",
    "open_to_contact",
)
