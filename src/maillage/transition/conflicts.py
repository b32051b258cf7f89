"""Where the numbers of one move contradict each other: the ledger and the coefficients, volume × price and sales."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from maillage.text import Text, same
from maillage.transition.coefficients import TODAY
from maillage.transition.flows import OUT, flows_of
from maillage.transition.inputs import Given, Inputs
from maillage.transition.showing import bare, euros, quantity
from maillage.transition.wording import sentence
from maillage.value.money import Estimate

_NEAR = 0.01
"""Numbers nearer than this share of each other are not said to contradict."""


def conflicts_of(inputs: Inputs) -> tuple[Text, ...]:
    """Each contradiction, in a sentence that says which number is used."""
    return (*_origins(inputs), *_sales(inputs), *_demand(inputs), *_costs(inputs))


def _origins(inputs: Inputs) -> Iterator[Text]:
    """A coefficient of the dossier that says otherwise than the ledger."""
    for one in inputs.used:
        if one.origin != "ledger":
            continue
        for other in inputs.given:
            said = other.origin == "row" and other.code == one.code and other.stage in (None, TODAY)
            if said and not _meet(one.estimate, other.estimate):
                yield sentence(
                    "note.conflict",
                    year=same(one.date),
                    name=one.definition.label,
                    ledger=amounts(one.estimate),
                    found=amounts(other.estimate),
                )


def amounts(estimate: Estimate) -> Text:
    """A range of euros in words."""
    low, likely, high = (euros(float(estimate.at(end) or 0)) for end in ("low", "likely", "high"))
    return likely if low == high else sentence("said.between", middle=likely, low=low, high=high)


def _meet(one: Estimate, other: Estimate) -> bool:
    ends = [(float(each.at("low") or 0), float(each.at("high") or 0)) for each in (one, other)]
    slack = _NEAR * max(abs(end) for pair in ends for end in pair)
    return max(ends[0][0], ends[1][0]) <= min(ends[0][1], ends[1][1]) + slack


def _likely(inputs: Inputs, code: str) -> float | None:
    given: Given | None = inputs.of(code, TODAY)
    value = None if given is None else given.estimate.at("likely")
    return None if value is None else float(value)


def _apart(one: float, other: float) -> bool:
    return abs(one - other) > _NEAR * max(abs(one), abs(other))


def _sold(inputs: Inputs) -> float | None:
    """The goods sold in a year: stated, or what the demand takes to be served."""
    volume, demand = _likely(inputs, "volume"), _likely(inputs, "demand")
    uses, life = _likely(inputs, "uses_per_item"), _likely(inputs, "life_span")
    if demand is not None and uses and life:
        return demand / (uses * life)
    return volume


def _sales(inputs: Inputs) -> Iterator[Text]:
    price, revenue, sold = _likely(inputs, "price"), _likely(inputs, "revenue"), _sold(inputs)
    if price is not None and revenue is not None and sold is not None and _apart(price * sold, revenue):
        yield sentence("note.sales", found=euros(price * sold), ledger=euros(revenue))


def _demand(inputs: Inputs) -> Iterator[Text]:
    """The demand said, beside volume × uses per item and year × life span; without a life span, the one they take."""
    volume, demand, sold = _likely(inputs, "volume"), _likely(inputs, "demand"), _sold(inputs)
    if volume is not None and demand is not None and sold is not None and _apart(volume, sold) and sold:
        served = demand * volume / sold
        yield sentence("note.demand", found=quantity(demand, "uses"), sold=quantity(served, "uses"))
    uses = _likely(inputs, "uses_per_item")
    if volume and demand and uses and _likely(inputs, "life_span") is None:
        years = bare(demand / (volume * uses), "uses")
        yield sentence("note.demand-life", found=quantity(demand, "uses"), years=years)


def _costs(inputs: Inputs) -> Iterator[Text]:
    """Coefficients that explain more than the costs that are stated."""
    costs = _likely(inputs, "costs")
    known = {
        one.code: np.array([value]) for one in inputs.used if (value := _likely(inputs, one.code)) is not None
    }
    if costs is None or "other_costs" in known:
        return
    sold, uses, life = _sold(inputs), _likely(inputs, "uses_per_item"), _likely(inputs, "life_span")
    if sold is not None and uses and life:
        known["demand"] = np.array([sold * uses * life])
    flows = flows_of(known | {"contracted_share": np.zeros(1), "rebound": np.zeros(1)})
    explained = sum(float(flows.known[name][0]) for name in OUT if name in flows.known)
    if explained > costs * (1 + _NEAR):
        yield sentence("note.explained", found=euros(explained), ledger=euros(costs))
