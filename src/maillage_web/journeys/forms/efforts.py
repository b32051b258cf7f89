"""Which hours to show: a period, a kind, a phase, a journey."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.hours import UNSAID, Asked

_LONGEST = 20


class Moment(forms.Field):
    """A year, a month or a day, written in either order; empty for no bound."""

    def to_python(self, value: object) -> PartialDate | None:
        """What was written as a partial date."""
        words = str(value or "").strip()[:_LONGEST]
        for read in (PartialDate.parse, PartialDate.parse_french):
            try:
                return read(words) if words else None
            except ValueError:
                continue
        raise forms.ValidationError(
            _("“%(found)s” is not a date: write a year (2015), a month (2015-03) or a day (2015-03-12)."),
            params={"found": words},
        )


class HoursForm(forms.Form):
    """The filters of the page of hours; an unknown code is left out."""

    du = Moment(required=False)
    au = Moment(required=False)
    nature = forms.CharField(required=False, max_length=60)
    phase = forms.CharField(required=False, max_length=80)
    parcours = forms.CharField(required=False, max_length=80)

    def asked(self) -> Asked:
        """What the library is asked; a bound that cannot be read bounds nothing."""
        self.is_valid()
        said = self.cleaned_data
        begins, ends = said.get("du"), said.get("au")
        kinds = vocabulary("effort_kinds")
        kind = str(said.get("nature") or "")
        return Asked(
            from_=begins.first_day() if begins else None,
            to=ends.last_day() if ends else None,
            kind=kind if kind in (*kinds.terms, UNSAID) else "",
            phase=str(said.get("phase") or ""),
        )

    def journey(self) -> str:
        """The journey asked for, empty for all."""
        self.is_valid()
        return str(self.cleaned_data.get("parcours") or "")
