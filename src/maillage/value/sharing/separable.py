"""Separable costs, remaining benefits (SCRB): the rule of multipurpose water projects.

Each player first pays its separable cost, what its presence adds to the cost of all the others: m_i = c(N) − c(N∖i).
What is left to pay is shared in proportion to remaining benefits: what player i still gains by being there,
r_i = c(i) − m_i, or b_i − m_i when a benefit b_i smaller than c(i) is given.

Young, H. P., Okada, N., Hashimoto, T. (1982). Cost allocation in water resources development. Water Resources Research
18(3), 463-475.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from maillage.text import Text
from maillage.value.sharing.amounts import Amount, back
from maillage.value.sharing.game import Game, Player, players_in_order
from maillage.value.sharing.refusals import refuse
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence, text
from maillage.value.sharing.words import amount_text


def separable_costs_remaining_benefits(
    game: Game, benefits: Mapping[Player, Amount] | None = None
) -> Sharing:
    """Separable costs, then the rest in proportion to remaining benefits; a worth is a negative cost.

    `benefits`, in a game of costs, bounds what each player may be asked. A negative remaining benefit counts as zero,
    and is a remark. Raises `GameError` when something is left to share and nobody has a remaining benefit.

    >>> game = Game.from_costs({("a",): 6, ("b",): 4, ("a", "b"): 8})
    >>> dict(separable_costs_remaining_benefits(game).shares)
    {'a': 5.0, 'b': 3.0}
    """
    sign = 1 if game.kind == "cost" else -1
    total, without, alone = _three_situations(game)
    separable = [sign * (total - each) for each in without]
    most, remarks = _bounds(game, [sign * each for each in alone], benefits)
    remaining = [bound - cost for bound, cost in zip(most, separable, strict=True)]
    remarks = (*game.remarks, *remarks, *_negative(game, remaining))
    parts = _shared(game, sign * total, separable, [max(each, Fraction(0)) for each in remaining])
    return sharing_of(game, "scrb", [sign * part for part in parts], text("method.formula"), remarks=remarks)


def _three_situations(game: Game) -> tuple[Fraction, list[Fraction], list[Fraction]]:
    """The amounts of everyone, of everyone but each player, of each player alone: no table needed."""
    others = [[other for other in game.players if other != player] for player in game.players]
    without = [Fraction(game.worth(each)) for each in others]
    return Fraction(game.total), without, [Fraction(game.worth([player])) for player in game.players]


def _bounds(
    game: Game, alone: list[Fraction], benefits: Mapping[Player, Amount] | None
) -> tuple[list[Fraction], tuple[Text, ...]]:
    if benefits is None or game.kind == "worth":
        return alone, ()
    given = [Fraction(benefit) for benefit in players_in_order(game, benefits, "benefit")]
    bounds = [min(pair) for pair in zip(alone, given, strict=True)]
    bounded = [
        player for player, bound, cost in zip(game.players, bounds, alone, strict=True) if bound < cost
    ]
    return bounds, (sentence("remark.benefit-below", players=game.named(bounded)),) if bounded else ()


def _negative(game: Game, remaining: Sequence[Fraction]) -> tuple[Text, ...]:
    losing = [player for player, each in zip(game.players, remaining, strict=True) if each < 0]
    return (sentence("remark.negative-benefit", players=game.named(losing)),) if losing else ()


def _shared(
    game: Game, total: Fraction, separable: list[Fraction], remaining: list[Fraction]
) -> list[Fraction]:
    left = total - sum(separable)
    whole = sum(remaining)
    if left and not whole:
        raise refuse("no-remaining", gap=amount_text(back(abs(left), game.number)))
    return [
        cost + (left * each / whole if whole else 0) for cost, each in zip(separable, remaining, strict=True)
    ]
