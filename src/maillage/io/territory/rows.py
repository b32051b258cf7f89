"""From a row of numbers to figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.territory.figures import IndicatorFigure, Input, Status, status_of
from maillage.territory.perimeters import Perimeter
from maillage.territory.planning import LOST, SECRET, Planned, mark_of, part_of

Number = float | int | None


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of a figure are in a row."""

    value: int
    known: int
    secret: int | None
    lost: int | None
    inputs: tuple[int, ...]


class Layout:
    """Where each part of each figure is in a row of computed figures, whose columns are `columns`."""

    def __init__(self, planned: Sequence[Planned], columns: Sequence[str]) -> None:
        ranks = {column: rank for rank, column in enumerate(columns)}
        found = ((one, _places(one, ranks)) for one in planned)
        self._planned = tuple((one, places) for one, places in found if places is not None)

    def figures(self, row: Sequence[Any], perimeter: Perimeter) -> list[IndicatorFigure]:
        """The figures of `perimeter`, whose row is `row`."""
        members = len(perimeter.communes)
        return [_figure(one, places, row, perimeter, members) for one, places in self._planned]


def _places(one: Planned, ranks: Mapping[str, int]) -> _Places | None:
    """Nothing when the row was computed with another catalogue, which did not have it so."""
    inputs = tuple(part_of(one, str(rank)) for rank in range(1, len(one.inputs) + 1))
    if not {one.name, part_of(one, "known"), *inputs} <= ranks.keys():
        return None
    return _Places(
        value=ranks[one.name],
        known=ranks[part_of(one, "known")],
        secret=ranks.get(part_of(one, SECRET)),
        lost=ranks.get(part_of(one, LOST)),
        inputs=tuple(ranks[name] for name in inputs),
    )


def _figure(
    one: Planned, places: _Places, row: Sequence[Any], perimeter: Perimeter, members: int
) -> IndicatorFigure:
    """What is read at the level itself counts for all the communes of the perimeter."""
    weight = members if one.direct else 1
    known, secret, lost = (
        int(row[place] or 0) * weight if place is not None else 0
        for place in (places.known, places.secret, places.lost)
    )
    values = tuple(row[place] for place in places.inputs)
    return _made(one, row[places.value], values, perimeter, members, known, secret, lost)


def figure_of_counts(one: Planned, counts: Mapping[str, Any], perimeter: Perimeter) -> IndicatorFigure:
    """The figure of a commune, from its row of the table of counts."""
    values = tuple(counts.get(used.column) for used in one.inputs)
    named = {
        used.measure: float(number)
        for used, number in zip(one.inputs, values, strict=True)
        if number is not None
    }
    complete = len(named) == len(one.inputs)
    value = one.formula.evaluate(named, one.span) if complete else None
    secret, lost = (
        any(counts.get(mark_of(used.column, mark)) for used in one.inputs) for mark in (SECRET, LOST)
    )
    return _made(one, value, values, perimeter, 1, int(complete), int(secret), int(lost))


def _made(
    one: Planned,
    value: Number,
    values: Sequence[Number],
    perimeter: Perimeter,
    members: int,
    known: int,
    secret: int,
    lost: int,
) -> IndicatorFigure:
    status = status_of(value, members, known, secret, carried=bool(known or secret or not lost))
    inputs = tuple(
        Input(used.measure, used.year, used.since, float(number), used.dataset, used.edition)
        for used, number in zip(one.inputs, values, strict=True)
        if known and number is not None
    )
    return IndicatorFigure(
        indicator=one.indicator,
        perimeter=perimeter.key,
        value=float(value) if value is not None and status.has_value else None,
        status=status,
        vintage=one.vintage,
        since=one.since,
        members=members,
        known=known,
        secret=secret,
        inputs=inputs,
        geography=perimeter.geography,
    )


def without_value(
    indicator: str, status: Status, perimeter: Perimeter, planned: Planned | None = None
) -> IndicatorFigure:
    """The figure of an indicator that is not loaded, or that is not carried to this level."""
    return IndicatorFigure(
        indicator=indicator,
        perimeter=perimeter.key,
        value=None,
        status=status,
        vintage=planned.vintage if planned else None,
        since=planned.since if planned else None,
        members=len(perimeter.communes),
        known=0,
        secret=0,
        inputs=(),
        geography=perimeter.geography,
    )
