"""Where communes are: one point for each of the larger ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maillage.data import compressed


def point_of(code: str) -> tuple[float, float] | None:
    """The latitude and the longitude of a commune of today, in degrees; none for most of the small ones.

    >>> point_of("59350")
    (50.634, 3.055)
    """
    return _points().get(code)


@cache
def _points() -> Mapping[str, tuple[float, float]]:
    rows = (line.split(",") for line in compressed.lines("geography/points.csv.gz"))
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in rows}
