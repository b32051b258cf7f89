"""What people choose in the pages of history: which acts, why one is taken back, the name of a state, two moments."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.dossier.tables import TABLES
from maillage_web.dossiers.choices import ActKind
from maillage_web.dossiers.queries.comparing import NOW_WORDS
from maillage_web.dossiers.queries.history import Wanted

_LONGEST_REASON = 1000
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=_DAY,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": _("This is not a day: write it as 2026-11-23.")},
    )


class HistoryFilter(forms.Form):
    """Which acts to show; what cannot be read is left out."""

    qui = forms.IntegerField(required=False, min_value=0)
    genre = forms.ChoiceField(required=False, choices=ActKind.choices)
    table = forms.ChoiceField(required=False, choices=[(name, name) for name in TABLES])
    ligne = forms.IntegerField(required=False, min_value=1)
    mots = forms.CharField(required=False, max_length=100)
    du = _day(_("Since"))
    au = _day(_("Until"))
    avant = forms.IntegerField(required=False, min_value=1)

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            person=asked.get("qui"),
            kind=asked.get("genre") or "",
            table=asked.get("table") or "",
            row=asked.get("ligne"),
            words=asked.get("mots") or "",
            since=asked.get("du"),
            until=asked.get("au"),
        )

    def before(self) -> int | None:
        """The act before which the page begins."""
        number: int | None = self.cleaned_data.get("avant")
        return number


class UndoForm(forms.Form):
    """Why an act is taken back, and whether what was changed since may stay as it is."""

    why = forms.CharField(
        label=_("Why (optional)"),
        required=False,
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rest = forms.BooleanField(required=False, widget=forms.HiddenInput())


class StateForm(forms.Form):
    """What the present state is called."""

    title = forms.CharField(
        label=_("What this state is called"),
        max_length=200,
        error_messages={"required": _("Give a name to this state, such as “Steering meeting of November”.")},
    )
    why = forms.CharField(
        label=_("Why it matters (optional)"),
        required=False,
        max_length=_LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CompareForm(forms.Form):
    """Two moments: each is a day when one is given, else a moment of the list."""

    avant = forms.CharField(required=False, max_length=20)
    apres = forms.CharField(required=False, max_length=20)
    avant_jour = _day(_("or the end of a day"))
    apres_jour = _day(_("or the end of a day"))

    def moments(self) -> tuple[str, str]:
        """The two moments as addresses say them; the first is empty when none was asked for, the second is now."""
        self.is_valid()
        return self._moment("avant"), self._moment("apres") or NOW_WORDS

    def _moment(self, name: str) -> str:
        day: datetime.date | None = self.cleaned_data.get(f"{name}_jour")
        return day.isoformat() if day else (self.cleaned_data.get(name) or "").strip()
