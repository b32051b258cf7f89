"""Plausible networks: drawn from stated conventions, the same with the same seed, and never without bound."""

from __future__ import annotations

import numpy as np
import pytest

from maillage.network.doubts import DEFAULT, doubt_rows, draw
from maillage.network.graph import network_of
from maillage.network.plausible import Plausible, affordable, interval
from tests.maillage.network.small import actors, chain, flow, tie


def test_every_convention_says_why_in_both_languages() -> None:
    assert set(doubt_rows()) == {"high", "medium", "low", "unsaid", "missing_share"}
    assert all(all(label) and all(why) for _, label, why in doubt_rows().values())
    assert DEFAULT.high > DEFAULT.medium > DEFAULT.low


def test_a_share_that_is_no_probability_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.2 is no probability"):
        DEFAULT.but(high=1.2)
    with pytest.raises(ValueError, match="missing_share"):
        DEFAULT.but(missing_share=-0.1)


def test_links_stand_as_often_as_their_confidence_says_and_missing_ones_appear() -> None:
    sure = ("high", "medium", "low", None)
    ties = tuple(tie(n, n, n + 1, confidence=one) for n, one in enumerate(sure))
    network = network_of(chain(actors=actors(12), ties=(*ties, tie(9, 10, 11, level="unknown"))))
    drawn = draw(network, DEFAULT, 20_000, 1)
    assert drawn.rows.mean(axis=0) == pytest.approx([0.95, 0.8, 0.5, 0.8], abs=0.02)
    assert drawn.missing.sum(axis=1).mean() == pytest.approx(0.1 * 4, abs=0.03)
    assert [10, 11] not in drawn.absent.tolist()
    assert len(drawn.absent) == 12 * 11 // 2 - 4 - 1


def test_the_rows_on_the_same_two_actors_stand_together_the_surest_last() -> None:
    network = network_of(
        chain(
            actors=actors(2),
            ties=(tie(1, 0, 1, confidence="low"),),
            flows=(flow(1, "a0", "a1", confidence="high"),),
        )
    )
    drawn = draw(network, DEFAULT, 4_000, 3)
    assert not (drawn.rows[:, 0] & ~drawn.rows[:, 1]).any()
    assert (drawn.pairs[:, 0] == drawn.rows[:, 1]).all()
    assert drawn.pairs.mean() == pytest.approx(0.95, abs=0.02)


def test_the_same_seed_gives_the_same_networks_and_another_seed_others() -> None:
    network = network_of(chain(actors=actors(8), ties=tuple(tie(n, n, n + 1) for n in range(7))))
    one, again, other = (draw(network, DEFAULT, 50, seed) for seed in (5, 5, 6))
    assert (one.pairs == again.pairs).all()
    assert (one.missing == again.missing).all()
    assert not (one.pairs == other.pairs).all()


def test_the_measures_of_a_certain_network_are_those_of_the_dossier_in_every_draw() -> None:
    certain = DEFAULT.but(high=1, medium=1, low=1, unsaid=1, missing_share=0)
    network = network_of(chain(actors=actors(5), ties=tuple(tie(n, 0, n) for n in range(1, 5))))
    drawn = Plausible.of(network, certain, 30, 1)
    assert set(drawn.centralisation) == {1.0}
    assert set(drawn.density) == {0.4}
    assert drawn.betweenness[:, 0].tolist() == [1.0] * 30
    assert drawn.cuts.sum(axis=0).tolist() == [30, 0, 0, 0, 0]
    assert drawn.bridges.all()
    assert set(drawn.parts) == {1.0}


def test_what_is_never_defined_has_no_interval_and_what_is_sometimes_has_one_over_those() -> None:
    assert interval(np.array([np.nan, np.nan])) == (None, None)
    assert interval(np.array([np.nan, 2.0])) == (2.0, 2.0)


def test_a_network_too_large_to_be_drawn_often_enough_is_not_drawn() -> None:
    small = network_of(chain(actors=actors(40)))
    large = network_of(chain(actors=actors(3000)))
    assert (affordable(small, 200), affordable(small, 10**9), affordable(large, 200)) == (200, 10_000, 0)
