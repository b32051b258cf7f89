"""What can be computed at a level from the editions at hand: which indicator, for which vintage, from which columns.

The first input of a formula leads: each year for which it is at hand is a vintage. The other inputs come from the same
edition when they are in it, else from the edition of the nearest year, and every input keeps its own year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.datasets import datasets
from maillage.territory.figures import Edition
from maillage.territory.formulas import Formula

COMMUNE = "commune"
SECRET, LOST = "secret", "lost"
"""Marks of the counts: hidden by the producer; lost where communes became one, for what does not add up."""


@dataclass(frozen=True, slots=True)
class PlannedInput:
    """A measure read in one edition: its years, and the name of its `column` in the table of counts."""

    measure: str
    year: int
    since: int | None
    dataset: str
    edition: str

    @property
    def column(self) -> str:
        """Its column in the table of counts."""
        return column_of(self.measure, self.edition)


@dataclass(frozen=True, slots=True)
class Planned:
    """An indicator for a vintage. `direct`: read at the level itself; else summed from communes."""

    indicator: str
    formula: Formula
    inputs: tuple[PlannedInput, ...]
    direct: bool

    @property
    def vintage(self) -> int:
        """The year of the leading input."""
        return self.inputs[0].year

    @property
    def since(self) -> int | None:
        """The first year of the leading input, when it is a flow."""
        return self.inputs[0].since

    @property
    def span(self) -> float:
        """The years between the oldest and the newest of the inputs, at least one."""
        years = [one.year for one in self.inputs] + [
            one.since for one in self.inputs if one.since is not None
        ]
        return float(max(1, max(years) - min(years)))

    @property
    def name(self) -> str:
        """What names it in results, e.g. ``"population_density@2018"``."""
        return f"{self.indicator}@{self.vintage}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that can be said at a level: what is `planned`; what is at hand at another grain only (`not_carried`)."""

    level: str
    planned: tuple[Planned, ...]
    not_carried: tuple[Planned, ...]
    not_loaded: tuple[str, ...]

    @property
    def direct(self) -> tuple[Planned, ...]:
        """What is read at the level itself."""
        return tuple(one for one in self.planned if one.direct)

    @property
    def summed(self) -> tuple[Planned, ...]:
        """What is summed from the communes."""
        return tuple(one for one in self.planned if not one.direct)


def column_of(measure: str, edition: str) -> str:
    """The column of a measure of an edition in the table of counts."""
    return f"{measure}@{edition}"


def mark_of(column: str, mark: str) -> str:
    """The column of counts that tells where `column` is hidden, or lost; there only when some row is."""
    return f"{column} {mark}"


def part_of(planned: Planned, part: str) -> str:
    """The column of results that holds a part of a figure: ``known``, ``secret``, ``lost``, or the rank of an input."""
    return f"{planned.name} {part}"


def parts_named(planned: Planned) -> tuple[str, ...]:
    """Every column that a figure may have, in counts and in results."""
    ranks = (str(rank) for rank in range(1, len(planned.inputs) + 1))
    parts = tuple(part_of(planned, part) for part in ("known", SECRET, LOST, *ranks))
    marks = tuple(mark_of(one.column, mark) for one in planned.inputs for mark in (SECRET, LOST))
    return (planned.name, *parts, *marks, *columns_used([planned]))


def plan(level: str, editions: Sequence[Edition]) -> Plan:
    """What can be computed at `level` (a kind of perimeter) from `editions`. Of two of a same year, the first wins."""
    planned: list[Planned] = []
    elsewhere: list[Planned] = []
    missing: list[str] = []
    for indicator in indicators().values():
        found = _vintages(indicator, level, editions)
        if found:
            planned += found
        elif others := _at_other_grains(indicator, level, editions):
            elsewhere += others
        else:
            missing.append(indicator.code)
    return Plan(level, tuple(planned), tuple(elsewhere), tuple(missing))


def _vintages(indicator: Indicator, level: str, editions: Sequence[Edition]) -> list[Planned]:
    """One for each year of the leading measure: read at the level itself rather than summed."""
    found: dict[int, Planned] = {}
    for grain in dict.fromkeys((level, COMMUNE)):
        if grain == level or indicator.additive:
            for one in _of_grain(indicator, editions, grain, direct=grain == level):
                found.setdefault(one.vintage, one)
    return [found[year] for year in sorted(found)]


def _at_other_grains(indicator: Indicator, level: str, editions: Sequence[Edition]) -> list[Planned]:
    found: dict[int, Planned] = {}
    for grain in dict.fromkeys(datasets()[one.dataset].grain for one in editions):
        for one in _of_grain(indicator, editions, grain, direct=False):
            found.setdefault(one.vintage, one)
    return [found[year] for year in sorted(found)]


def _of_grain(
    indicator: Indicator, editions: Sequence[Edition], grain: str, *, direct: bool
) -> Iterator[Planned]:
    of_grain = [one for one in editions if datasets()[one.dataset].grain == grain]
    formula = indicator.computed
    for edition in of_grain:
        if formula.inputs[0] in edition.years:
            inputs = [_input(measure, edition, of_grain, formula.inputs[0]) for measure in formula.inputs]
            if all(inputs):
                yield Planned(
                    indicator.code, formula, tuple(one for one in inputs if one is not None), direct
                )


def _input(measure: str, leading: Edition, editions: Iterable[Edition], leader: str) -> PlannedInput | None:
    """The measure in the leading edition, else in the one of the nearest year, the later of two as near."""
    aim = leading.years[leader][1]
    holding = [leading] if measure in leading.years else [one for one in editions if measure in one.years]
    if not holding:
        return None
    nearest = min(holding, key=lambda one: (abs(one.years[measure][1] - aim), -one.years[measure][1]))
    since, year = nearest.years[measure]
    return PlannedInput(measure, year, since, nearest.dataset, nearest.id)


def columns_used(planned: Iterable[Planned]) -> tuple[str, ...]:
    """The columns of the table of counts that `planned` reads, each once."""
    return tuple(dict.fromkeys(one.column for each in planned for one in each.inputs))
