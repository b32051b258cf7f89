"""Who would rather leave under a sharing, and by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from maillage.value.sharing.amounts import Amount, share
from maillage.value.sharing.game import Game, Player, players_in_order
from maillage.value.sharing.masks import members, sizes, sums
from maillage.value.sharing.sharing import Share, Sharing

CLOSE = 1e-9
Shares = Mapping[Player, Amount] | Mapping[Player, Share] | Sharing


@dataclass(frozen=True, slots=True)
class Leaver:
    """A coalition that would have more by leaving (or pay less), and how much more; `members` are in order."""

    coalition: frozenset[Player]
    members: tuple[Player, ...]
    gain: Share


def leavers(game: Game, shares: Shares, at_most: int = 10, at_least: Amount = 0) -> tuple[Leaver, ...]:
    """The coalitions that would rather leave, by what they gain, the largest first; at most 25 players.

    A coalition gains v(S) − x(S) by leaving, x(S) − c(S) in a game of costs. Gains of `at_least` or less are left
    out, and so are those under a billionth of the largest amount. Equal gains: the smallest coalition first.
    Raises `GameError`.

    >>> game = Game.from_costs({("a",): 6, ("b",): 6, ("a", "b"): 10})
    >>> [(leaver.members, leaver.gain) for leaver in leavers(game, {"a": 7, "b": 3})]
    [(('a',), 1.0)]
    """
    parts = fractions(game, shares)
    gains = gains_of_leaving(game, parts)
    gains[-1] = 0
    least = max(float(at_least), CLOSE * largest(game))
    worth = np.flatnonzero(gains > least)
    order = np.lexsort((worth, sizes(game.count)[worth], -np.round(gains[worth], 9)))
    return tuple(_leaver(game, int(worth[place]), parts) for place in order[:at_most])


def keeps_everyone(game: Game, shares: Shares) -> bool:
    """Whether the shares come to the total and no coalition would rather leave: the sharing is in the core.

    >>> keeps_everyone(Game.from_costs({("a",): 6, ("b",): 6, ("a", "b"): 10}), {"a": 4, "b": 6})
    True
    """
    given = sum(fractions(game, shares), Fraction(0))
    whole = abs(float(given - Fraction(game.total))) <= CLOSE * largest(game)
    return whole and not leavers(game, shares, at_most=1)


def largest(game: Game) -> float:
    """The size of the largest amount of the game, to judge what is negligible."""
    return float(np.abs(game.table).max(initial=0)) or 1.0


def fractions(game: Game, shares: Shares) -> list[Fraction]:
    """The shares in the order of the players, exactly. Raises `GameError` for one missing or unusable."""
    given = shares.shares if isinstance(shares, Sharing) else shares
    return [Fraction(part) for part in players_in_order(game, given, "share")]


def gains_of_leaving(game: Game, parts: list[Fraction]) -> npt.NDArray[np.float64]:
    """What every coalition would gain by leaving, as floats; negative when it gains by staying."""
    sign = -1.0 if game.kind == "cost" else 1.0
    return sign * (game.table - sums(np.array([float(part) for part in parts])))


def _leaver(game: Game, mask: int, parts: list[Fraction]) -> Leaver:
    inside = members(mask, game.players)
    has = sum((part for place, part in enumerate(parts) if mask >> place & 1), Fraction(0))
    gain = abs(game.amounts.exactly(mask) - has)
    return Leaver(frozenset(inside), inside, share(gain, game.number))
