"""Which amounts make the uncertainty of a balance: first-order and total indices (Sobol', 2001).

The first-order index of an amount is the share of the variance of the balance that would go if that amount alone were
known; its total index, the share that would stay if it alone were unknown. A balance is a sum of independent amounts:
Y = Σ c_k X_k, so both are c_k² Var(X_k) / Σ c_j² Var(X_j), exactly, and they add up to one. `sampled_indices` finds
them again by drawing (Saltelli et al., 2010, as SciPy does it), for whoever doubts the formula.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from maillage.value.distributions import Floats
from maillage.value.draws import LinearModel


@dataclass(frozen=True, slots=True)
class Index:
    """What an amount weighs in the uncertainty of one balance: `first` and `total` go from 0 to 1."""

    table: str
    id: str
    first: float
    total: float


def linear_indices(model: LinearModel) -> Floats:
    """The share of the variance of each balance (rows) that each amount (columns) makes; zeros where none varies."""
    variances = np.array([one.variance for one in model.amounts])
    parts = np.square(model.weights.toarray()) * variances
    whole = parts.sum(1, keepdims=True)
    return np.asarray(np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0))


def sampled_indices(
    model: LinearModel, balance: int, draws: int = 1024, seed: int = 1
) -> tuple[Floats, Floats]:
    """The first-order and total indices of one balance, estimated from ``draws × (amounts + 2)`` draws.

    `draws` must be a power of two. Raises `ValueError` when it is not.
    """
    from scipy import stats  # most of a second to read: the exact indices do without

    one = LinearModel(model.amounts, model.weights[[balance]], model.fixed[[balance]])
    found = stats.sobol_indices(
        func=_function(one),
        n=draws,
        dists=[_Drawn(each.quantiles) for each in model.amounts],
        rng=np.random.default_rng(seed),
    )
    return np.ravel(found.first_order), np.ravel(found.total_order)


def _function(model: LinearModel) -> Callable[[Floats], Floats]:
    def balances(amounts: Floats) -> Floats:
        return model.at(amounts)

    return balances


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A distribution as SciPy wants one: by its quantiles."""

    ppf: Callable[..., Any]
