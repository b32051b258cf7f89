"""The rules that need no more than a division: the present, equal shares, shares in proportion to weights."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from maillage.text import Text
from maillage.value.sharing.amounts import Amount, back
from maillage.value.sharing.game import Game, Player, players_in_order
from maillage.value.sharing.refusals import refuse
from maillage.value.sharing.sharing import Sharing, sharing_of
from maillage.value.sharing.wording import sentence, text
from maillage.value.sharing.words import amount_text


def equal(game: Game) -> Sharing:
    """Equal shares: the total divided by the number of players.

    >>> dict(equal(Game.from_worth({("a",): 0, ("b",): 0, ("a", "b"): 10})).shares)
    {'a': 5.0, 'b': 5.0}
    """
    return sharing_of(game, "equal", [Fraction(game.total) / game.count] * game.count, text("method.formula"))


def proportional(game: Game, weights: Mapping[Player, Amount]) -> Sharing:
    """The total in proportion to weights, positive or zero and not all zero, one for each player. Raises `GameError`.

    >>> dict(proportional(Game.from_worth({("a",): 0, ("b",): 0, ("a", "b"): 10}), {"a": 1, "b": 4}).shares)
    {'a': 2.0, 'b': 8.0}
    """
    parts = [Fraction(weight) for weight in players_in_order(game, weights, "weight")]
    for player, weight in zip(game.players, parts, strict=True):
        if weight < 0:
            raise refuse("weight-negative", player=game.named([player]), given=amount_text(weights[player]))
    whole = sum(parts, Fraction(0))
    if not whole:
        raise refuse("weights-zero")
    total = Fraction(game.total)
    return sharing_of(game, "proportional", [total * part / whole for part in parts], text("method.formula"))


def status_quo(game: Game, present: Mapping[Player, Amount]) -> Sharing:
    """What each player bears or receives today, as given: beside the rules, not one of them. Raises `GameError`.

    The present amounts need not come to the total of the game; the gap is then a remark.

    >>> game = Game.from_costs({("a",): 6, ("b",): 6, ("a", "b"): 10})
    >>> status_quo(game, {"a": 6, "b": 3}).remarks[0].en
    'The present amounts come to 9, while the game shares 10: nobody here bears or receives the gap of 1.'
    """
    parts = [Fraction(amount) for amount in players_in_order(game, present, "present")]
    return sharing_of(
        game, "status_quo", parts, text("method.given"), remarks=_gap(game, sum(parts, Fraction(0)))
    )


def _gap(game: Game, given: Fraction) -> tuple[Text, ...]:
    gap = abs(Fraction(game.total) - given)
    if float(gap) <= abs(float(game.total)) * 1e-12:
        return ()
    words = {"given": given, "total": Fraction(game.total), "gap": gap}
    told = {name: amount_text(back(value, game.number)) for name, value in words.items()}
    return (sentence("remark.present-gap", **told),)
