"""The reading of a territory beside those like it, computed once and kept while nothing else is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from maillage.geography.divisions import department_of, departments, region_of
from maillage.io.territory.store import Store
from maillage.territory.figures import IndicatorFigure
from maillage.territory.indicator_reading import Columns
from maillage.territory.perimeters import Perimeter, perimeter, perimeters
from maillage.territory.reading import Reading, columns_of, read
from maillage.territory.similar import Peers, Space, Variable, nearest, similarity_variables, stated
from maillage.territory.standing import ENOUGH
from maillage_web.territories.choices import ANYWHERE, SAME_DEPARTMENT, PeerOptions
from maillage_web.territories.queries.stores import stamp, store

Vintages = tuple[tuple[str, int], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """A reading, the figures it was made from, and the values of the peers."""

    reading: Reading
    figures: tuple[IndicatorFigure, ...]
    columns: Columns


def reading_of(place: Perimeter, options: PeerOptions) -> Beside:
    """The joint reading of a territory beside its peers."""
    return _reading(place, options, stamp())


def figures_of(place: Perimeter) -> tuple[IndicatorFigure, ...]:
    """Every indicator of every vintage for this territory."""
    return _figures(place, stamp())


@lru_cache(maxsize=256)
def _figures(place: Perimeter, _mark: str) -> tuple[IndicatorFigure, ...]:
    return store().figures(place)


@lru_cache(maxsize=64)
def _reading(place: Perimeter, options: PeerOptions, mark: str) -> Beside:
    here = _figures(place, mark)
    peers = _peers(place, here, options, mark)
    columns = _columns(kind_of_peers(place), here, peers.codes, mark)
    return Beside(read(place, here, peers=peers, columns=columns), here, columns)


def _columns(kind: str, here: tuple[IndicatorFigure, ...], codes: tuple[str, ...], mark: str) -> Columns:
    """The values of the peers for every figure known here: of communes, read one by one; of the others, by column."""
    if kind == "commune":
        return columns_of({one: _figures(found, mark) for one in codes if (found := perimeter(kind, one))})
    opened = store()
    known = {(one.indicator, one.vintage) for one in here if one.status.has_value and one.vintage}
    columns = {key: opened.column(kind, *key) for key in known}
    return {key: {code: column[code] for code in codes if code in column} for key, column in columns.items()}


def kind_of_peers(place: Perimeter) -> str:
    """What a territory is compared with: its own kind; a free perimeter, with groups of communes."""
    return "epci" if place.kind == "free" else place.kind


def _peers(place: Perimeter, here: tuple[IndicatorFigure, ...], options: PeerOptions, mark: str) -> Peers:
    variables = _variables(options)
    own = _latest(here, variables)
    kind = kind_of_peers(place)
    space = _space(kind, variables, tuple((one.indicator, one.vintage or 0) for one in own.values()), mark)
    values = {name: one.value for name, one in own.items() if one.value is not None}
    if options.stated:
        return stated(space, place.code, options.stated, own=values)
    # of eighteen regions, twelve are not alike
    count = min(options.count, max(ENOUGH, len(space.points) // 3))
    return nearest(space, place.code, among=_among(place, kind, options), count=count, own=values)


def _variables(options: PeerOptions) -> tuple[Variable, ...]:
    every = similarity_variables()
    if not options.weights:
        return every
    weights = dict(options.weights)
    return tuple(
        replace(one, weight=one.weight * weights[one.indicator]) for one in every if one.indicator in weights
    )


def _latest(
    here: tuple[IndicatorFigure, ...], variables: tuple[Variable, ...]
) -> Mapping[str, IndicatorFigure]:
    """The last known figure of each variable: it is compared with those of its own vintage."""
    names = {one.indicator for one in variables}
    known = sorted(
        (one for one in here if one.indicator in names and one.status.has_value),
        key=lambda one: one.vintage or 0,
    )
    return {one.indicator: one for one in known}


@lru_cache(maxsize=32)
def _space(kind: str, variables: tuple[Variable, ...], vintages: Vintages, _mark: str) -> Space:
    opened: Store = store()
    return Space.of({name: opened.column(kind, name, vintage) for name, vintage in vintages}, variables)


def _among(place: Perimeter, kind: str, options: PeerOptions) -> frozenset[str] | None:
    if options.where == ANYWHERE or kind in ("department", "region"):
        return None
    return _neighbours(kind, options.where == SAME_DEPARTMENT, home_of(place, options.where))


def home_of(place: Perimeter, where: str) -> str:
    """The département or the region where most communes of a territory are."""
    codes = [department_of(one) if where == SAME_DEPARTMENT else region_of(one) for one in place.communes]
    return max(sorted(set(codes)), key=codes.count)


@lru_cache(maxsize=64)
def _neighbours(kind: str, same_department: bool, home: str) -> frozenset[str]:
    """The territories of a kind that have a commune in the same département or region."""
    near = {code for code, one in departments().items() if home == (code if same_department else one.region)}
    return frozenset(one.code for one in perimeters(kind) if near.intersection(one.departments))
