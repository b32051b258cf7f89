"""An amount known as a range becomes a distribution: which one, from what its row says, and in which words.

A PERT distribution is a beta distribution between low and high whose mean is (low + 4 likely + high) / 6 (Malcolm,
Roseboom, Clark, Fazar, 1959, Operations Research 7(5), 646-669), and whose two parameters add up to 6: its variance is
then (mean − low)(high − mean) / 7.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from maillage.data import packaged
from maillage.text import Text, fill
from maillage.value.money import Estimate
from maillage.value.outcome_words import OutcomeError, text

Floats = NDArray[np.float64]

SHAPES = ("pert", "triangular", "uniform")
"""The shapes offered for an amount said by low, likely and high; the first is the default."""

_SPREADS = "value/spreads.csv"
_UNSAID = "unsaid"
_UNTOLD = Text("", "")
_CELLS = 1 << 13  # of the table that stands for the inverse of a distribution function
_TAIL = 0.499  # beyond, a draw is inverted exactly: the table is coarse there


@dataclass(frozen=True, slots=True)
class Distribution:
    """An amount between `low` and `high`, most plausible at `likely`; `said` tells what the row gave.

    >>> Distribution("triangular", 0.0, 3.0, 6.0).mean
    3.0
    """

    shape: str
    low: float
    likely: float
    high: float
    said: Text = _UNTOLD

    @property
    def varies(self) -> bool:
        """Whether it is anything but one number."""
        return self.high > self.low

    @property
    def mean(self) -> float:
        """The mean, in the unit of the amount."""
        if self.shape == "uniform" or not self.varies:
            return (self.low + self.high) / 2
        weight = 4 if self.shape == "pert" else 1
        return (self.low + weight * self.likely + self.high) / (weight + 2)

    @property
    def variance(self) -> float:
        """The variance, in the unit of the amount squared."""
        width = self.high - self.low
        if self.shape == "uniform":
            return width * width / 12
        if self.shape == "pert":
            return (self.mean - self.low) * (self.high - self.mean) / 7
        left, right = self.likely - self.low, self.high - self.likely
        return (left * left + left * right + right * right) / 18

    def quantiles(self, shares: Floats) -> Floats:
        """The amounts below which each of `shares` (from 0 to 1) of the distribution lies, to 1e-4 of its width."""
        if self.shape == "uniform":
            return np.asarray(self.low + (self.high - self.low) * shares)
        if self.shape == "pert":
            return np.asarray(self.low + (self.high - self.low) * _pert(self._peak, shares))
        return self._triangular(shares)

    @property
    def _peak(self) -> float:
        return (self.likely - self.low) / (self.high - self.low)

    def _triangular(self, shares: Floats) -> Floats:
        width, peak = self.high - self.low, self._peak
        below = self.low + width * np.sqrt(peak * shares)
        above = self.high - width * np.sqrt((1 - peak) * (1 - shares))
        return np.where(shares < peak, below, above)


def distribution_of(
    estimate: Estimate, shape: str = "pert", spread: float | None = None, confidence: str | None = None
) -> Distribution | None:
    """How the amount of `estimate` is drawn; `None` when the row says no amount.

    `spread` is the share either way by which an amount said by a single number varies (`None`: it does not); its
    `confidence` is only named. Raises `OutcomeError` for a shape that is not one of `SHAPES`.

    >>> distribution_of(Estimate(low=Decimal(2), high=Decimal(4))).shape
    'uniform'
    """
    if shape not in SHAPES:
        raise OutcomeError(fill(text("problem.shape"), found=shape))
    if not estimate.said:
        return None
    if len(estimate.said) == 1:
        return _alone(float(estimate.said[0]), shape, spread, confidence)
    if list(estimate.said) != sorted(estimate.said):
        return _between(sorted(estimate.said), shape, "disorder")
    if estimate.likely is None:
        low, high = map(float, estimate.said)
        return Distribution("uniform", low, (low + high) / 2, high, text("reading.two"))
    return _between(estimate.said, shape, _reading(estimate))


def spreads() -> Mapping[str, float]:
    """The share either way by which an amount said by a single number varies, by confidence: rows of a table.

    >>> spreads()["high"]
    0.1
    """
    return {code: float(row["spread"]) for code, row in _spread_rows().items()}


def spread_of(confidence: str | None) -> float:
    """The spread of a row stated with `confidence`; an unlisted word counts as unsaid."""
    return spreads().get(confidence or _UNSAID, spreads()[_UNSAID])


def spread_label(confidence: str | None) -> Text:
    """What screens say of a confidence, unsaid ones included."""
    row = _spread_rows().get(confidence or _UNSAID, _spread_rows()[_UNSAID])
    return Text(row["label_fr"].lower(), row["label_en"].lower())


@cache
def _spread_rows() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in packaged.rows(_SPREADS)}


def _alone(amount: float, shape: str, spread: float | None, confidence: str | None) -> Distribution:
    if not spread or not amount:
        return Distribution(shape, amount, amount, amount, text("reading.one"))
    ends = sorted((amount * (1 - spread), amount * (1 + spread)))
    holes = {"spread": round(100 * spread), "confidence": spread_label(confidence)}
    return Distribution(shape, ends[0], amount, ends[1], fill(text("reading.spread"), **holes))


def _between(amounts: list[Decimal] | tuple[Decimal, ...], shape: str, reading: str) -> Distribution:
    """Between the first and the last amount; the likely one is the second, or the end that is likely."""
    low, high = float(amounts[0]), float(amounts[-1])
    likely = {2: low if reading == "likely-high" else high}.get(len(amounts), float(amounts[1]))
    return Distribution(
        shape, low, likely, high, text(f"reading.{reading}" if high > low else "reading.level")
    )


def _reading(estimate: Estimate) -> str:
    if estimate.low is None:
        return "likely-high"
    return "low-likely" if estimate.high is None else "three"


def _pert(peak: float, shares: Floats) -> Floats:
    """The quantiles of the PERT distribution between 0 and 1: by a table, and exactly in both tails."""
    values, steps = _table(peak)
    along = shares * _CELLS
    cells = along.astype(np.intp)
    along -= cells
    found = values.take(cells, mode="clip") + along * steps.take(cells, mode="clip")
    from scipy import special  # slow to read: whoever draws nothing does without

    tails = np.abs(shares - 0.5) > _TAIL
    found[tails] = special.betaincinv(1 + 4 * peak, 5 - 4 * peak, shares[tails])
    return np.asarray(found)


@lru_cache(maxsize=256)
def _table(peak: float) -> tuple[Floats, Floats]:
    """The inverse of the distribution function at equal steps, and the differences between them."""
    from scipy import special

    places = 0.5 - 0.5 * np.cos(np.linspace(0.0, math.pi, 4097))
    reached = special.betainc(1 + 4 * peak, 5 - 4 * peak, places)
    values = np.interp(np.linspace(0.0, 1.0, _CELLS + 1), reached, places)
    return values, np.diff(values)
