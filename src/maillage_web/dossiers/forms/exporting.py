"""What to take away: in which form, at which moment, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WORKBOOK, TABLES, PACKAGE, REPORT, PDF = "xlsx", "zip", "paquet", "rapport", "pdf"
FORMS = (
    (WORKBOOK, _("Workbook (.xlsx)"), _("To work on it in a spreadsheet, then bring it back here.")),
    (TABLES, _("CSV tables (.zip)"), _("The tables that hold something, described by a datapackage.json.")),
    (PACKAGE, _("Whole Data Package (.zip)"), _("Every table, even empty, to publish or to fill in.")),
    (REPORT, _("Report (HTML)"), _("One page to read, print or send.")),
    (PDF, _("Report (PDF)"), _("The same, laid out on paper.")),
)
"""The forms in which a dossier is taken away: as addresses say it, its name, what it is for."""

NOW, OTHER = "", "autre"


class ExportForm(forms.Form):
    """What to take away; who may not see history takes what the dossier says now."""

    forme = forms.ChoiceField(
        choices=[(name, label) for name, label, _means in FORMS],
        error_messages={"required": _("Choose a form."), "invalid_choice": _("Choose a form.")},
    )
    moment = forms.CharField(required=False, max_length=20)
    autre = forms.CharField(required=False, max_length=20)
    pour = forms.ChoiceField(required=False, error_messages={"invalid_choice": _("Choose for whom.")})

    def __init__(self, *args: Any, reaches: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pour"].choices = [(name, name) for name in reaches]  # type: ignore[attr-defined]

    def asked(self) -> str:
        """The moment asked for, as addresses say it; empty for now."""
        moment = self.cleaned_data["moment"]
        return str(self.cleaned_data["autre"].strip() if moment == OTHER else moment)
