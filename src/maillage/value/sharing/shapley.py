"""The Shapley value, exactly: what each player adds, on average over every order of arrival.

With the coalitions written as a square table (the first players along one side, the last ones along the other), the
sums of amounts by size, and by size for the coalitions that hold a player, are two thin matrix products: 2**n
amounts are read twice, and no loop runs over players and coalitions. Exact amounts are summed as whole numbers, in
pieces small enough that floats lose nothing, so that a share is exact before its last rounding.

Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II, 307-317.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import factorial

import numpy as np
import numpy.typing as npt

from maillage.value.sharing.amounts import Amounts, Array
from maillage.value.sharing.game import Game
from maillage.value.sharing.masks import sizes
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence

_EXACT_FLOAT = 53


def shapley(game: Game) -> Sharing:
    """The Shapley value: φ_i = Σ_S∌i |S|! (n−|S|−1)!/n! (v(S∪i) − v(S)). At most 25 players.

    Exact for integers, `Decimal` and `Fraction`; for floats, `error` bounds the rounding of the sums. Beyond 25
    players, raises `TooManyPlayers`: see `shapley_sampled`.

    >>> game = Game.from_costs({("a",): 8, ("b",): 11, ("a", "b"): 11})
    >>> dict(shapley(game).shares)
    {'a': 4.0, 'b': 7.0}
    """
    parts, error = shapley_parts(game.amounts, game.count)
    method = sentence("method.exact", n=game.count, coalitions=(1 << game.count) - 1)
    return sharing_of(game, "shapley", parts, method, error, game.remarks)


def shapley_parts(amounts: Amounts, count: int) -> tuple[list[Fraction], float]:
    """The Shapley value of a table of amounts, and a bound on its error."""
    with_player, by_size = _sums_by_size(amounts, count)
    joining = [Fraction(0), *(weight(size - 1, count) for size in range(1, count + 1))]
    absent = [*(weight(size, count) for size in range(count)), Fraction(0)]
    alone = sum((absent[size] * by_size[size] for size in range(count)), Fraction(0))
    parts = [
        sum(((joining[size] + absent[size]) * mine[size] for size in range(1, count + 1)), -alone)
        for mine in with_player
    ]
    error = 0.0 if amounts.exact else _rounding(amounts, count)
    return [part * amounts.unit for part in parts], error


def weight(before: int, count: int) -> Fraction:
    """The share of the orders of arrival in which `before` given players come first, then a given one.

    >>> weight(1, 3)
    Fraction(1, 6)
    """
    return Fraction(factorial(before) * factorial(count - before - 1), factorial(count))


def _sums_by_size(amounts: Amounts, count: int) -> tuple[list[list[Fraction]], list[Fraction]]:
    """For each player, the sum of the amounts of its coalitions of each size; and of all coalitions of each size."""
    mine = [[Fraction(0)] * (count + 1) for _ in range(count)]
    every = [Fraction(0)] * (count + 1)
    for piece, scale in _pieces(amounts, count):
        with_player, by_size = _float_sums(piece, count)
        for size in range(count + 1):
            every[size] += Fraction(by_size[size]) * scale
            for player in range(count):
                mine[player][size] += Fraction(with_player[player, size]) * scale
    return mine, every


def _pieces(amounts: Amounts, count: int) -> Iterator[tuple[npt.NDArray[np.float64], int]]:
    """The amounts as floats whose sums lose nothing, each with the number it is to be multiplied by."""
    if not amounts.exact:
        yield amounts.values, 1
        return
    bits = _EXACT_FLOAT - 1 - count
    left: Array = amounts.values
    shift = 0
    largest = int(max(abs(int(left.max())), abs(int(left.min()))))
    while largest >> shift:
        if largest >> shift < 1 << bits:
            yield left.astype(np.float64), 1 << shift
            return
        yield (left & (1 << bits) - 1).astype(np.float64), 1 << shift
        left, shift = left >> bits, shift + bits


def _float_sums(
    table: npt.NDArray[np.float64], count: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    low = count // 2
    high = count - low
    square = table.reshape(1 << high, 1 << low)
    by_high = _indicator(high) @ square
    by_low = square @ _indicator(low).T
    with_player = np.zeros((count, count + 1))
    for player in range(low):
        _add_sizes(
            with_player[player],
            by_high[:, _holding(player, low)] @ _indicator(low)[:, _holding(player, low)].T,
        )
    for player in range(high):
        _add_sizes(
            with_player[low + player],
            _indicator(high)[:, _holding(player, high)] @ by_low[_holding(player, high)],
        )
    by_size = np.zeros(count + 1)
    _add_sizes(by_size, by_high @ _indicator(low).T)
    return with_player, by_size


def _indicator(count: int) -> npt.NDArray[np.float64]:
    """Row s: which coalitions of `count` players have s players."""
    found: npt.NDArray[np.float64] = (sizes(count) == np.arange(count + 1)[:, None]).astype(np.float64)
    return found


def _holding(player: int, count: int) -> npt.NDArray[np.int64]:
    return np.flatnonzero(np.arange(1 << count) >> player & 1)


def _add_sizes(totals: npt.NDArray[np.float64], by_both: npt.NDArray[np.float64]) -> None:
    """Add the sums by (size on one side, size on the other) into the sums by size."""
    for first, line in enumerate(by_both):
        totals[first : first + len(line)] += line


def _rounding(amounts: Amounts, count: int) -> float:
    """A bound on the rounding of the sums: two of at most 2**(n/2) terms, under weights that add up to 10 at most."""
    terms = 2 << -(-count // 2)
    largest = max(float(amounts.values.max()), -float(amounts.values.min()))
    return largest * 10 * terms * 2.0**-53
