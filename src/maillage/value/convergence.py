"""How much the figures still move: percentiles against the number of draws, and from one sequence to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maillage.value.distributions import Floats
from maillage.value.draws import LEAST, LinearModel, percentiles

SHARES = (0.05, 0.5, 0.95)
REPLICATES = 8
MOST_DRAWS = 1 << 13
"""Beyond, replicates would cost more than the figures they check."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A percentile over several sequences of draws: its lowest, middle and highest value."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """P5, P50 and P95 of a balance after `draws` draws, each over the replicates."""

    draws: int
    p5: Spread
    p50: Spread
    p95: Spread


@dataclass(frozen=True, slots=True)
class Convergence:
    """The points of each balance, in the order of the balances, over `replicates` sequences of other seeds."""

    replicates: int
    points: tuple[tuple[Point, ...], ...]


def convergence_of(model: LinearModel, draws: int, seed: int, replicates: int = REPLICATES) -> Convergence:
    """Percentiles of every balance after 16, 32, 64… draws, up to `draws` or `MOST_DRAWS`, over `replicates` sequences.

    Each sequence has its own scramble, drawn from `seed`; the first points of a Sobol sequence are themselves one.
    """
    most = min(draws, MOST_DRAWS)
    seeds = np.random.default_rng(seed).integers(1 << 31, size=replicates)
    runs = [model.balances(most, int(each)) for each in seeds]
    sizes = list(_sizes(most))
    found = [np.stack([percentiles(run[:, :size], SHARES) for run in runs]) for size in sizes]
    balances = range(len(model.fixed))
    points = tuple(
        tuple(_point(size, each[:, place]) for size, each in zip(sizes, found, strict=True))
        for place in balances
    )
    return Convergence(replicates, points)


def _sizes(most: int) -> Iterator[int]:
    size = LEAST
    while size <= most:
        yield size
        size *= 2


def _point(size: int, found: Floats) -> Point:
    return Point(size, *(_spread(found[:, place]) for place in range(len(SHARES))))


def _spread(values: Floats) -> Spread:
    return Spread(float(values.min()), float(np.median(values)), float(values.max()))
