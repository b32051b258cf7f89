"""Where actors are on the map: the middle of the outline of their commune, else its point, else the middle of its EPCI.

Only outlines known on this site and the points of larger communes tell it; the actors they do not place are listed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.urls import reverse

from maillage.dossier.tables import Actor, Record
from maillage.geography import commune, epci, point_of, today_of
from maillage_web.dossiers.queries.grounds import ground_of
from maillage_web.dossiers.queries.state import State
from maillage_web.networks.choices import GROUND_EPCIS, GROUND_LONGEST, LISTED_UNDER
from maillage_web.territories.queries import outlines
from maillage_web.territories.queries.places import address

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the map, with the actors that are there. Latitude and longitude are as scripts read them."""

    code: str
    name: str
    latitude: str
    longitude: str
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Who is where: `spots` on the map, `unplaced` in communes without outline here, `nowhere` without commune.

    What is drawn under them: `ground`, the address of the outlines of the parts of the territory of the dossier; where
    no commune has one here, `around`, GeoJSON of the EPCI it touches.
    """

    spots: tuple[Spot, ...]
    unplaced: tuple[Spot, ...]
    nowhere: tuple[Actor, ...]
    ground: str
    around: str
    tiles: str

    @property
    def somewhere(self) -> bool:
        """Whether it is said of any actor where it is."""
        return bool(self.spots or self.unplaced)

    @property
    def few(self) -> bool:
        """Whether those on the map are few enough to be listed unfolded under it."""
        return sum(len(one.actors) for one in self.spots) <= LISTED_UNDER


def whereabouts(state: State, actors: Iterable[Actor]) -> Whereabouts:
    """Where the actors are, those of one place together, in the order of the dossier."""
    drawn = {kind: outlines.outlines().known(kind) for kind in _KINDS}
    together: dict[tuple[str, str], list[Actor]] = {}
    for actor in actors:
        together.setdefault(_drawn_place(place_of(actor), drawn), []).append(actor)
    nowhere = tuple(together.pop(("", ""), ()))
    middles = {kind: _middles(kind, [code for one, code in together if one == kind]) for kind in _KINDS}
    spots = [_spot(kind, code, many, middles[kind].get(code)) for (kind, code), many in together.items()]
    placed = tuple(one for one in spots if one.latitude)
    detailed = any(one.code in drawn["commune"] for one in placed)
    ground, around = _under(state.record, detailed=detailed) if placed else ("", "")
    return Whereabouts(
        spots=placed,
        unplaced=tuple(one for one in spots if not one.latitude),
        nowhere=nowhere,
        ground=ground,
        around=around,
        tiles=settings.MAILLAGE_TILES,
    )


_KINDS = ("commune", "epci")


def place_of(actor: Actor) -> tuple[str, str]:
    """The kind and the code of the place of an actor: its commune of today, else the EPCI that it is by its SIREN."""
    if actor.commune:
        known = commune(actor.commune) or commune(today_of(actor.commune).code or "")
        return "commune", (known.part_of or known.code) if known else actor.commune
    return ("epci", actor.siren) if actor.siren and epci(actor.siren) else ("", "")


def _drawn_place(place: tuple[str, str], drawn: Mapping[str, Collection[str]]) -> tuple[str, str]:
    """The EPCI of a commune of which neither outline nor point is known here, when the outline of the EPCI is."""
    kind, code = place
    if kind != "commune" or code in drawn["commune"] or point_of(code):
        return place
    siren = _epci_of(code)
    return ("epci", siren) if siren and siren in drawn["epci"] else place


def _spot(kind: str, code: str, actors: Sequence[Actor], middle: tuple[float, float] | None) -> Spot:
    known = commune(code) if kind == "commune" else epci(code)
    latitude, longitude = (f"{one:.3f}" for one in middle) if middle else ("", "")
    return Spot(code, known.name if known else code, latitude, longitude, tuple(actors))


def _middles(kind: str, codes: Collection[str]) -> Mapping[str, tuple[float, float]]:
    """The latitude and the longitude of each place: the middle of an outline that is not displaced, else its point."""
    features = outlines.outlines().of(kind, codes)["features"] if codes else []
    points = {code: point for code in codes if kind == "commune" and (point := point_of(code))}
    return points | {
        one["properties"]["code"]: middle(one["geometry"])
        for one in features
        if not one["properties"]["displaced"]
    }


def middle(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """The latitude and the longitude of the centroid of the largest part of an outline, in degrees.

    >>> middle({"type": "Polygon", "coordinates": [[[2, 50], [4, 50], [4, 51], [2, 51], [2, 50]]]})
    (50.5, 3.0)
    """
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    area, x, y = max((_moments(polygon[0]) for polygon in polygons), key=lambda one: abs(one[0]))
    return (y, x) if area else (polygons[0][0][0][1], polygons[0][0][0][0])


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Twice the area of a ring and its centroid, from its first point on, so that little is lost to rounding."""
    west, south = ring[0][0], ring[0][1]
    area = across = up = 0.0
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        a, b, c, d = x1 - west, y1 - south, x2 - west, y2 - south
        part = a * d - c * b
        area, across, up = area + part, across + (a + c) * part, up + (b + d) * part
    if not area:
        return 0.0, west, south
    return area, west + across / (3 * area), south + up / (3 * area)


# --- what is drawn under them, found without reading the table of all communes ----------------------------------------


def _under(record: Record, *, detailed: bool) -> tuple[str, str]:
    """The address of the outlines to draw; unless they are `detailed`, GeoJSON of the EPCI of the territory."""
    if detailed:
        return _address(record), ""
    features = _outlines_of_epcis(record.territory or ())
    whole = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    if len(whole) > GROUND_LONGEST:
        return _address(record), ""
    return ("", whole) if features else ("", "")


def _outlines_of_epcis(codes: Iterable[str]) -> list[dict[str, Any]]:
    sirens = dict.fromkeys(one for code in codes if (one := code if epci(code) else _epci_of(code)))
    found = outlines.outlines().of("epci", list(sirens)[:GROUND_EPCIS])["features"]
    return [
        {"type": "Feature", "properties": {}, "geometry": one["geometry"]}
        for one in found
        if not one["properties"]["displaced"]
    ]


def _address(record: Record) -> str:
    """Where the outlines of what the territory is made of are served; the scripts live well with none."""
    codes = record.territory or ()
    if len(codes) == 1 and epci(codes[0]):
        return reverse("territory-outlines", args=["epci", codes[0]])
    place = ground_of(record).perimeter
    return address(place, "territory-outlines") if place else ""


def _epci_of(code: str) -> str | None:
    found = commune(code)
    return found.epci if found else None
