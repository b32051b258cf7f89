"""Which similar territories to compare with: the nearest by which variables, how many, taken where; or a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from maillage.territory.perimeters import perimeter
from maillage.territory.searching import perimeters_named
from maillage.territory.similar import similarity_variables
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.choices import (
    ANYWHERE,
    LONGEST,
    PEERS,
    PEERS_FIRST,
    SAME_DEPARTMENT,
    SAME_REGION,
    STATED,
    WEIGHTS,
    PeerOptions,
)

WHERE = (
    (ANYWHERE, _("all of France")),
    (SAME_REGION, _("the same region")),
    (SAME_DEPARTMENT, _("the same département")),
)
WEIGHT_WORDS = (
    (0, _("left out")),
    (1, _("counts once")),
    (2, _("counts twice")),
    (4, _("counts four times")),
)


@dataclass(frozen=True, slots=True)
class WeightChoice:
    """One weight of a variable, as an address says it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """A variable, and the weights it may be given."""

    code: str
    label: str
    choices: tuple[WeightChoice, ...]


class PeersForm(forms.Form):
    """The options as the address says them; one that is wrong is as if it were not said.

    ``selon=population&selon=population_density:2`` keeps two variables, of which the second counts twice.
    """

    semblables = forms.TypedChoiceField(
        label=_("How many"), required=False, coerce=int, choices=[(one, one) for one in PEERS]
    )
    parmi = forms.ChoiceField(label=_("Taken in"), required=False, choices=WHERE)
    territoires = forms.CharField(
        label=_("Or these ones: names or codes, separated by semicolons"),
        required=False,
        max_length=20 * LONGEST,
    )

    def __init__(self, data: QueryDict, *, kind: str) -> None:
        super().__init__(data)
        self.is_valid()
        self._kind = kind
        self._weights = _weights(data.getlist("selon"))

    def chosen(self) -> PeerOptions:
        """The options, those that are wrong being left to what is usual."""
        found = self.cleaned_data
        return PeerOptions(
            count=found.get("semblables") or PEERS_FIRST,
            weights=self._weights,
            where=found.get("parmi") or ANYWHERE,
            stated=_stated(found.get("territoires") or "", self._kind),
        )

    def filled(self) -> dict[str, Any]:
        """What the form shows: what is usual where nothing was said."""
        chosen = self.chosen()
        return {
            "semblables": chosen.count,
            "parmi": chosen.where,
            "territoires": "; ".join(
                one.name for code in chosen.stated if (one := perimeter(self._kind, code))
            ),
            "variables": _weighed(dict(self._weights)),
            "counts": PEERS,
            "places": WHERE,
            "said": chosen != PeerOptions(),
        }


def _weights(written: list[str]) -> tuple[tuple[str, int], ...]:
    """The weight of each variable named; nothing when all count once."""
    known = [one.indicator for one in similarity_variables()]
    found = {}
    for words in written[: 2 * len(known)]:
        code, _, weight = words.partition(":")
        if code in known and (not weight or (weight.isdigit() and int(weight) in WEIGHTS)):
            found[code] = int(weight or 1)
    kept = tuple((code, found[code]) for code in known if found.get(code))
    return () if kept == tuple((code, 1) for code in known) else kept


def _weighed(weights: dict[str, int]) -> tuple[Weighed, ...]:
    def choice(code: str, weight: int, label: object) -> WeightChoice:
        value = f"{code}:{weight}" if weight > 1 else code if weight else ""
        return WeightChoice(value, str(label), weight == (weights.get(code, 0) if weights else 1))

    return tuple(
        Weighed(
            one.indicator,
            said(one.label),
            tuple(choice(one.indicator, weight, label) for weight, label in WEIGHT_WORDS),
        )
        for one in similarity_variables()
    )


def _stated(written: str, kind: str) -> tuple[str, ...]:
    """The codes of the territories of a kind that a list names; what names none is left out."""
    found = {}
    for words in filter(None, (one.strip() for one in re.split(r"[;\n]", written)[:STATED])):
        named = perimeter(kind, words) or next(iter(perimeters_named(words[:LONGEST], 1, (kind,))), None)
        if named is not None:
            found[named.code] = None
    return tuple(found)
