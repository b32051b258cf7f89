"""The flows of a dossier that have an amount, unit by unit, put to a year. Never two units together.

A flow of an actor absent on the day, and one with the outside, cross the boundary of the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.articulation.chain import Chain
from maillage.data.wording import Messages
from maillage.dossier.tables import Flow
from maillage.dossier.vocabularies import vocabulary
from maillage.network.ascendency import FlowMeasures, Pair, flow_measures
from maillage.text import Text, same

_MESSAGES = Messages("messages/ecological.toml")


@dataclass(frozen=True, slots=True)
class FlowLeftOut:
    """A flow that could not be counted, and what to write so that it can."""

    id: str
    name: Text
    said: Text


@dataclass(frozen=True, slots=True)
class UnitFlows:
    """Flows of one `unit`, in that unit a year: between actors, from outside, to outside; and the ids of their rows."""

    unit: str
    label: Text
    matrix: Mapping[Pair, float]
    inputs: Mapping[str, float]
    outputs: Mapping[str, float]
    rows: tuple[str, ...]
    objects: tuple[str, ...]

    @property
    def measures(self) -> FlowMeasures:
        """The measures of these flows."""
        return flow_measures(self.matrix, self.inputs, self.outputs)


def flows_by_unit(chain: Chain) -> tuple[UnitFlows, ...]:
    """The flows of `chain` that have an amount, a unit and a period that repeats, in the order of the dossier."""
    units = dict.fromkeys(row.unit for row, why in _judged(chain) if why is None and row.unit)
    here = {one.id for one in chain.actors.values() if chain.present(one)}
    return tuple(
        _of_unit(unit, [row for row, why in _judged(chain) if not why and row.unit == unit], here)
        for unit in units
    )


def flows_left_out(chain: Chain) -> tuple[FlowLeftOut, ...]:
    """The flows that have something of a quantity missing, each with what to write; those without amount included."""
    return tuple(
        FlowLeftOut(row.id, same(row.object), _text(why)) for row, why in _judged(chain) if why is not None
    )


def _judged(chain: Chain) -> Iterator[tuple[Flow, str | None]]:
    """Every flow that is no variant of another, and why it cannot be counted."""
    for row in chain.dossier.flows:
        if row.variant_of is None:
            yield row, _missing(row)


def _missing(row: Flow) -> str | None:
    if row.amount is None:
        return "no-amount"
    if row.amount < 0 or (row.times or 0) < 0:
        return "negative"
    if row.unit is None:
        return "no-unit"
    if row.from_ == row.to:
        return "to-itself"
    if row.period is None:
        return "no-period"
    return None if _per_year(row.period) is not None else "once"


def _per_year(period: str) -> Decimal | None:
    term = vocabulary("periods").terms.get(period)
    repeated = term.properties["per_year"] if term else ""
    return Decimal(repeated) if repeated else None


def _of_unit(unit: str, rows: list[Flow], here: set[str]) -> UnitFlows:
    matrix: dict[Pair, float] = {}
    inputs: dict[str, float] = {}
    outputs: dict[str, float] = {}
    for row in rows:
        amount = float(
            (row.amount or 0) * (1 if row.times is None else row.times) * (_per_year(row.period or "") or 0)
        )
        if row.from_ in here and row.to in here:
            matrix[row.from_, row.to] = matrix.get((row.from_, row.to), 0.0) + amount
        elif row.to in here:
            inputs[row.to] = inputs.get(row.to, 0.0) + amount
        elif row.from_ in here:
            outputs[row.from_] = outputs.get(row.from_, 0.0) + amount
    return UnitFlows(
        unit=unit,
        label=vocabulary("units").label_of(unit),
        matrix=matrix,
        inputs=inputs,
        outputs=outputs,
        rows=tuple(row.id for row in rows),
        objects=tuple(dict.fromkeys(row.object for row in rows)),
    )


def _text(name: str) -> Text:
    return _MESSAGES.text(f"missing.{name}")
