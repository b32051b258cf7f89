"""What is drawn, and how, as an address says it: beside the years and the discounting of every statement of value."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from maillage.value.assumptions import Assumptions
from maillage.value.outcome_words import text
from maillage.value.uncertainty import DEFAULT, Settings
from maillage_web.common.templatetags.wording import said
from maillage_web.values.forms.value import ValueForm

SHAPES = {"pert": "pert", "triangulaire": "triangular", "uniforme": "uniform"}
"""How addresses write a distribution: ``loi=triangulaire``."""
DRAWS = (1024, 4096, 16384, 65536)
SPREADS = {
    "non": gettext_lazy("do not vary"),
    "confiance": gettext_lazy("vary with the confidence of their row"),
}
_USUAL = {"loi": "pert", "ecart": "non", "tirages": str(DEFAULT.draws), "graine": str(DEFAULT.seed)}
_FURTHER = ("de", "a", "taux", "convention", "sans-periode")
HIGHEST_SEED = 9999


class UncertaintyForm(ValueForm):
    """The options as the address says them; one that is wrong is told, and is as if it were not said.

    ``?loi=triangulaire&ecart=confiance&tirages=16384&graine=2&taux=4,5``
    """

    loi = forms.ChoiceField(label=gettext_lazy("A low, likely and high amount is drawn as"), required=False)
    ecart = forms.ChoiceField(
        label=gettext_lazy("Amounts said by a single number"), required=False, choices=SPREADS.items
    )
    tirages = forms.TypedChoiceField(
        label=gettext_lazy("Number of draws"),
        required=False,
        coerce=int,
        choices=[(one, one) for one in DRAWS],
        empty_value=DEFAULT.draws,
    )
    graine = forms.IntegerField(
        label=gettext_lazy("Seed"), required=False, min_value=0, max_value=HIGHEST_SEED
    )

    def __init__(self, data: QueryDict) -> None:
        given = data.copy()
        for name, usual in _USUAL.items():
            given.setdefault(name, usual)
        super().__init__(given)
        for name in set(self.fields) - {*_USUAL, *_FURTHER}:
            del self.fields[name]
        self.fields["loi"].choices = [
            (code, said(text(f"shape-name.{shape}"))) for code, shape in SHAPES.items()
        ]
        self.full_clean()

    def asked(self, assumptions: Assumptions) -> Settings:
        """The settings, those that are wrong being left to what is usual."""
        found = self.cleaned_data
        seed = found.get("graine")
        return Settings(
            draws=found.get("tirages") or DEFAULT.draws,
            seed=DEFAULT.seed if seed is None else seed,
            shape=SHAPES[found.get("loi") or "pert"],
            spread=(found.get("ecart") or "non") == "confiance",
            discounted=bool(assumptions.rate),
        )

    @property
    def first(self) -> list[forms.BoundField]:
        """What is asked first: the draws."""
        return [self[name] for name in _USUAL]

    @property
    def further(self) -> list[forms.BoundField]:
        """What is folded: years and discounting."""
        return [self[name] for name in _FURTHER]

    @property
    def unfolded(self) -> bool:
        """Whether the address says anything of years or discounting, or says it wrongly."""
        return any(self.data.get(field.name) or field.errors for field in self.further)
