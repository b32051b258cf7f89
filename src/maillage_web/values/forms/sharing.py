"""What the page of sharing rules may be asked, by its address."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.dossier.values import parse_decimal, plain_number
from maillage.value.coalitions import MEASURES, READINGS
from maillage_web.values.queries.sharing import Asked

_LONGEST = 40


class AmountField(forms.CharField):
    """An amount in euros as people write it: spaces, a decimal comma, a euro sign."""

    def __init__(self, label: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 10, "autocomplete": "off"})
        super().__init__(label=label, required=False, max_length=_LONGEST, widget=widget)

    def clean(self, value: Any) -> Decimal | None:
        """The amount; nothing when none is written. Raises `ValidationError`."""
        words = super().clean(value)
        if not words:
            return None
        try:
            return parse_decimal(plain_number(words))
        except (ValueError, InvalidOperation) as error:
            raise forms.ValidationError(
                _("“%(found)s” is not a number. Write for instance 1250.50"), params={"found": words}
            ) from error


class SharingForm(forms.Form):
    """A measure, a reading, whether money counts, the actors compared; a surplus for a SCIC."""

    mesure = forms.ChoiceField(choices=[(one, one) for one in MEASURES], required=False)
    lecture = forms.ChoiceField(choices=[(one, one) for one in READINGS], required=False)
    argent = forms.BooleanField(required=False)
    excedent = AmountField(_("Surplus of the year, in euros"))
    capital = AmountField(_("Share capital, in euros"))
    taux = AmountField(_("Ceiling of interest, in %"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="partage_%s")
        self.players = tuple(dict.fromkeys(data.getlist("acteur")))

    @property
    def asked(self) -> Asked:
        """What is asked of the rules; a word that is not one of the choices is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            measure=given.get("mesure") or None,
            reading=given.get("lecture") or "missing",
            money_decides=bool(given.get("argent")),
            players=self.players,
        )

    @property
    def amounts(self) -> tuple[forms.BoundField, ...]:
        """The fields of a surplus."""
        return tuple(self[name] for name in ("excedent", "capital", "taux"))

    def amount(self, name: str) -> Decimal | None:
        """An amount that was given and could be read."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return found if isinstance(found, Decimal) else None
