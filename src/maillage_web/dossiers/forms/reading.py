"""What people choose or send: a day, a filter, a workbook."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maillage.articulation.catalogue import SEVERITIES, catalogue
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary


class DayForm(forms.Form):
    """The day at which to look at a dossier: a year, a month or a day; empty for today."""

    le = forms.CharField(required=False, max_length=10)

    def clean_le(self) -> PartialDate | None:
        words = self.cleaned_data["le"].strip()
        if not words:
            return None
        try:
            return PartialDate.parse(words)
        except ValueError:
            pass
        try:
            return PartialDate.parse_french(words)
        except ValueError:
            raise forms.ValidationError(
                _("“%(found)s” is not a date: write a year (2015), a month (2015-03) or a day (2015-03-12)."),
                params={"found": words},
            ) from None

    def chosen(self, today: datetime.date) -> tuple[datetime.date, str]:
        """The day to look at and how addresses say it; today when nothing readable was asked."""
        asked = self.cleaned_data.get("le") if self.is_valid() else None
        if asked is None:
            return today, ""
        day = today if asked.first_day() <= today <= asked.last_day() else asked.last_day()
        return day, str(asked)


class FindingsFilter(forms.Form):
    """Which findings to show; what is not a known code is left out."""

    gravite = forms.CharField(required=False, max_length=10)
    famille = forms.CharField(required=False, max_length=3)
    code = forms.CharField(required=False, max_length=6)

    def chosen(self) -> dict[str, str]:
        """The known values asked for, by the names that queries use."""
        known = {
            "severity": ("gravite", SEVERITIES),
            "family": ("famille", vocabulary("check_families").terms),
            "code": ("code", catalogue()),
        }
        asked = self.cleaned_data if self.is_valid() else {}
        return {name: asked[field] for name, (field, values) in known.items() if asked.get(field) in values}


class UploadForm(forms.Form):
    """A workbook or an archive to read."""

    file = forms.FileField(
        label=_("Your workbook (.xlsx) or archive (.zip), 5 MB at most"),
        allow_empty_file=True,  # the library says it better
        error_messages={"required": _("Choose a file first.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.zip"}),
    )

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > settings.UPLOAD_BYTES:
            raise forms.ValidationError(_("This file is bigger than 5 MB: remove pictures and side sheets."))
        return file
