"""What a statement of value takes for granted, as its address says it: years, discounting, estimates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.dossier.values import parse_decimal, plain_number
from maillage.value.assumptions import AssumptionError, Assumptions, UnsaidPeriod
from maillage.value.conventions import CONVENTIONS
from maillage.value.money import Level
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.state import State
from maillage_web.values.choices import (
    ESTIMATE_FIRST,
    ESTIMATE_WORDS,
    ESTIMATES,
    HIGHEST_RATE,
    UNSAID_FIRST,
    UNSAID_WORDS,
    UNSAIDS,
    YEARS,
)
from maillage_web.values.queries.ledgers import lines_for


@dataclass(frozen=True, slots=True)
class Options:
    """What a statement is made with: the assumptions of the library, and which estimate of each amount is read."""

    assumptions: Assumptions = field(default_factory=Assumptions)
    estimate: Level = "likely"


class ValueForm(forms.Form):
    """The options as the address says them; one that is wrong is told beside its field, and is as if it were not said.

    ``?de=2024&a=2030&taux=4,5&convention=end&estimation=bas&sans-periode=chaque-annee``
    """

    de = forms.CharField(label=gettext_lazy("From the year"), required=False, max_length=10)
    a = forms.CharField(label=gettext_lazy("To the year"), required=False, max_length=10)
    estimation = forms.ChoiceField(label=gettext_lazy("Read"), required=False, choices=ESTIMATE_WORDS.items)
    taux = forms.CharField(label=gettext_lazy("Discount rate, % a year"), required=False, max_length=20)
    convention = forms.ChoiceField(label=gettext_lazy("Amounts of a year fall"), required=False)

    annee = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="", initial={"estimation": ESTIMATE_FIRST})
        self.fields["convention"].choices = [(one.code, said(one.label)) for one in CONVENTIONS.values()]
        self.fields["sans-periode"] = forms.ChoiceField(
            label=_("Amounts whose period is not said"), required=False, choices=UNSAID_WORDS.items
        )
        self.full_clean()

    def clean_de(self) -> int | None:
        return _year(self.cleaned_data["de"])

    def clean_a(self) -> int | None:
        return _year(self.cleaned_data["a"])

    def clean_taux(self) -> Decimal | None:
        return _rate(self.cleaned_data["taux"])

    def chosen(self) -> Options:
        """The options, those that are wrong being left to what is usual."""
        found = self.cleaned_data
        usual = Assumptions()
        try:
            assumptions = Assumptions(
                first_year=found.get("de"),
                last_year=found.get("a"),
                rate=(found.get("taux") or Decimal(0)) / 100,
                convention=found.get("convention") or usual.convention,
                unsaid_period=cast(UnsaidPeriod, UNSAIDS[found.get("sans-periode") or UNSAID_FIRST]),
            )
        except AssumptionError as error:
            self.refuse(error)
            assumptions = usual
        return Options(assumptions, cast(Level, ESTIMATES[found.get("estimation") or ESTIMATE_FIRST]))

    def refuse(self, error: AssumptionError) -> None:
        """Tell, beside the years, why these assumptions cannot be."""
        self.add_error("a", said(error.text))

    @property
    def said(self) -> bool:
        """Whether the address says anything of these."""
        return bool(self.kept)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The options as other forms of the page carry them: those that are not what is usual."""
        written = [(field.name, self.data.get(field.name, "")[:40]) for field in self.visible_fields()]
        return [(name, words) for name, words in written if words and words != _USUAL.get(name)]

    @property
    def year(self) -> int | None:
        """The year that a picture shows; all of them when nothing readable is said."""
        written = self.data.get("annee", "").strip()
        return int(written) if written.isdecimal() and len(written) < 5 else None

    @property
    def estimate_words(self) -> str:
        """Which estimate is read, in words."""
        return str(ESTIMATE_WORDS[self.cleaned_data.get("estimation") or ESTIMATE_FIRST])


_USUAL = {
    "estimation": ESTIMATE_FIRST,
    "convention": Assumptions().convention,
    "sans-periode": UNSAID_FIRST,
}


def settled(state: State, form: ValueForm) -> Options:
    """The options of a form when lines can be made with them; else what is usual, and why is told."""
    options = form.chosen()
    try:
        lines_for(state, options.assumptions)
    except AssumptionError as error:
        form.refuse(error)
        return Options(estimate=options.estimate)
    return options


def _year(written: str) -> int | None:
    words = written.strip()
    if not words:
        return None
    if not words.isdecimal() or int(words) not in YEARS:
        raise forms.ValidationError(
            _("“%(found)s” is not a year between %(first)s and %(last)s: write four digits, such as 2030.")
            % {"found": words, "first": YEARS[0], "last": YEARS[-1]}
        )
    return int(words)


def _rate(written: str) -> Decimal | None:
    words = written.strip().rstrip("%\u00a0\u202f ")
    if not words:
        return None
    try:
        rate = parse_decimal(plain_number(words))
    except ValueError:
        rate = Decimal(-1)
    if not 0 <= rate <= HIGHEST_RATE:
        raise forms.ValidationError(
            _("“%(found)s” is not a rate between 0 and %(highest)s: write a number, such as 4.5.")
            % {"found": words, "highest": HIGHEST_RATE}
        )
    return rate
