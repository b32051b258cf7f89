"""Where a figure stands among its peers: words, quartiles, never a place in an order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.territory.standing import PLACES, standing
from maillage.territory.wording import text
from tests.maillage.territory.reading_samples import cases, figure

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=12)


@pytest.mark.parametrize("case", cases("standing"), ids=lambda case: case["about"])
def test_a_figure_stands_as_an_expert_says(case: dict[str, Any]) -> None:
    status = None if case["here"] is not None else "secret"
    found = standing(figure("vacancy_rate", case["here"], status=status), case["peers"], 12, case["decimals"])
    quartiles = [found.low, found.median, found.high] if found.median is not None else None
    assert (quartiles, found.place) == (case["quartiles"], case["place"])
    assert (found.peers, found.peers_known) == (12, len(case["peers"]))


def test_inside_the_middle_half_nothing_departs() -> None:
    peers = [5.0, 6.0, 7.0, 8.0, 9.0]
    assert standing(figure("vacancy_rate", 7.5), peers, 5, 1).departure == 0
    assert standing(figure("vacancy_rate", 11.0), peers, 5, 1).departure == 2
    assert standing(figure("vacancy_rate", 3.0), [2.0] * 5, 5, 1).departure == 1


@settings(max_examples=60)
@given(VALUES, st.floats(-1e6, 1e6), st.randoms(use_true_random=False))
def test_the_order_of_the_peers_does_not_matter(values: list[float], here: float, chance: Any) -> None:
    mixed = list(values)
    chance.shuffle(mixed)
    one = figure("vacancy_rate", here)
    assert standing(one, values, 12, 2) == standing(one, mixed, 12, 2)


@settings(max_examples=60)
@given(VALUES, st.floats(-1e6, 1e6))
def test_the_place_agrees_with_the_quartiles_shown(values: list[float], here: float) -> None:
    found = standing(figure("vacancy_rate", here), values, 12, 1)
    assert found.low is not None
    assert found.high is not None
    assert found.outside == (not found.low <= round(here, 1) <= found.high)


def test_every_place_has_words_alone_and_inside_a_sentence() -> None:
    assert all(text(f"{section}.{place}").fr for section in ("place", "aside") for place in PLACES)
