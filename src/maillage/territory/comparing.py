"""From the figures at hand to a reading: who is compared with whom, as it is asked, then the reading itself.

A territory is compared with territories of its own kind, metropolitan and overseas together: what makes two of them
alike is in the variables, not in the map, and the overseas ones are too few to be compared among themselves only. A
free perimeter is compared with the EPCI that share no commune with it. All of it can be asked otherwise, but for one
thing: at most a third of those that can be compared are taken, since of eighteen regions twelve are not alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from maillage.territory.catalogue import indicators
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import Columns
from maillage.territory.perimeters import Perimeter, composition
from maillage.territory.perimeters import perimeter as find
from maillage.territory.reading import Reading, columns_of, read
from maillage.territory.similar import (
    COUNT,
    Peers,
    Space,
    Variable,
    Why,
    nearest,
    similarity_variables,
    stated,
)
from maillage.territory.standing import ENOUGH

KEPT = 32
"""How many ways to compare are kept built: a space of communes weighs a few megabytes."""


class Figures(Protocol):
    """What gives figures: the store of the product, or anything that answers likewise."""

    def figures(self, perimeter: Perimeter) -> tuple[IndicatorFigure, ...]:
        """Every indicator at every vintage on one perimeter."""

    def figures_of(self, perimeters: Sequence[Perimeter]) -> Mapping[str, tuple[IndicatorFigure, ...]]:
        """The same for several, by their keys."""

    def column(self, kind: str, indicator: str, vintage: int) -> Mapping[str, float]:
        """The known values of an indicator on every perimeter of a kind, by code."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """With whom a territory is to be compared.

    `variables` and their weights (nothing: those of the table), `count` of peers (nothing: twelve; see `most`),
    `within` a département or a region, or the codes of a list that somebody states, which then stands for all the rest.
    """

    variables: tuple[Variable, ...] = ()
    count: int | None = None
    within: Perimeter | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """A reading, the figures that it was made from, and the values of the peers."""

    reading: Reading
    figures: tuple[IndicatorFigure, ...]
    columns: Columns


class UnknownVariableError(ValueError):
    """A variable that is no indicator of the catalogue."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Spaces:
    """What several readings from `source` share, each thing built once: for pages, and for many territories in a row.

    To be thrown away when something is loaded in `source`: keep one for each stamp of the store. The last `KEPT`
    spaces stay built.
    """

    def __init__(self, source: Figures) -> None:
        self._source = source
        self._built = lru_cache(maxsize=KEPT)(self._build)

    def of(self, kind: str, variables: Sequence[Variable], vintages: Mapping[str, int]) -> Space:
        """The territories of a kind, by `variables`, each at its vintage; those without one have no values."""
        return self._built(kind, tuple(variables), tuple(sorted(vintages.items())))

    def _build(
        self, kind: str, variables: tuple[Variable, ...], vintages: tuple[tuple[str, int], ...]
    ) -> Space:
        columns = {name: self._source.column(kind, name, year) for name, year in vintages}
        return Space.of(columns, variables, composition(kind))

    def beside(self, kind: str, figures: Iterable[IndicatorFigure], codes: Sequence[str]) -> Columns:
        """The values of the peers `codes`, for the vintages known among `figures`, out of whole columns."""
        found = {}
        for one in figures:
            if one.vintage is not None and one.status.has_value:
                column = self._source.column(kind, one.indicator, one.vintage)
                found[one.indicator, one.vintage] = {code: column[code] for code in codes if code in column}
        return found


def reading_of(
    source: Figures, perimeter: Perimeter, asked: Comparison | None = None, spaces: Spaces | None = None
) -> Reading:
    """The reading of `perimeter` from the figures of `source`, compared as `asked`.

    `spaces` spares building again what several readings share. Raises `ValueError` as `Space.of` does.
    """
    return read_beside(source, perimeter, asked, spaces).reading


