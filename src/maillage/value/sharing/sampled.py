"""The Shapley value estimated, for games with too many players for the exact one.

Orders of arrival are drawn at random, each counted with its reverse: what a player brings early in one it brings late
in the other, and the errors of both partly cancel out (antithetic draws).

Castro, J., Gómez, D., Tejada, J. (2009). Polynomial calculation of the Shapley value based on sampling. Computers &
Operations Research 36(5), 1726-1730.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from maillage.value.sharing.amounts import Array
from maillage.value.sharing.asking import WORD
from maillage.value.sharing.game import Game
from maillage.value.sharing.refusals import refuse
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence

DRAWS = 2000
LEAST = 20
_BLOCK = 2048
_TWO_SIDED_95 = 1.959964


def shapley_sampled(game: Game, draws: int = DRAWS, seed: int = 1) -> Sharing:
    """The Shapley value estimated on `draws` orders of arrival, for any number of players.

    `error` is the half width of a 95 % interval, the largest over the players: 1.96 times the standard deviation of the
    mean over pairs of orders. Every order shares the total exactly, and so does their mean. Asks the game for about
    ``draws × players`` amounts. The same seed gives the same shares. Raises `GameError` under `LEAST` draws.

    >>> game = Game.from_function(range(40), lambda coalition: len(coalition) ** 2)
    >>> round(shapley_sampled(game).shares[0]) in range(38, 43)
    True
    """
    if draws < LEAST:
        raise refuse("draws", given=draws, least=LEAST)
    pairs = -(-draws // 2)
    means, spread = _means(game, pairs, np.random.default_rng(seed))
    error = _TWO_SIDED_95 * float(np.sqrt(spread.max() / pairs))
    method = sentence("method.sampled", draws=2 * pairs, seed=seed)
    remarks = game.remarks
    return sharing_of(game, "shapley_sampled", means.tolist(), method, error, remarks, total=game.total)


def _means(
    game: Game, pairs: int, rng: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The mean of what each player brings over pairs of orders, and its variance from pair to pair."""
    sums, squares = np.zeros(game.count), np.zeros(game.count)
    centre: npt.NDArray[np.float64] | None = None
    for start in range(0, pairs, _BLOCK):
        brought = _pairs(game, min(_BLOCK, pairs - start), rng)
        centre = brought.mean(axis=0) if centre is None else centre
        sums += (brought - centre).sum(axis=0)
        squares += ((brought - centre) ** 2).sum(axis=0)
    assert centre is not None
    return centre + sums / pairs, np.maximum(squares - sums**2 / pairs, 0) / (pairs - 1)


def _pairs(game: Game, pairs: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """What each player brings, on average over one order and its reverse: one line per pair."""
    orders = rng.permuted(np.tile(np.arange(game.count), (pairs, 1)), axis=1)
    present = _coalitions(orders, game.count)
    everyone = (1 << game.count) - 1
    forward = np.diff(_amounts(game, present), axis=1)
    backward = -np.diff(_amounts(game, everyone - present), axis=1)
    brought = np.empty(orders.shape)
    np.put_along_axis(brought, orders, (forward + backward) / 2, axis=1)
    return brought


def _coalitions(orders: npt.NDArray[np.int64], count: int) -> Array:
    """Who is there before each arrival, and at the end: one more column than players."""
    bits = np.array([1 << player for player in range(count)], dtype=np.int64 if count <= WORD else object)
    nobody = np.zeros((len(orders), 1), dtype=bits.dtype)
    return np.concatenate([nobody, np.cumsum(bits[orders], axis=1)], axis=1)


def _amounts(game: Game, masks: Array) -> npt.NDArray[np.float64]:
    return game.some(masks.ravel()).reshape(masks.shape)
