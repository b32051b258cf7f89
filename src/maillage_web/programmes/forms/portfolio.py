"""Forms of programmes and projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.vocabularies import vocabulary
from maillage.programme.sharing import PARTS, part_label
from maillage_web.common.templatetags.wording import language
from maillage_web.programmes.models import Place

_ROLES = [
    ("officer", _("officer")),
    ("committee", _("committee")),
    ("reviewer", _("reviewer")),
    ("observer", _("observer")),
]


def _parts() -> list[tuple[str, str]]:
    return [(part, part_label(part).in_(language())) for part in PARTS]


def _kinds() -> list[tuple[str, str]]:
    return [(one.code, one.label.in_(language())) for one in vocabulary("effort_kinds").terms.values()]


class NewProgrammeForm(forms.Form):
    """A programme and its first officer."""

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("Small letters, digits and hyphens.")
    )
    officer = forms.EmailField(label=_("E-mail of its first officer"))


class SettingsForm(forms.Form):
    """What the page of a programme says."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary_fr = forms.CharField(
        label=_("Summary, in French"), required=False, max_length=4000, widget=forms.Textarea
    )
    summary_en = forms.CharField(
        label=_("Summary, in English"), required=False, max_length=4000, widget=forms.Textarea
    )
    funder = forms.CharField(label=_("Who funds it"), required=False, max_length=200)
    since = forms.DateField(label=_("From"), required=False, help_text=_("As 2026-01-31."))
    until = forms.DateField(label=_("Until"), required=False, help_text=_("As 2026-01-31."))
    public = forms.BooleanField(label=_("Everybody may read this page"), required=False)

    def clean(self) -> dict[str, Any]:
        """The dates follow each other."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", _("It ends before it begins: check both dates."))
        return said


class PlaceForm(forms.Form):
    """A place for somebody who has an account."""

    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=_ROLES, initial=Place.Role.OBSERVER)


class ProjectForm(forms.Form):
    """A project, who answers for it, and its dossier when it has one here."""

    title = forms.CharField(label=_("Title"), max_length=200)
    referent = forms.EmailField(label=_("E-mail of who answers for it"))
    dossier = forms.SlugField(
        label=_("Address of its dossier"),
        required=False,
        help_text=_(
            "The last words of its address here; the person takes part in it. Empty when there is none."
        ),
    )
    cohort = forms.CharField(label=_("Cohort"), required=False, max_length=80)
    joined_on = forms.DateField(label=_("Joined on"), help_text=_("As 2026-01-31."))


class SharingForm(forms.Form):
    """What a project shows, to whom."""

    parts = forms.MultipleChoiceField(
        label=_("Shown to the programme"), required=False, choices=_parts, widget=forms.CheckboxSelectMultiple
    )
    unsaid = forms.BooleanField(
        label=_("Also show the programme rows that do not say who may see them"), required=False
    )
    public_parts = forms.MultipleChoiceField(
        label=_("Shown to everybody"), required=False, choices=_parts, widget=forms.CheckboxSelectMultiple
    )
    research = forms.BooleanField(
        label=_("What the programme sees may be in pseudonymised research exports"), required=False
    )
    why = forms.CharField(label=_("Why (both sides read it)"), required=False, max_length=1000)
    base = forms.IntegerField(widget=forms.HiddenInput)


class EffortForm(forms.Form):
    """Time or money that animating took."""

    on = forms.DateField(label=_("Day"), help_text=_("As 2026-01-31."))
    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds)
    hours = forms.DecimalField(label=_("Hours"), required=False, min_value=0, max_digits=8, decimal_places=2)
    cost = forms.DecimalField(
        label=_("Cost (€)"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    what = forms.CharField(label=_("What for"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """An effort says time or money."""
        said = super().clean() or {}
        if not self.errors and said.get("hours") is None and said.get("cost") is None:
            self.add_error("hours", _("Say hours, a cost, or both."))
        return said
