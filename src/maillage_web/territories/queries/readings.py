"""The reading of a territory beside those like it, computed once and kept while nothing else is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from maillage.geography.divisions import department_of, region_of
from maillage.territory.comparing import Beside, Comparison, Spaces, read_beside
from maillage.territory.figures import IndicatorFigure
from maillage.territory.perimeters import Perimeter, perimeter
from maillage.territory.similar import Variable, similarity_variables
from maillage_web.territories.choices import ANYWHERE, SAME_DEPARTMENT, PeerOptions
from maillage_web.territories.queries.stores import stamp, store


def reading_of(place: Perimeter, options: PeerOptions) -> Beside:
    """The joint reading of a territory beside its peers."""
    return _reading(place, options, stamp())


def figures_of(place: Perimeter) -> tuple[IndicatorFigure, ...]:
    """Every indicator of every vintage for this territory."""
    return _figures(place, stamp())


@lru_cache(maxsize=256)
def _figures(place: Perimeter, _mark: str) -> tuple[IndicatorFigure, ...]:
    return store().figures(place)


class _Kept:
    """The figures of the store, those of a territory read once: peers of communes come back from page to page."""

    def __init__(self, mark: str) -> None:
        self._mark = mark

    def figures(self, perimeter: Perimeter) -> tuple[IndicatorFigure, ...]:
        return _figures(perimeter, self._mark)

    def figures_of(self, perimeters: Sequence[Perimeter]) -> Mapping[str, tuple[IndicatorFigure, ...]]:
        return {one.key: self.figures(one) for one in perimeters}

    def column(self, kind: str, indicator: str, vintage: int) -> Mapping[str, float]:
        return store().column(kind, indicator, vintage)


@lru_cache(maxsize=2)
def _kept(mark: str) -> tuple[_Kept, Spaces]:
    source = _Kept(mark)
    return source, Spaces(source)


@lru_cache(maxsize=64)
def _reading(place: Perimeter, options: PeerOptions, mark: str) -> Beside:
    source, spaces = _kept(mark)
    return read_beside(source, place, _asked(place, options), spaces)


def _asked(place: Perimeter, options: PeerOptions) -> Comparison:
    return Comparison(_variables(options), options.count, _within(place, options.where), options.stated)


def _variables(options: PeerOptions) -> tuple[Variable, ...]:
    weights = dict(options.weights)
    return tuple(
        replace(one, weight=one.weight * weights[one.indicator])
        for one in similarity_variables()
        if one.indicator in weights
    )


def _within(place: Perimeter, where: str) -> Perimeter | None:
    """The département or the region where most communes of the territory are; those two are compared everywhere."""
    if where == ANYWHERE or place.kind in ("department", "region"):
        return None
    home = department_of if where == SAME_DEPARTMENT else region_of
    codes = [home(one) for one in place.communes]
    return perimeter(
        "department" if where == SAME_DEPARTMENT else "region", max(sorted(set(codes)), key=codes.count)
    )
