"""A map drawn by the server, for paper: the outlines of the parts, by class; the list beside says the same."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from maillage_web.territories.queries.outlines import Part, collection

WIDTH = 640
_HIGHEST = 640
_MARGIN = 4
_THINNEST = 0.001  # degrees

Point = Sequence[float]


def drawn_map(parts: Iterable[Part], told: str) -> SafeString | str:
    """The parts that have an outline, as an SVG whose colours are those of the style sheet; empty when none has.

    Longitudes are narrowed as at the middle latitude: right enough for a few départements.
    """
    features = collection(parts)["features"]
    points = [point for feature in features for ring in _rings(feature["geometry"]) for point in ring]
    if not points:
        return ""
    west, east = min(one[0] for one in points), max(one[0] for one in points)
    south, north = min(one[1] for one in points), max(one[1] for one in points)
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * narrow, _THINNEST), max(north - south, _THINNEST)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (_HIGHEST - 2 * _MARGIN) / high)

    def place(point: Point) -> tuple[int, int]:
        return round(_MARGIN + (point[0] - west) * narrow * scale), round(
            _MARGIN + (north - point[1]) * scale
        )

    paths = "".join(f'<path class="{_class(one)}" d="{_path(one, place)}"/>' for one in _here_last(features))
    width, height = round(wide * scale) + 2 * _MARGIN, round(high * scale) + 2 * _MARGIN
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return SafeString(f'<svg class="drawn" {size} role="img" aria-label="{escape(told)}">{paths}</svg>')


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def _here_last(features: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The territory itself above the others, so that its thick outline is whole."""
    return sorted(features, key=lambda one: bool(one["properties"]["here"]))


def _class(feature: dict[str, Any]) -> str:
    told = feature["properties"]
    rank = f"area--{told['rank']}" if told["rank"] else "area--none"
    return f"area {rank} area--here" if told["here"] else f"area {rank}"


def _path(feature: dict[str, Any], place: Any) -> str:
    """The rings of a part in whole pixels, points that fall on the one before left out."""
    rings = (list(dict.fromkeys(map(place, ring))) for ring in _rings(feature["geometry"]))
    return "".join(f"M{'L'.join(f'{x} {y}' for x, y in ring)}z" for ring in rings if len(ring) > 2)
