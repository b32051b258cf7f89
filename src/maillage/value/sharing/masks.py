"""Coalitions as whole numbers: player `i` is bit `i`, and a table of coalitions is an array in that order.

The table of a game of n players has 2**n entries; entry 0 is the empty coalition, the last one is everyone.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from maillage.value.sharing.amounts import Array


def sums(parts: Array) -> Array:
    """What each coalition has in all when player `i` has ``parts[i]``: 2**n sums, by doubling.

    >>> sums(np.array([1, 2, 4])).tolist()
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    totals = np.zeros(1 << len(parts), dtype=parts.dtype)
    for player, part in enumerate(parts):
        half = 1 << player
        totals[half : 2 * half] = totals[:half] + part
    return totals


@cache
def sizes(players: int) -> npt.NDArray[np.int8]:
    """How many players each coalition has. Read-only."""
    found: npt.NDArray[np.int8] = sums(np.ones(players, dtype=np.int8))
    found.setflags(write=False)
    return found


def bits(mask: int) -> tuple[int, ...]:
    """The players of a coalition, in order.

    >>> bits(0b1010)
    (1, 3)
    """
    return tuple(player for player in range(mask.bit_length()) if mask >> player & 1)


def members(mask: int, players: Sequence[Hashable]) -> tuple[Hashable, ...]:
    """The players of a coalition, as they are called."""
    return tuple(players[player] for player in bits(mask))


def rows(masks: Sequence[int] | Array, players: int) -> npt.NDArray[np.float64]:
    """One row of zeros and ones per coalition: who is in it.

    >>> rows([3, 4], 3).tolist()
    [[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    column = np.asarray(masks, dtype=np.int64)[:, None]
    return (column >> np.arange(players) & 1).astype(np.float64)