def read_beside(
    source: Figures, perimeter: Perimeter, asked: Comparison | None = None, spaces: Spaces | None = None
) -> Beside:
    """`reading_of`, with what the reading was made from: for pages, which draw the peers too."""
    figures = source.figures(perimeter)
    peers = peers_for(figures, perimeter, asked or Comparison(), spaces or Spaces(source))
    kind = compared_kind(perimeter)
    if spaces is not None and kind != "commune":
        columns: Columns = spaces.beside(kind, figures, peers.codes)
    else:
        columns = _beside(source, kind, peers.codes)
    return Beside(read(perimeter, figures, peers=peers, columns=columns), figures, columns)


def _beside(source: Figures, kind: str, codes: Iterable[str]) -> Columns:
    """The values of the peers, one by one: quicker for a single reading, and for communes, which are too many."""
    places = [one for code in codes if (one := find(kind, code)) is not None]
    figures = source.figures_of(places) if places else {}
    return columns_of({one.code: figures[one.key] for one in places if one.key in figures})


def peers_for(
    figures: Iterable[IndicatorFigure], perimeter: Perimeter, asked: Comparison, spaces: Spaces
) -> Peers:
    """The similar territories of `perimeter`, whose own values are taken from its `figures`, at their last vintage."""
    variables = asked.variables or similarity_variables()
    own = _latest(figures, {one.indicator for one in variables})
    kind = compared_kind(perimeter)
    vintages = {name: one.vintage for name, one in own.items() if one.vintage is not None}
    space = spaces.of(kind, [one for one in variables if one.indicator in vintages], vintages)
    values = {name: one.value for name, one in own.items() if one.value is not None}
    if asked.listed:
        found = stated(space, perimeter.code, asked.listed, own=values)
    else:
        among = candidates(perimeter, asked.within)
        count = min(asked.count or COUNT, most(space))
        found = nearest(space, perimeter.code, among=among, count=count, own=values)
    lacking: dict[str, Why] = {
        one.indicator: "here" for one in variables if one.weight and one.indicator not in vintages
    }
    return replace(found, unused={**found.unused, **lacking})


def most(space: Space) -> int:
    """How many peers may be taken: a third of the territories that have every variable, never fewer than `ENOUGH`."""
    return max(ENOUGH, len(space.points) // 3)


def candidates(perimeter: Perimeter, within: Perimeter | None = None) -> frozenset[str] | None:
    """The codes that may be taken as peers: those that touch `within`; nothing when any may be."""
    if within is None and perimeter.kind != "free":
        return None
    mine = set(perimeter.communes) if perimeter.kind == "free" else set()
    area = None if within is None else set(within.communes)
    members = composition(compared_kind(perimeter))
    return frozenset(
        code
        for code, communes in members.items()
        if mine.isdisjoint(communes) and (area is None or not area.isdisjoint(communes))
    )


def compared_kind(perimeter: Perimeter) -> str:
    """The kind of the territories that `perimeter` is compared with: its own; EPCI for a free perimeter."""
    return "epci" if perimeter.kind == "free" else perimeter.kind


def variables_named(weights: Mapping[str, float | None]) -> tuple[Variable, ...]:
    """The variables called by these codes of indicators, with these weights (nothing: that of the table, else 1).

    One that is not in the table of similarity is taken as it stands, without transform. Raises `UnknownVariableError`.

    >>> [one.weight for one in variables_named({"population": None, "vacancy_rate": 2.0})]
    [1.0, 2.0]
    """
    return tuple(_variable(name, weight) for name, weight in weights.items())


def _variable(name: str, weight: float | None) -> Variable:
    found = next((one for one in similarity_variables() if one.indicator == name), None)
    if found is None and name not in indicators():
        raise UnknownVariableError(name)
    if found is None:
        found = Variable(name, "none", 1.0, indicators()[name].label, indicators()[name].definition)
    return found if weight is None else replace(found, weight=weight)


def _latest(figures: Iterable[IndicatorFigure], names: set[str]) -> dict[str, IndicatorFigure]:
    found: dict[str, IndicatorFigure] = {}
    for one in figures:
        if one.indicator in names and one.status.has_value and one.vintage is not None:
            before = found.get(one.indicator)
            if before is None or (before.vintage or 0) < one.vintage:
                found[one.indicator] = one
    return found
