"""The Myerson value: the Shapley value when only actors joined by ties of cooperation produce together.

A coalition that the graph leaves in several parts has what its parts have: v^g(S) = Σ v(part).

Myerson, R. B. (1977). Graphs and cooperation in games. Mathematics of Operations Research 2(3), 225-229.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing.amounts import Amounts, back
from maillage.value.sharing.game import Game
from maillage.value.sharing.refusals import refuse
from maillage.value.sharing.shapley import shapley_parts
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence
from maillage.value.sharing.words import amount_text

Masks = npt.NDArray[np.int64]


def myerson(game: Game, links: Iterable[Iterable[Any]]) -> Sharing:
    """The Myerson value of a game on a graph of cooperation, given as pairs of players. Raises `GameError`.

    Each part of the graph shares what it produces. When the graph is in several parts, what everyone together would
    have on top is shared by nobody, and a remark says how much.

    >>> game = Game.from_function("abc", lambda coalition: len(coalition) > 1)
    >>> {player: round(share, 3) for player, share in myerson(game, ["ab", "bc"]).shares.items()}
    {'a': 0.167, 'b': 0.667, 'c': 0.167}
    """
    whole = game.amounts  # first: refuses more players than a table can hold
    neighbours, count = _neighbours(game, links)
    part = _first_parts(neighbours, game.count)
    amounts = _by_parts(whole, part)
    parts, error = shapley_parts(amounts, game.count)
    remarks = (*game.remarks, *_left(game, amounts, part))
    return sharing_of(game, "myerson", parts, sentence("method.graph", links=count), error, remarks)


def _neighbours(game: Game, links: Iterable[Iterable[Any]]) -> tuple[list[int], int]:
    """Whom each player is linked to, as coalitions; and how many different links there are."""
    joined: set[int] = set()
    for link in links:
        pair = tuple(link)
        mask = game.mask(pair)
        if mask.bit_count() != 2:
            raise refuse("link", link=game.named(pair))
        joined.add(mask)
    around = [0] * game.count
    for mask in joined:
        for player in range(game.count):
            around[player] |= mask & ~(1 << player) if mask >> player & 1 else 0
    return around, len(joined)


def _first_parts(neighbours: list[int], count: int) -> Masks:
    """For each coalition, the part of it that holds its first player: grown from it, neighbour by neighbour."""
    around = np.zeros(1 << count, dtype=np.int64)
    for player, mask in enumerate(neighbours):
        half = 1 << player
        around[half : 2 * half] = around[:half] | mask
    every = np.arange(1 << count)
    part = every & -every
    while True:
        larger = part | around[part] & every
        if np.array_equal(larger, part):
            return part
        part = larger


def _by_parts(amounts: Amounts, part: Masks) -> Amounts:
    """The table in which a coalition has what its parts have."""
    values = np.zeros_like(amounts.values)
    left = np.arange(len(part))
    while left.any():
        values = values + amounts.values[part[left]]
        left = left & ~part[left]
    return Amounts(values, amounts.unit, amounts.number)


def _left(game: Game, amounts: Amounts, part: Masks) -> tuple[Text, ...]:
    """The remark on a graph in several parts, with what nobody shares."""
    everyone, parts = len(part) - 1, 0
    while everyone:
        everyone, parts = everyone & ~int(part[everyone]), parts + 1
    if parts < 2:
        return ()
    gap = Fraction(game.total) - amounts.exactly(-1)
    told = {"gap": amount_text(back(gap, game.number)), "whole": amount_text(game.total)}
    return (sentence("remark.parts", count=parts, **told),)
