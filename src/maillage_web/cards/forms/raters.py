"""What the page of raters may be asked, by its address: another day, a way of gathering, the differences only."""

from __future__ import annotations

import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone

from maillage.referential.gathering import WAYS
from maillage_web.dossiers.forms import DayForm


class RatersForm(forms.Form):
    """Only the items on which raters differ, a way of gathering, an earlier day; an unknown word is left out."""

    ecarts = forms.BooleanField(required=False)
    rassembler = forms.ChoiceField(choices=[(way, way) for way in WAYS], required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="regards_%s")
        self.earlier = DayForm({"le": data.get("avant", "")})
        self.frame, _, self.version = data.get("referentiel", "").partition("@")
        self.is_valid()

    @property
    def kept(self) -> dict[str, str]:
        """What the address asks of this page, kept when another day is asked."""
        asked = ("referentiel", "rassembler", "avant", "ecarts")
        return {name: words for name in asked if (words := str(self.data.get(name, "")))}

    @property
    def differing(self) -> bool:
        """Whether to show only the items on which raters differ."""
        return bool(self.cleaned_data.get("ecarts"))

    @property
    def way(self) -> str:
        """How to gather, empty when it is not asked."""
        return str(self.cleaned_data.get("rassembler") or "")

    @property
    def before(self) -> datetime.date | None:
        """The day to compare with, when one is asked and can be read."""
        day, asked = self.earlier.chosen(timezone.localdate())
        return day if asked else None

    @property
    def said(self) -> str:
        """The day to compare with, as it was written."""
        return str(self.earlier["le"].value() or "")

    @property
    def wrong(self) -> str:
        """What is wrong with that day."""
        return "" if self.earlier.is_valid() else " ".join(map(str, self.earlier.errors.get("le", [])))

    @property
    def further(self) -> bool:
        """Whether the page is asked anything more than the answers."""
        return self.differing or bool(self.way) or self.before is not None
