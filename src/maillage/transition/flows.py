"""What one stage gives once the whole demand is in it: each term when its coefficients are known, or what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from maillage.transition import equations
from maillage.transition.equations import Floats

IN = ("sales", "contracts", "contributions", "effects")
"""What comes in, in a year."""
OUT = ("production", "maintenance", "running", "facilitation_cost", "other_costs", "risk")
"""What goes out, in a year."""
ONCE = ("goods_held", "equipment_investment", "intangible_investment")
"""What the move asks once."""


@dataclass(frozen=True, slots=True)
class Term:
    """One quantity, the names it is made from, its equation; `nought` says which value of which name makes it 0."""

    name: str
    needs: tuple[str, ...]
    equation: Callable[..., Floats]
    nought: Mapping[str, float]


def _term(name: str, *needs: str, **nought: float) -> Term:
    return Term(name, needs, getattr(equations, name), nought)


TERMS = (
    _term("uses", "demand", "rebound"),
    _term("items_in_service", "uses", "uses_per_item"),
    _term("items_made", "items_in_service", "life_span"),
    _term("sales", "items_made", "price", "contracted_share", contracted_share=1.0),
    _term("contracts", "uses", "fee", "contracted_share", contracted_share=0.0, fee=0.0),
    _term("effects", "uses", "effects_value", "effects_share", effects_value=0.0, effects_share=0.0),
    _term("kept_by_others", "uses", "effects_value", "effects_share", effects_value=0.0, effects_share=1.0),
    _term("production", "items_made", "production_cost", production_cost=0.0),
    _term("maintenance", "items_in_service", "maintenance_cost", maintenance_cost=0.0),
    _term("running", "uses", "running_cost", running_cost=0.0),
    _term("risk", "contracts", "risk_premium", risk_premium=0.0, contracted_share=0.0, fee=0.0),
    _term(
        "goods_held", "items_in_service", "production_cost", "contracted_share", "held_share",
        contracted_share=0.0, held_share=0.0,
    ),
    _term("material_per_use", "material_per_item", "uses_per_item", "life_span"),
    _term("energy_per_use", "energy_per_item", "uses_per_item", "life_span", "energy_per_use"),
)  # fmt: skip
"""In an order in which each one finds what it needs above it."""
_MATTER = ("material_per_use", "energy_per_use")


@dataclass(frozen=True, slots=True)
class Flows:
    """The quantities of one stage, by name; and for each one that is not known, the coefficients that it lacks."""

    known: Mapping[str, Floats]
    missing: Mapping[str, frozenset[str]]

    def lacks(self, *names: str) -> frozenset[str]:
        """The coefficients that are missing for `names`."""
        return frozenset[str]().union(*(self.missing.get(name, frozenset()) for name in names))


def is_always(values: Floats, at: float) -> bool:
    """Whether a value that no draw changes is `at`."""
    return values.size == 1 and bool(values.flat[0] == at)


def flows_of(values: Mapping[str, Floats], no_demand: frozenset[str] = frozenset({"demand"})) -> Flows:
    """The flows that `values` (coefficients of one stage, shares from 0 to 1) give. A linear pass over `TERMS`.

    `no_demand` names what is missing when the demand is.
    """
    known = dict(values)
    found: dict[str, Floats] = {}
    missing: dict[str, frozenset[str]] = {}
    unknown = {"demand": no_demand}
    for term in TERMS:
        lacking = [name for name in term.needs if name not in known]
        if any(name in values and is_always(values[name], at) for name, at in term.nought.items()):
            found[term.name] = np.zeros(1)
        elif lacking:
            missing[term.name] = frozenset[str]().union(
                *(missing.get(one, unknown.get(one, {one})) for one in lacking)
            )
            continue
        else:
            found[term.name] = term.equation(*(known[name] for name in term.needs))
        if term.name not in _MATTER:  # their results bear the name of a coefficient
            known[term.name] = found[term.name]
    for name in (*IN, *OUT, *ONCE):
        if name not in found and name not in missing:
            _alone(name, values, found, missing)
    return Flows(found, missing)


def _alone(name: str, values: Mapping[str, Floats], found: dict[str, Any], missing: dict[str, Any]) -> None:
    """A coefficient that is a flow by itself."""
    if name in values:
        found[name] = values[name]
    else:
        missing[name] = frozenset({name})
