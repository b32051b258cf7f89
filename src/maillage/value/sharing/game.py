"""A game: who the players are, and what every coalition of them costs or is worth."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from maillage.text import Text
from maillage.value.sharing import asking, reading, together
from maillage.value.sharing.amounts import Amount, Amounts, Number, back, number_of
from maillage.value.sharing.masks import members
from maillage.value.sharing.refusals import GameError, refuse, too_many
from maillage.value.sharing.wording import sentence
from maillage.value.sharing.words import coalition_text

Player = Hashable
Kind = Literal["cost", "worth"]

#: The most players of which every coalition is written in one table.
MOST = 25


class Game:
    """Players, and the amount of each coalition of them: what it costs, or what it is worth.

    A game is made by one of its three doors, `from_costs`, `from_worth` and `from_function`, and never changes. Amounts
    may be integers, `Decimal`, `Fraction` or floats; they are kept exactly. Coalitions are any set of players; the
    empty one may be left out and is worth 0.

    >>> game = Game.from_costs({("a",): 8, ("b",): 11, ("a", "b"): 11})
    >>> game.players, game.worth({"a", "b"})
    (('a', 'b'), 11)
    """

    __slots__ = ("_amounts", "_ask", "_floats", "_remarks", "kind", "names", "players")

    players: tuple[Player, ...]
    kind: Kind
    names: Mapping[Player, str]

    def __init__(
        self,
        players: Iterable[Player],
        amounts: Amounts | None,
        kind: Kind,
        names: Mapping[Player, str] | None = None,
        ask: asking.Ask | None = None,
    ) -> None:
        self.players = tuple(players)
        self.kind = kind
        self.names = dict(names or {})
        self._amounts = amounts
        self._ask = ask
        self._floats: npt.NDArray[np.float64] | None = None
        self._remarks: tuple[Text, ...] | None = None

    @classmethod
    def from_costs(cls, costs: Mapping[Any, Any], names: Mapping[Player, str] | None = None) -> Game:
        """The game in which each coalition costs what the mapping says. Raises `GameError`.

        Costs are positive or zero. A game in which joining costs more than staying apart is accepted, and says so in
        `remarks`. `names` gives players the names used in sentences.
        """
        return cls(*reading.from_mapping(costs, "cost", names), "cost", names)

    @classmethod
    def from_worth(cls, worth: Mapping[Any, Any], names: Mapping[Player, str] | None = None) -> Game:
        """The game in which each coalition is worth what the mapping says. Raises `GameError`."""
        return cls(*reading.from_mapping(worth, "worth", names), "worth", names)

    @classmethod
    def from_function(
        cls,
        players: Iterable[Player],
        function: Callable[[Any], Any],
        kind: Kind = "worth",
        names: Mapping[Player, str] | None = None,
        masks: bool = False,
    ) -> Game:
        """The game whose amounts a function gives; it is asked when an amount is needed. Raises `GameError`.

        `function` takes a frozenset of players. With `masks`, it takes an array of whole numbers instead, one per
        coalition, in which bit `i` tells whether ``players[i]`` is there, and gives back as many numbers: much faster.

        >>> Game.from_function("abc", len).worth("ab")
        2
        """
        given = reading.players_of(players)
        ask = asking.Ask(given, function, kind, masks, dict(names or {}))
        return cls(given, None, kind, names, ask)

    @property
    def count(self) -> int:
        """How many players there are."""
        return len(self.players)

    @property
    def amounts(self) -> Amounts:
        """The amount of every coalition, in the order of `masks`. Raises `TooManyPlayers` over `MOST` players."""
        if self._amounts is None:
            if self.count > MOST:
                raise too_many(self.count, MOST)
            assert self._ask is not None
            self._amounts = self._ask.all()
        return self._amounts

    @property
    def table(self) -> npt.NDArray[np.float64]:
        """`amounts` as floats; not to be written to."""
        if self._floats is None:
            self._floats = self.amounts.floats()
            self._floats.setflags(write=False)
        return self._floats

    def gains(self) -> npt.NDArray[np.float64]:
        """What each coalition is worth, as floats: a cost is a negative worth."""
        return -self.table if self.kind == "cost" else self.table

    def worth(self, coalition: Iterable[Player]) -> Amount:
        """What a coalition is worth, or costs in a game of costs. Raises `GameError` for a stranger."""
        mask = self.mask(coalition)
        if self._amounts is None and self._ask is not None:
            return self._ask.one(mask)
        return self.amounts.at(mask)

    @property
    def number(self) -> Number:
        """The type of the amounts: `Decimal` when they were given so, int, `Fraction` or float."""
        if self._amounts is None and self.count > MOST:
            return number_of([type(self.total)])
        return self.amounts.number

    @property
    def total(self) -> Amount:
        """What everyone together is worth, or costs: what there is to share."""
        return self.worth(self.players)

    def some(self, masks: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """The amounts of some coalitions as floats, with no table made for them. At most 62 players."""
        if self._amounts is None and self._ask is not None:
            return self._ask.some(masks).floats()
        return self.table[masks]

    def mask(self, coalition: Iterable[Player]) -> int:
        """The coalition as a whole number. Raises `GameError` for a stranger."""
        places = {player: place for place, player in enumerate(self.players)}
        mask = 0
        for player in coalition:
            if player not in places:
                raise self.stranger(player)
            mask |= 1 << places[player]
        return mask

    def stranger(self, player: object) -> GameError:
        """The refusal of somebody who is no player of this game."""
        return refuse("unknown-player", player=player, players=self.named(self.players))

    def named(self, coalition: Iterable[Player]) -> Text:
        """The players of a coalition in words, by their names."""
        return coalition_text(coalition, self.names)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What is worth knowing of the game and does not forbid to share: it does not always pay to join."""
        if self._remarks is None:
            self._remarks = self._joining() if self.count <= MOST else ()
        return self._remarks

    def _joining(self) -> tuple[Text, ...]:
        pair = together.losing_pair(self.gains(), self.count)
        if pair is None:
            partly = self.count > together.ALL_PAIRS
            return (sentence("remark.checked-by-one", players=self.count),) if partly else ()
        first, second, both = (self.amounts.exactly(mask) for mask in (*pair, pair[0] | pair[1]))
        excess = back(abs(both - first - second), self.amounts.number)
        one, two = (self.named(members(mask, self.players)) for mask in pair)
        return (together.losing(self.kind, one, two, self.amounts.at(pair[0] | pair[1]), excess),)

    def __repr__(self) -> str:
        return f"<Game of {self.kind}: {self.count} players>"


def players_in_order(game: Game, given: Mapping[Player, Any], what: str) -> Sequence[Any]:
    """The amounts of `given` in the order of the players. Raises `GameError` for a missing, strange or unusable one."""
    for player in given:
        if player not in game.players:
            raise game.stranger(player)
    missing = [player for player in game.players if given.get(player) is None]
    if missing:
        raise refuse("amount-missing", what=reading.label(what), players=game.named(missing))
    for player in game.players:
        reading.must_be_finite(given[player], what, game.named([player]))
    return [given[player] for player in game.players]
