"""Read outlines from a file of GeoJSON or TopoJSON: whose they are, and whether they stand in their place.

In several official files the overseas départements are moved, and made larger or smaller, beside the mainland: such an
outline keeps its shape and is labelled `displaced`, so that nobody puts it on a map of the world.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.geography import divisions, epci
from maillage.io.open_data.problems import refusal
from maillage.io.open_data.topojson import features_of

KINDS = ("commune", "epci", "department", "region")

_MOST_BYTES = 512 * 1024 * 1024
_CODES = {
    "commune": ("depcom", "insee_com", "codgeo", "code_insee", "com", "code"),
    "epci": ("epci", "siren_epci", "code_epci", "code_siren", "siren", "codgeo", "code"),
    "department": ("dep", "insee_dep", "code_dept", "code"),
    "region": ("reg", "insee_reg", "code_reg", "code"),
}
_NAMES = ("nom", "name", "nom_com", "libelle", "nccenr", "libgeo")

# west, south, east, north, in degrees, generously: what lies outside is elsewhere
_MAINLAND = (-5.8, 41.0, 10.2, 51.7)
_OVERSEAS = {
    "971": (-62.5, 15.3, -60.5, 17.0),
    "972": (-61.8, 14.0, -60.3, 15.3),
    "973": (-55.5, 1.5, -51.0, 6.5),
    "974": (54.7, -21.9, 56.3, -20.4),
    "976": (44.5, -13.5, 45.8, -12.2),
}


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one territory, in degrees of longitude and latitude. `displaced`: not where it should be."""

    kind: str
    code: str
    name: str
    geometry: Mapping[str, Any]
    displaced: bool


def read_outlines(path: Path, kind: str | None = None, digits: int = 5) -> tuple[Outline, ...]:
    """The outlines of a file, of the `kind` that its codes tell unless it is given, rounded to so many decimals.

    Raises `OpenDataError` when the file cannot be read, is not in degrees, or when nothing tells whose outlines it has.
    """
    payload = _payload(path)
    try:
        features = list(features_of(payload) if payload.get("type") == "Topology" else payload["features"])
        return outlines_of(features, kind, digits, where=path.name)
    except (KeyError, TypeError, IndexError, ValueError, AttributeError) as error:
        raise refusal("bad-outlines", file=path.name) from error


def outlines_of(
    features: Iterable[Mapping[str, Any]], kind: str | None = None, digits: int = 5, *, where: str = ""
) -> tuple[Outline, ...]:
    """The outlines of features of GeoJSON that are polygons. Raises `OpenDataError`."""
    kept = [one for one in features if (one.get("geometry") or {}).get("type") in ("Polygon", "MultiPolygon")]
    if not kept:
        raise refusal("bad-outlines", file=where)
    whose = kind or _kind_of(kept)
    if whose is None:
        raise refusal("whose-outlines", file=where, properties=", ".join(sorted(kept[0]["properties"])))
    found = (_outline(one, whose, digits, where) for one in kept)
    return tuple(one for one in found if one is not None)


def department_of(kind: str, code: str) -> str:
    """The département that a territory is in, or the first it is in; its own code for one that holds départements."""
    if kind == "epci":
        known = epci(code)
        return known.department if known and known.department else ""
    if kind == "region":
        alone = {one.region: one.code for one in divisions.departments().values() if one.zone == "drom"}
        return alone.get(code, code)
    return divisions.department_of(code)


def _payload(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = _opened(content, path)
        payload = json.loads(content)
    except (ValueError, RecursionError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refusal("bad-outlines", file=path.name) from error
    if not isinstance(payload, dict):
        raise refusal("bad-outlines", file=path.name)
    return payload


def _opened(content: bytes, path: Path) -> bytes:
    opener = zlib.decompressobj(wbits=31)
    opened = opener.decompress(content, _MOST_BYTES)
    if opener.unconsumed_tail:
        raise refusal("too-large-outlines", file=path.name)
    if not opener.eof:
        raise EOFError(path)
    return opened


def _kind_of(features: list[Mapping[str, Any]]) -> str | None:
    """Whose outlines these are, by the name and the form of the first codes; nothing when it is not sure."""
    names = {name.lower() for name in features[0]["properties"]}
    for kind, length in (("epci", 9), ("commune", 5)):
        if all(len(_code(one, kind)) == length for one in features[:50]):
            return kind
    for kind in ("department", "region"):
        if names & set(_CODES[kind][:-1]):
            return kind
    return None


def _code(feature: Mapping[str, Any], kind: str) -> str:
    properties = {name.lower(): value for name, value in feature["properties"].items()}
    for name in _CODES[kind]:
        if isinstance(properties.get(name), str):
            return str(properties[name]).strip()
    return ""


def _outline(feature: Mapping[str, Any], kind: str, digits: int, where: str) -> Outline | None:
    code = _code(feature, kind)
    geometry = _rounded(feature["geometry"], digits)
    if not code or geometry is None:
        return None
    box = _box(geometry)
    if not (box[0] >= -180 and box[1] >= -90 and box[2] <= 180 and box[3] <= 90):
        raise refusal("not-degrees", file=where)
    properties = {name.lower(): value for name, value in feature["properties"].items()}
    name = next((str(properties[one]) for one in _NAMES if properties.get(one)), "")
    return Outline(kind, code, name, geometry, displaced=_is_displaced(department_of(kind, code), box))


def _is_displaced(department: str, box: tuple[float, ...]) -> bool:
    """Whether the outline is out of the box of its département; of other overseas territories it is not known."""
    if department.startswith(("97", "98")) and department not in _OVERSEAS:
        return False
    place = _OVERSEAS.get(department, _MAINLAND)
    return box[0] < place[0] or box[1] < place[1] or box[2] > place[2] or box[3] > place[3]


def _rounded(geometry: Mapping[str, Any], digits: int) -> dict[str, Any] | None:
    """The geometry with so many decimals, without the points that then coincide; nothing when nothing is left."""
    several = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if several else [geometry["coordinates"]]
    kept = []
    for polygon in polygons:
        rings = [_ring(ring, digits) for ring in polygon]
        if rings and len(rings[0]) > 3:
            kept.append([ring for ring in rings if len(ring) > 3])
    if not kept:
        return None
    if len(kept) == 1:
        return {"type": "Polygon", "coordinates": kept[0]}
    return {"type": "MultiPolygon", "coordinates": kept}


def _ring(points: Iterable[list[float]], digits: int) -> list[list[float]]:
    ring: list[list[float]] = []
    for point in points:
        rounded = [round(point[0], digits), round(point[1], digits)]
        if not ring or ring[-1] != rounded:
            ring.append(rounded)
    return ring


def _points(geometry: Mapping[str, Any]) -> Iterator[list[float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon[0]


def _box(geometry: Mapping[str, Any]) -> tuple[float, float, float, float]:
    points = list(_points(geometry))
    east = [point[0] for point in points]
    north = [point[1] for point in points]
    return min(east), min(north), max(east), max(north)
