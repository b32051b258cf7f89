"""The map of a territory: its parts coloured by an indicator, in classes that are stated; the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles

from maillage.dossier.values import fold
from maillage.geography.compositions import communes_by_epci, epci_of
from maillage.territory.amounts import number
from maillage.territory.catalogue import Indicator, indicators
from maillage.territory.perimeters import Perimeter, perimeter, perimeters
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.choices import CLASSES, MAPPED_FIRST
from maillage_web.territories.queries import outlines, places
from maillage_web.territories.queries.outlines import Part
from maillage_web.territories.queries.readings import figures_of
from maillage_web.territories.queries.stores import stamp, store


@dataclass(frozen=True, slots=True)
class Class:
    """A class of a map: its number, its edges in words, how many parts are in it."""

    rank: int
    low: str
    high: str
    count: int


@dataclass(frozen=True, slots=True)
class Painted:
    """A map: what it shows, its parts in the order of their names, its classes, how many parts have no value."""

    indicator: Indicator | None
    vintage: int | None
    parts: tuple[Part, ...]
    classes: tuple[Class, ...]
    without: int

    @property
    def around(self) -> bool:
        """Whether it shows what stands around the territory, for want of outlines of what it is made of."""
        return any(part.here for part in self.parts) and self.parts[0].place.kind == "epci"

    @property
    def code(self) -> str:
        """The code of the indicator shown; empty when none is."""
        return self.indicator.code if self.indicator else ""


def parts_of(place: Perimeter) -> tuple[Perimeter, ...]:
    """What a territory is shown made of: the first of its divisions that has outlines; else the first of them."""
    found = tuple(many for many in _divisions(place) if many)
    return next((many for many in found if outlines.known(many)), found[0])


def _divisions(place: Perimeter) -> Iterator[tuple[Perimeter, ...]]:
    """A region, of départements; a commune, among those of its EPCI; else communes; or EPCI, among those around."""
    if place.kind == "region":
        inside = set(place.communes)
        yield tuple(one for one in perimeters("department") if inside.issuperset(one.communes))
    else:
        yield _communes(_siblings(place))
    yield _epcis_around(place)


def _siblings(place: Perimeter) -> tuple[str, ...]:
    siren = epci_of(place.code) if place.kind == "commune" else None
    return communes_by_epci()[siren] if siren else place.communes


def _communes(codes: Iterable[str]) -> tuple[Perimeter, ...]:
    return tuple(one for code in codes if (one := perimeter("commune", code)) is not None)


def _epcis_around(place: Perimeter) -> tuple[Perimeter, ...]:
    """The EPCI that have a commune in a département of the territory."""
    near = set(place.departments)
    return tuple(one for one in perimeters("epci") if near.intersection(one.departments))


def choices(place: Perimeter) -> tuple[tuple[Indicator, int], ...]:
    """The indicators that can be mapped, with their last vintage known here."""
    found: dict[str, int] = {}
    for one in figures_of(place):
        if one.status.has_value and one.vintage:
            found[one.indicator] = max(one.vintage, found.get(one.indicator, 0))
    return tuple(
        (indicators()[code], vintage) for code, vintage in found.items() if indicators()[code].additive
    )


def chosen(place: Perimeter, code: str) -> tuple[Indicator, int] | None:
    """The indicator asked for; else the first of those that a map begins with; else any; nothing when none is known."""
    known = {indicator.code: (indicator, vintage) for indicator, vintage in choices(place)}
    wanted = (code, *MAPPED_FIRST, *known)
    return next((known[name] for name in wanted if name in known), None)


def painted(place: Perimeter, code: str) -> Painted:
    """The map of a territory for an indicator, or for the usual one."""
    shown = chosen(place, code)
    if shown is None:
        return Painted(None, None, tuple(_part(one, place) for one in parts_of(place)), (), 0)
    indicator, vintage = shown
    parts = parts_of(place)
    values = _values(parts[0].kind, indicator.code, vintage, stamp())
    mine = {one.code: round(values[one.code], indicator.decimals) for one in parts if one.code in values}
    edges = _edges(tuple(mine.values()))
    ranks = {part: _rank(value, edges) for part, value in mine.items()}
    return Painted(
        indicator,
        vintage,
        tuple(
            _part(
                one,
                place,
                _words(mine[one.code], indicator) if one.code in mine else "",
                ranks.get(one.code, 0),
            )
            for one in sorted(parts, key=lambda one: (fold(one.name), one.code))
        ),
        _classes(mine, ranks, indicator),
        len(parts) - len(mine),
    )


def _part(one: Perimeter, place: Perimeter, value: str = "", rank: int = 0) -> Part:
    return Part(one, places.address(one), value, rank, one.key == place.key)


@lru_cache(maxsize=64)
def _values(kind: str, code: str, vintage: int, _mark: str) -> Mapping[str, float]:
    return store().column(kind, code, vintage)


def _edges(values: Sequence[float]) -> tuple[float, ...]:
    """The upper edges of the classes but the last: each holds about as many parts; fewer classes for few values."""
    count = min(CLASSES, len(set(values)))
    return tuple(dict.fromkeys(quantiles(values, n=count, method="inclusive"))) if count > 1 else ()


def _rank(value: float, edges: Sequence[float]) -> int:
    return 1 + sum(value > edge for edge in edges)


def _classes(
    values: Mapping[str, float], ranks: Mapping[str, int], indicator: Indicator
) -> tuple[Class, ...]:
    found: dict[int, list[float]] = {}
    for code, rank in ranks.items():
        found.setdefault(rank, []).append(values[code])
    return tuple(
        Class(rank, _words(min(many), indicator), _words(max(many), indicator), len(many))
        for rank, many in sorted(found.items())
    )


def _words(value: float, indicator: Indicator) -> str:
    return said(number(value, indicator.decimals))
