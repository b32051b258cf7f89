"""Points of communes: where people know them to be, and in the box that holds the outline of their EPCI."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from maillage.data import compressed
from maillage.geography import POINTS_PROVENANCE, commune, point_of
from maillage.geography.compositions import epci_of
from maillage.io.open_data.topojson import features_of

KNOWN = {"59350": (50.63, 3.06), "97411": (-20.88, 55.45), "2A004": (41.92, 8.74), "39300": (46.67, 5.55)}
MARGIN = 0.02
"""Outlines are simplified: a point may be a little outside, in degrees."""


def codes() -> list[str]:
    return [line.split(",")[0] for line in compressed.lines("geography/points.csv.gz")]


@pytest.mark.parametrize("code", KNOWN)
def test_a_town_is_where_it_is_known_to_be(code: str) -> None:
    assert point_of(code) == pytest.approx(KNOWN[code], abs=0.02)


def test_every_point_is_that_of_a_commune_of_today_and_its_source_is_cited() -> None:
    assert len(codes()) > 8000
    assert [code for code in codes() if commune(code) is None] == []
    assert point_of("01002") is None  # a village: none is invented
    assert (POINTS_PROVENANCE.producer, POINTS_PROVENANCE.licence) == ("GeoNames", "cc-by-4.0")


def test_a_point_is_in_the_box_of_its_epci(shared: Path) -> None:
    content = gzip.decompress((shared / "data/territory/epci-2025.topojson.gz").read_bytes())
    features = list(features_of(json.loads(content)))
    boxes = {one["properties"]["EPCI"]: box(one["geometry"]["coordinates"]) for one in features}
    outside = [code for code in codes() if is_outside(code, boxes.get(epci_of(code) or ""))]
    assert outside == []


def box(coordinates: Any) -> tuple[float, float, float, float]:
    longitudes, latitudes = zip(*flat(coordinates), strict=True)
    return min(latitudes), max(latitudes), min(longitudes), max(longitudes)


def flat(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
    else:
        for one in coordinates:
            yield from flat(one)


def is_outside(code: str, edges: tuple[float, float, float, float] | None) -> bool:
    point = point_of(code)
    if edges is None or point is None or code.startswith("97"):  # overseas is drawn elsewhere in that file
        return False
    south, north, west, east = edges
    inside = south - MARGIN <= point[0] <= north + MARGIN and west - MARGIN <= point[1] <= east + MARGIN
    return not inside
