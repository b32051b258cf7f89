"""The least change of a sharing that no coalition refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing.amounts import DIGITS, back, share
from maillage.value.sharing.game import Game, Player
from maillage.value.sharing.programs import CLOSE, Coalitions, Floats
from maillage.value.sharing.refusals import too_many
from maillage.value.sharing.sharing import Share, rounded_together
from maillage.value.sharing.stability import Shares, fractions, gains_of_leaving, keeps_everyone, largest
from maillage.value.sharing.wording import sentence, text
from maillage.value.sharing.words import amount_text

#: Players up to which the least change is looked for.
MOST_ADJUSTED = 18
_DIGITS = 10
_SLACK = 2e-9
_PRICED = 1e-7
_CLOSE = 1e-7


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Shares that no coalition refuses, as near as possible to others.

    `moved` is what changes hands. When no sharing keeps everyone (`possible` false), `epsilon` is the smallest amount
    that every coalition must be asked to forgo, and the shares keep everyone under that condition.
    """

    shares: Mapping[Player, Share]
    moved: Share
    possible: bool
    epsilon: Share
    said: Text


def least_change(game: Game, shares: Shares) -> Adjustment:
    """The smallest change of `shares` that keeps everyone: the smallest sum of changes, spread as evenly as it can be.

    Shares are then the shortest
    decimals that do it, and add up to the total. At most `MOST_ADJUSTED` players; raises `GameError`.

    >>> game = Game.from_costs({("a",): 6, ("b",): 6, ("a", "b"): 10})
    >>> found = least_change(game, {"a": 7, "b": 3})
    >>> dict(found.shares), found.moved, found.possible
    ({'a': 6.0, 'b': 4.0}, 1.0, True)
    """
    if game.count > MOST_ADJUSTED:
        raise too_many(game.count, MOST_ADJUSTED, "too-many-here")
    parts = fractions(game, shares)
    if keeps_everyone(game, shares):
        return _adjustment(game, parts, (Fraction(0), Fraction(0)), Fraction(0))
    scale, sign = largest(game), -1 if game.kind == "cost" else 1
    now = np.array([sign * float(part) for part in parts]) / scale
    least = game.gains() / scale
    epsilon = _least_epsilon(least, game.count)
    forgone = epsilon + _SLACK if epsilon > _CLOSE else 0.0
    wanted = sign * scale * _nearest(least - forgone, float(least[-1]), now, game.count)
    after = _tidy(game, wanted, scale * (forgone + CLOSE))
    return _adjustment(game, after, _moved(parts, after), _short(scale * forgone, scale))


def _tidy(game: Game, wanted: Floats, forgone: float) -> list[Fraction]:
    """The shortest decimals that are the shares found, come to the total, and still keep everyone."""
    total = Fraction(game.total)
    whole = DIGITS.divide(Decimal(total.numerator), Decimal(total.denominator))
    scale = largest(game)
    for step in _steps(scale):
        short = rounded_together([Decimal(repr(float(part))) for part in wanted], whole, step)
        parts = [Fraction(part) for part in short]
        near = (
            max(abs(float(part) - found) for part, found in zip(parts, wanted, strict=True)) <= _CLOSE * scale
        )
        if near and gains_of_leaving(game, parts)[1:-1].max(initial=0) <= forgone:
            return parts
    return parts


def _steps(scale: float) -> list[Decimal]:
    """From a thousandth of `scale` to its last digits."""
    first = math.floor(math.log10(scale)) - 3
    return [Decimal(1).scaleb(min(first, 0) - place) for place in range(_DIGITS)]


def _short(value: float, scale: float) -> Fraction:
    """The shortest decimal that is `value`, but for the rounding of a computation at this scale."""
    exact = Fraction(repr(value))
    short = (Fraction(round(exact / Fraction(step)) * Fraction(step)) for step in _steps(scale))
    return next((each for each in short if abs(float(each) - value) <= 2 * _SLACK * scale), exact)


def _moved(before: list[Fraction], after: list[Fraction]) -> tuple[Fraction, Fraction]:
    """What is added to shares, and what is taken away from them: the same unless the total changes."""
    changes = [new - old for old, new in zip(before, after, strict=True)]
    added = sum((change for change in changes if change > 0), Fraction(0))
    return added, added - sum(changes)


def _adjustment(
    game: Game, after: list[Fraction], moved: tuple[Fraction, Fraction], epsilon: Fraction
) -> Adjustment:
    change, number = max(moved), game.number
    told = {"moved": amount_text(back(change, number)), "total": amount_text(game.total)}
    if not change:
        said = text("adjustment.stays")
    elif epsilon:
        said = sentence("adjustment.impossible", epsilon=amount_text(back(epsilon, number)), **told)
    elif min(moved) < change / 10**6:
        said = sentence("adjustment.total", **told)
    else:
        said = sentence("adjustment.possible", **told)
    shares = {player: share(part, number) for player, part in zip(game.players, after, strict=True)}
    return Adjustment(
        MappingProxyType(shares), share(change, number), not epsilon, share(epsilon, number), said
    )


def _least_epsilon(least: Floats, count: int) -> float:
    """The smallest amount, zero or more, that every coalition must forgo for one sharing to keep everyone."""
    opened = _proper(len(least))
    coalitions = Coalitions(least, count, (1.0,), opened, {1 << player for player in range(count)})
    bounds = [(-np.inf, np.inf)] * count + [(0.0, np.inf)]
    equal = (np.append(np.ones(count), 0.0)[None, :], least[-1:])
    return coalitions.best(np.append(np.zeros(count), 1.0), equal, None, bounds).value


def _proper(every: int) -> npt.NDArray[np.bool_]:
    opened = np.ones(every, dtype=bool)
    opened[[0, -1]] = False
    return opened


def _nearest(least: Floats, total: float, now: Floats, count: int) -> Floats:
    """The shares nearest to `now` that give every coalition its least: the smallest sum of changes, evenly spread.

    The largest change is made as small as it can be, then the largest of the others, and so on: a change is settled
    when the limit on it has a price. Variables: the shares, the size of each change, the largest change.
    """
    coalitions = Coalitions(
        least, count, (0.0,) * (count + 1), _proper(len(least)), {1 << each for each in range(count)}
    )
    one, none = np.eye(count), np.zeros((count, 1))
    sizes = np.vstack([np.hstack([one, -one, none]), np.hstack([-one, -one, none])])
    equal = (np.concatenate([np.ones(count), np.zeros(count + 1)])[None, :], np.array([total]))
    bounds = [(-np.inf, np.inf)] * count + [(0.0, np.inf)] * (count + 1)
    every = np.concatenate([np.zeros(count), np.ones(count), [0.0]])
    found = coalitions.best(every, equal, (sizes, np.concatenate([now, -now])), bounds)
    table, limits = np.vstack([sizes, every]), np.concatenate([now, -now, [found.value + _SLACK]])
    tops, open_ = np.zeros(count), np.ones(count, dtype=bool)
    while open_.any():
        caps = np.hstack([0 * one, one, -open_[:, None].astype(float)])
        other = (np.vstack([table, caps]), np.concatenate([limits, tops]))
        found = coalitions.best(np.append(np.zeros(2 * count), 1.0), equal, other, bounds)
        settled = open_ & (found.other_prices[-count:] > _PRICED)
        tops[settled] = found.value + _SLACK
        open_ &= ~settled & (found.value > _CLOSE)
    return found.variables[:count]
