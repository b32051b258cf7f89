"""Decode TopoJSON into the features of GeoJSON (https://github.com/topojson/topojson-specification).

Written here because the two packages that do it ask for numpy, one of them installing packages named ``tests`` and
``bin`` beside it, the other for shapely as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Points = list[list[float]]


def features_of(topology: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The polygons of a topology, as features. Raises `KeyError`, `TypeError`, `IndexError` or `ValueError`.

    >>> square = {"type": "Topology", "arcs": [[[0, 0], [1, 0], [0, 1], [-1, -1]]],
    ...           "transform": {"scale": [2, 2], "translate": [10, 10]},
    ...           "objects": {"data": {"type": "Polygon", "arcs": [[0]], "properties": {"code": "1"}}}}
    >>> next(features_of(square))["geometry"]["coordinates"]
    [[[10, 10], [12, 10], [12, 12], [10, 10]]]
    """
    arcs = _arcs(topology)
    for one in topology["objects"].values():
        yield from _features(one, arcs)


def _arcs(topology: Mapping[str, Any]) -> list[Points]:
    transform = topology.get("transform")
    if not transform:
        return [[list(point[:2]) for point in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for point in arc:
            x, y = x + point[0], y + point[1]
            points.append([x * scale_x + from_x, y * scale_y + from_y])
        decoded.append(points)
    return decoded


def _features(one: Mapping[str, Any], arcs: Sequence[Points]) -> Iterator[dict[str, Any]]:
    kind = one.get("type")
    if kind == "GeometryCollection":
        for inner in one["geometries"]:
            yield from _features(inner, arcs)
    elif kind in ("Polygon", "MultiPolygon"):
        polygons = [one["arcs"]] if kind == "Polygon" else one["arcs"]
        rings = [[_ring(ring, arcs) for ring in polygon] for polygon in polygons]
        geometry = {"type": kind, "coordinates": rings[0] if kind == "Polygon" else rings}
        yield {
            "type": "Feature",
            "id": one.get("id"),
            "properties": one.get("properties") or {},
            "geometry": geometry,
        }


def _ring(indexes: Sequence[int], arcs: Sequence[Points]) -> Points:
    """The arcs of a ring end to end; a negative index is that of an arc read backwards."""
    points: Points = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points
