"""The ecological reading of flows: what their amounts say, in words, unit by unit (Ulanowicz; Finn).

The measures are in `ascendency`, the flows of a dossier in `unit_flows`; both are given again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from maillage.articulation.chain import Chain
from maillage.data import packaged
from maillage.data.wording import Messages
from maillage.dossier.vocabularies import vocabulary
from maillage.network.ascendency import FlowError, FlowMeasures, flow_measures
from maillage.network.result import Item, Reading, Value
from maillage.network.unit_flows import FlowLeftOut, UnitFlows, flows_by_unit, flows_left_out
from maillage.network.wording import named
from maillage.territory.amounts import amount, number
from maillage.text import Text, fill, same

__all__ = [
    "FlowError",
    "FlowLeftOut",
    "FlowMeasures",
    "UnitFlows",
    "flow_measures",
    "flow_readings",
    "flows_by_unit",
    "flows_left_out",
    "landmarks",
]

_MESSAGES = Messages("messages/ecological.toml")
_text = _MESSAGES.text
_LANDMARKS = "network/vitality.csv"
_MIDDLE = 0.1  # how far from the greatest robustness α is still called a middle
_SMALL_GAP = 0.05
_PERCENT = Text("%", "%")


def flow_readings(chain: Chain) -> tuple[Reading, ...]:
    """One reading, `flows`: for each unit the sentences and the measures; without a usable amount, what to ask."""
    units, missing = flows_by_unit(chain), flows_left_out(chain)
    said = tuple(line for flows in units for line in _said(flows, _stated(chain)))
    return (
        Reading(
            code="flows",
            title=_text("title.flows"),
            said=said or (_nothing(chain),),
            values=tuple(value for flows in units for value in _values(flows)),
            items=tuple(Item("flows", one.id, one.name, note=one.said) for one in missing),
            rests_on=tuple(("flows", row) for flows in units for row in flows.rows),
            caution=_text("caution.flows") if units else None,
        ),
    )


@cache
def landmarks() -> dict[str, float]:
    """The landmarks of the “window of vitality”: rows of ``data/network/vitality.csv``."""
    return {row["code"]: float(row["value"]) for row in packaged.rows(_LANDMARKS)}


# --- sentences --------------------------------------------------------------------------------------------------------


def _stated(chain: Chain) -> int:
    return sum(row.variant_of is None for row in chain.dossier.flows)


def _nothing(chain: Chain) -> Text:
    stated = _stated(chain)
    if not stated:
        return _text("said.no-flow")
    return fill(_text("said.none"), missing=len(flows_left_out(chain)), all=_counted(stated))


def _said(flows: UnitFlows, stated: int) -> Iterator[Text]:
    found = flows.measures
    total = number(found.total_throughput, _decimals(found.total_throughput))
    yield fill(
        _text("said.counted"), unit=flows.label, total=total, counted=_counted(len(flows.rows)), all=stated
    )
    if len(flows.objects) > 1:
        yield fill(_text("said.mixed"), objects=named([same(one) for one in flows.objects]))
    if found.alpha is None:
        yield _text("said.single")
        return
    yield fill(_text(f"said.{_place(found.alpha)}"), alpha=number(found.alpha, 2))
    yield _cycling(found)
    yield _window(found)
    if found.imbalance is not None and found.imbalance > _SMALL_GAP:
        yield fill(_text("said.gap"), share=amount(100 * found.imbalance, 0, _PERCENT))


def _place(alpha: float) -> str:
    distance = alpha - landmarks()["optimum"]
    if abs(distance) <= _MIDDLE:
        return "balanced"
    return "constrained" if distance > 0 else "loose"


def _cycling(found: FlowMeasures) -> Text:
    if not found.finn:
        return _text("said.no-cycle")
    return fill(_text("said.cycled"), share=amount(100 * found.finn, 1, _PERCENT))


def _window(found: FlowMeasures) -> Text:
    holes = {name: number(value, _places(value)) for name, value in landmarks().items()}
    roles, connectivity = number(found.roles or 0, 1), number(found.connectivity or 0, 1)
    return fill(_text("said.window"), roles=roles, connectivity=connectivity, **holes)


# --- figures ----------------------------------------------------------------------------------------------------------

_SHOWN = (
    ("total_throughput", 1.0, 0, "unit-year"),
    ("average_mutual_information", 1.0, 2, "nats"),
    ("ascendency", 1.0, 0, "unit-nats"),
    ("capacity", 1.0, 0, "unit-nats"),
    ("overhead", 1.0, 0, "unit-nats"),
    ("alpha", 1.0, 2, ""),
    ("robustness", 1.0, 2, ""),
    ("finn", 100.0, 1, "%"),
    ("linkage_density", 1.0, 2, ""),
    ("prey_to_predator", 1.0, 2, ""),
    ("cyclicity", 1.0, 2, ""),
)
_OF_ONE_FLOW = ("total_throughput", "alpha")


def _values(flows: UnitFlows) -> Iterator[Value]:
    """The measures of one unit; the code of a figure is ``unit.measure``."""
    found = flows.measures
    shown = _SHOWN if found.alpha is not None else [one for one in _SHOWN if one[0] in _OF_ONE_FLOW]
    for name, times, decimals, unit in shown:
        value = found.robustness_relative if name == "robustness" else getattr(found, name)
        label = fill(_text("measure.of-unit"), label=_text(f"measure.{name}"), unit=flows.label)
        yield Value(
            code=f"{flows.unit}.{name}",
            label=label,
            value=None if value is None else value * times,
            decimals=decimals,
            unit=_unit(unit, flows),
            why=found.why.get(name),
        )


def _unit(name: str, flows: UnitFlows) -> Text:
    if name in ("", "%"):
        return _PERCENT if name else same("")
    symbol = vocabulary("units").terms[flows.unit].properties["symbol"] if flows.unit in _units() else ""
    return fill(_text(f"measure.{name}"), unit=same(symbol) if symbol else _small(flows.label))


def _units() -> frozenset[str]:
    return frozenset(vocabulary("units").terms)


def _small(label: Text) -> Text:
    return Text(*(words[:1].lower() + words[1:] for words in label))


def _places(value: float) -> int:
    return len(f"{value:g}".partition(".")[2])


def _decimals(value: float) -> int:
    return 0 if value >= 10 or value == int(value) else 2


def _counted(count: int) -> Text:
    return _MESSAGES.counted("flows", count)
