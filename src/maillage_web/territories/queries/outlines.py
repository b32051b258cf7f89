"""The outlines of the parts of a territory, as maps draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from maillage.io.open_data.outlines import KINDS, Outlines
from maillage.territory.perimeters import Perimeter


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a map: its value in words (empty when there is none), its class (0 when there is none), its page."""

    place: Perimeter
    href: str = ""
    value: str = ""
    rank: int = 0
    here: bool = False


def outlines() -> Outlines:
    """The outlines loaded on this site, and those shipped with the product."""
    return Outlines.at(settings.MAILLAGE_TERRITORY)


def mark() -> str:
    """What changes when outlines are loaded."""
    return ".".join(one.id for kind in KINDS for one in outlines().sources(kind))


def any_known() -> bool:
    """Whether some commune has an outline."""
    return outlines().source("commune") is not None


def some_known(places: Sequence[Perimeter]) -> bool:
    """Whether one of these places, all of one kind, has an outline."""
    return bool(places) and not outlines().known(places[0].kind).isdisjoint(one.code for one in places)


def known(places: Sequence[Perimeter]) -> bool:
    """Whether at least half of these places, all of one kind, have an outline."""
    if not places or places[0].kind not in KINDS:
        return False
    drawn = outlines().known(places[0].kind)
    return sum(one.code in drawn for one in places) * 2 >= len(places)


def collection(parts: Iterable[Part]) -> dict[str, Any]:
    """GeoJSON of the parts that have an outline: ``name``, ``value``, ``rank``, ``here``, ``href``, ``displaced``."""
    by_code = {part.place.code: part for part in parts}
    if not by_code:
        return {"type": "FeatureCollection", "features": []}
    kind = next(iter(by_code.values())).place.kind
    found = outlines().of(kind, by_code) if kind in KINDS else {"features": []}
    for feature in found["features"]:
        feature["properties"] = _properties(feature["properties"], by_code[feature["properties"]["code"]])
    return {"type": "FeatureCollection", "features": found["features"]}


def _properties(kept: dict[str, Any], part: Part) -> dict[str, Any]:
    return {
        "code": part.place.code,
        "name": part.place.name,
        "displaced": kept["displaced"],
        "value": part.value,
        "rank": part.rank,
        "here": part.here,
        "href": part.href,
    }
