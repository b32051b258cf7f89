"""Where actors are on the map: by their commune, by the inter-municipality they are, or nowhere said."""

from __future__ import annotations

from typing import Any

import pytest

from maillage.dossier.tables import Actor
from maillage_web.networks.queries.places import middle, place_of

AUDRUICQ = "246200844"


def square(west: float, south: float, side: float) -> list[list[list[float]]]:
    east, north = west + side, south + side
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def test_the_middle_of_an_outline_is_that_of_its_largest_part() -> None:
    islands = {
        "type": "MultiPolygon",
        "coordinates": [square(9, 42, 0.1), square(2, 50, 1), square(5, 5, 0.5)],
    }
    assert middle(islands) == pytest.approx((50.5, 2.5))


def test_the_middle_of_a_line_without_area_is_one_of_its_points() -> None:
    assert middle({"type": "Polygon", "coordinates": [[[2, 50], [3, 51], [2, 50]]]}) == (50, 2)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"commune": "62852"}, ("commune", "62852")),
        ({"commune": "59355"}, ("commune", "59350")),  # Lomme, within Lille
        ({"commune": "75111"}, ("commune", "75056")),  # an arrondissement of Paris
        ({"commune": "99999"}, ("commune", "99999")),
        ({"siren": AUDRUICQ}, ("epci", AUDRUICQ)),
        ({"siren": AUDRUICQ, "commune": "62852"}, ("commune", "62852")),
        ({"siren": "552081317"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_the_place_of_an_actor_is_its_commune_of_today_or_what_it_is(
    cells: dict[str, Any], place: tuple[str, str]
) -> None:
    assert place_of(Actor(id="a", name="A", **cells)) == place
