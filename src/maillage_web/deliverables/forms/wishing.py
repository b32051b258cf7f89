"""What the page of documents is asked: in which language, for whom, since when, which session, which template."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from maillage.deliverables import kinds
from maillage.dossier.values import PartialDate
from maillage.text import LANGUAGES, Language
from maillage_web.common.templatetags.wording import language


class WishForm(forms.Form):
    """Every field may stay empty; what is not understood is said, and the document is made without it."""

    langue = forms.ChoiceField(required=False, choices=[(one, one) for one in LANGUAGES])
    pour = forms.CharField(required=False, max_length=220)
    depuis = forms.CharField(required=False, max_length=10)
    seance = forms.CharField(required=False, max_length=200)
    taille = forms.ChoiceField(required=False, choices=[(one, one) for one in kinds.SIZES])

    def clean_depuis(self) -> datetime.date | None:
        """The first day of a year, a month or a day."""
        asked = self.cleaned_data["depuis"].strip()
        if not asked:
            return None
        try:
            return PartialDate.parse(asked).first_day()
        except ValueError as error:
            raise forms.ValidationError(
                _("Write a year, a month or a day: 2024, 2024-06, 2024-06-30.")
            ) from error

    def given(self, name: str) -> Any:
        """What was understood of a field; nothing when it was not."""
        return self.cleaned_data.get(name) or None

    def tongue(self) -> Language:
        """The language of the document: the one asked for, else that of the page."""
        asked = self.given("langue")
        return next((one for one in LANGUAGES if one == asked), language())


class TemplateForm(forms.Form):
    """A Word template of one's own, read once and kept nowhere."""

    modele = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": _("Choose a Word template (.docx) first.")},
    )

    def clean_modele(self) -> bytes:
        """The bytes of the file, when it is not over the limit."""
        file: UploadedFile[Any] = self.cleaned_data["modele"]
        if (file.size or 0) > settings.UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The Word template is over 5 MB. Lighten its pictures and send it again.")
            )
        return bytes(file.read())
