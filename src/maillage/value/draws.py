"""Draws of uncertain amounts by a low-discrepancy sequence, and the balances they give: sums, hence one product.

A balance is a sum of amounts times constants: all the balances of a draw are one sparse matrix times the amounts.
Draws are made by blocks, so that what is held is the balances and one block of amounts, whatever the number of draws.
The sequence is Sobol's, scrambled (Owen): the same seed gives the same bytes. The sum over amounts is made in one
order by one thread, so that they do not depend on the machine's number of cores either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from maillage.text import fill
from maillage.value.distributions import Distribution, Floats
from maillage.value.outcome_words import OutcomeError, text

if TYPE_CHECKING:
    from scipy import sparse

Key = TypeVar("Key")

BLOCK = 1 << 10
"""How many draws are made at once: a power of two, as the sequence asks, small enough for a processor's cache."""

LEAST, MOST = 16, 1 << 20
"""How many draws can be asked for."""

MOST_AMOUNTS = 21_201
"""How many amounts can vary at once: the sequence has no more dimensions."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Balances as sums: `fixed` (one per balance) plus `weights` (balances × amounts) times the drawn amounts."""

    amounts: tuple[Distribution, ...]
    weights: sparse.csr_array
    fixed: Floats

    @classmethod
    def of(
        cls,
        amounts: Sequence[Distribution],
        entries: Mapping[tuple[int, int], float],
        balances: int,
    ) -> LinearModel:
        """The model whose balance `b` counts amount `a` `entries[b, a]` times. Amounts that do not vary are put in."""
        from scipy import sparse  # slow to read: whoever draws nothing does without

        varying = [place for place, one in enumerate(amounts) if one.varies]
        columns = {place: column for column, place in enumerate(varying)}
        fixed = np.zeros(balances)
        kept: dict[tuple[int, int], float] = {}
        for (balance, place), weight in entries.items():
            if place in columns:
                kept[balance, columns[place]] = weight
            else:
                fixed[balance] += weight * amounts[place].low
        rows, places = np.array(list(kept), dtype=np.int32).reshape(-1, 2).T
        values = np.fromiter(kept.values(), dtype=float, count=len(kept))
        weights = sparse.csr_array((values, (rows, places)), shape=(balances, len(varying)))
        return cls(tuple(amounts[place] for place in varying), weights, fixed)

    def balances(self, draws: int, seed: int, dtype: type[np.floating] = np.float64) -> NDArray[np.floating]:
        """The balances of each draw: one row per balance, one column per draw.

        Raises `OutcomeError` when so many draws cannot be made. Memory: balances × draws, and one block of amounts.
        """
        found = np.empty((len(self.fixed), draws), dtype=dtype)
        start = 0
        for block in blocks(self.amounts, draws, seed):
            end = start + block.shape[1]
            found[:, start:end] = self.at(block)
            start = end
        if not self.amounts:
            found[:] = self.fixed[:, np.newaxis]
        return found

    def at(self, amounts: Floats) -> Floats:
        """The balances that amounts (one row per amount, one column per draw) give."""
        return np.asarray(self.weights @ amounts + self.fixed[:, np.newaxis])


def blocks(amounts: Sequence[Distribution], draws: int, seed: int) -> Iterator[Floats]:
    """The drawn amounts by blocks of at most `BLOCK` draws: one row per amount. Nothing when no amount is given."""
    check(draws, seed, len(amounts))
    if not amounts:
        return
    from scipy.stats import qmc  # most of a second to read: whoever draws nothing does not wait for it

    sequence = qmc.Sobol(len(amounts), scramble=True, rng=np.random.default_rng(seed))
    for start in range(0, draws, BLOCK):
        size = min(BLOCK, draws - start)
        shares = np.ascontiguousarray(sequence.random(_power(size) if not start else size)[:size].T)
        for place, one in enumerate(amounts):
            shares[place] = one.quantiles(shares[place])
        yield shares


def check(draws: int, seed: int, amounts: int = 0) -> None:
    """Refuse what cannot be drawn. Raises `OutcomeError`."""
    if not LEAST <= draws <= MOST:
        raise OutcomeError(fill(text("problem.draws"), found=draws, least=LEAST, most=MOST))
    if seed < 0:
        raise OutcomeError(fill(text("problem.seed"), found=seed))
    if amounts > MOST_AMOUNTS:
        raise OutcomeError(fill(text("problem.many"), found=amounts, most=MOST_AMOUNTS))


def percentiles(balances: NDArray[np.floating], shares: Sequence[float]) -> Floats:
    """The values below which each of `shares` of the draws lies, row by row, linear between two draws.

    Sorting each row is several times faster than selecting in it, with the sorting of today's processors.
    """
    ordered = np.sort(balances, axis=1)
    last = ordered.shape[1] - 1
    places = np.asarray(shares) * last
    below = np.floor(places).astype(np.intp)
    above = np.minimum(below + 1, last)
    part = places - below
    low, high = ordered[:, below].astype(float), ordered[:, above].astype(float)
    return np.asarray(low + part * (high - low))


def _power(size: int) -> int:
    return 1 << max(size - 1, 0).bit_length()
