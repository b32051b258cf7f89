"""What a rule gives back: the share of each player, how it was computed and how far it may be wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from types import MappingProxyType

from maillage.text import Text
from maillage.value.sharing.amounts import Amount, share
from maillage.value.sharing.game import Game, Player
from maillage.value.sharing.rules import RULES, Property

CENT = Decimal("0.01")
_WIDE = Context(prec=60)
Share = Decimal | float


@dataclass(frozen=True, slots=True)
class Sharing:
    """The shares of a rule: what each player receives, or pays in a game of costs.

    `shares` are `Decimal` when the amounts of the game were, else floats. `error` bounds what one share may be wrong
    by, for the reason said in `method`. `total` is what is shared.
    """

    rule: str
    shares: Mapping[Player, Share]
    method: Text
    error: float
    total: Share
    remarks: tuple[Text, ...] = ()

    @property
    def label(self) -> Text:
        """The name of the rule."""
        return RULES[self.rule].label

    @property
    def assumes(self) -> tuple[Text, ...]:
        """What the rule takes for granted, in sentences."""
        return RULES[self.rule].assumes

    @property
    def properties(self) -> tuple[Property, ...]:
        """The properties the rule keeps and those it does not."""
        return RULES[self.rule].properties

    def rounded(self, quantum: Decimal = CENT) -> Mapping[Player, Decimal]:
        """The shares as multiples of `quantum` that add up to the total (itself rounded): largest remainder.

        Each share is rounded down, then the missing quanta go to those who lost most by it, the first ones when equal.

        >>> thirds = Sharing("equal", {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, Text("", ""), 0.0, 1.0)
        >>> sorted(str(part) for part in thirds.rounded().values())
        ['0.33', '0.33', '0.34']
        """
        parts = [Decimal(part) for part in self.shares.values()]
        return MappingProxyType(
            dict(zip(self.shares, rounded_together(parts, Decimal(self.total), quantum), strict=True))
        )


def rounded_together(
    parts: Sequence[Decimal], total: Decimal, quantum: Decimal = CENT
) -> tuple[Decimal, ...]:
    """Parts as multiples of `quantum` that add up to `total` rounded to it: the largest remainders are rounded up.

    >>> rounded_together([Decimal("0.5"), Decimal("0.5")], Decimal(1), Decimal(1))
    (Decimal('1'), Decimal('0'))
    """
    counts = [_WIDE.divide(part, quantum) for part in parts]
    down = [int(count.to_integral_value(ROUND_FLOOR)) for count in counts]
    left = int(_WIDE.divide(total, quantum).to_integral_value(ROUND_HALF_EVEN)) - sum(down)
    order = sorted(range(len(parts)), key=lambda place: down[place] - counts[place])
    rounds, rest = divmod(abs(left), len(order))  # several rounds when the parts are far from the total
    sign = 1 if left > 0 else -1
    first = frozenset(order[:rest] if left > 0 else order[len(order) - rest :])
    down = [count + sign * (rounds + (place in first)) for place, count in enumerate(down)]
    return tuple(count * quantum for count in down)


def sharing_of(
    game: Game,
    rule: str,
    parts: Sequence[Fraction] | Sequence[float],
    method: Text,
    error: float = 0.0,
    remarks: tuple[Text, ...] = (),
    total: Amount | None = None,
) -> Sharing:
    """The `Sharing` of parts in the order of the players, in the type of number of the game.

    The total is that of the parts; it is given when these are estimates of parts that make it.
    """
    number = game.number
    exact = [Fraction(repr(part)) if isinstance(part, float) else part for part in parts]
    shares = {player: share(part, number) for player, part in zip(game.players, exact, strict=True)}
    whole = sum(exact, Fraction(0)) if total is None else Fraction(total)
    nearest = max((abs(float(part)) for part in exact), default=0.0) * 2.0**-52
    return Sharing(rule, MappingProxyType(shares), method, max(error, nearest), share(whole, number), remarks)
