"""Games as they are given, good and bad, who would leave, and the least change that keeps everyone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.value.sharing import (
    Game,
    GameError,
    TooManyPlayers,
    equal,
    keeps_everyone,
    least_change,
    leavers,
    myerson,
    nucleolus,
    proportional,
    separable_costs_remaining_benefits,
    shapley,
    shapley_sampled,
    status_quo,
)
from tests.maillage.value.sharing.games import tables

PAIR = {("a",): 6, ("b",): 6, ("a", "b"): 10}
BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: Game.from_costs({}), "Ce jeu n’a aucun acteur"),
    (lambda: Game.from_costs({("a",): 1, ("b",): 2}), "(1 sur 3) : {a, b}. "),
    (lambda: Game.from_costs({("a",): 1, ("a", "b"): 2}), "(1 sur 3) : {b}. "),
    (lambda: Game.from_costs({tuple(range(60)): 1}), "Il manque le montant de coalitions"),
    (lambda: Game.from_costs({"ab": 1}), "« ab » est écrite comme un simple texte"),
    (lambda: Game.from_costs({3: 1}), "La coalition 3 n’est pas un ensemble"),
    (lambda: Game.from_costs({("a",): 1, frozenset("a"): 1}), "{a} est donnée deux fois"),
    (lambda: Game.from_worth({("a",): None}), "{a} n’est pas donné"),
    (lambda: Game.from_worth({("a",): "12"}), "{a} n’est pas un nombre ('12')"),
    (lambda: Game.from_worth({("a",): float("nan")}), "{a} n’est pas un nombre fini (nan)"),
    (lambda: Game.from_worth({("a",): Decimal("Infinity")}), "{a} n’est pas un nombre fini"),
    (lambda: Game.from_costs({("a",): Decimal("-1.5")}), "{a} est négatif (−1,5)"),
    (lambda: Game.from_worth({(): 1, ("a",): 2}), "La coalition vide a un montant de 1"),
    (lambda: Game.from_worth(PAIR | {("a",): Decimal(1), ("b",): 0.5}), "mêlent"),
    (lambda: Game.from_function("aa", len), "L’acteur a est donné deux fois"),
    (lambda: Game.from_function("ab", lambda who: 1), "La coalition vide a un montant de 1"),
    (lambda: Game.from_function("ab", lambda masks: 0.0 * masks[:0], masks=True), "devait rendre un tableau"),
    (lambda: Game.from_function(range(70), lambda masks: masks, masks=True), "63 bits"),
    (lambda: Game.from_worth(PAIR).worth("z"), "z n’est pas un acteur"),
    (lambda: proportional(Game.from_costs(PAIR), {"a": 1}), "Il manque le poids de {b}"),
    (lambda: proportional(Game.from_costs(PAIR), {"a": 1, "b": -1}), "Le poids de {b} est négatif"),
    (lambda: proportional(Game.from_costs(PAIR), {"a": 0, "b": 0}), "Tous les poids sont nuls"),
    (
        lambda: status_quo(Game.from_costs(PAIR), {"a": 1, "b": float("inf")}),
        "n’est pas un nombre fini (inf)",
    ),
    (lambda: status_quo(Game.from_costs(PAIR), {"a": 1, "b": 1, "c": 1}), "c n’est pas un acteur"),
    (lambda: myerson(Game.from_costs(PAIR), ["aa"]), "ne relie pas deux acteurs"),
    (lambda: shapley_sampled(Game.from_costs(PAIR), draws=2), "2 tirages"),
    (
        lambda: separable_costs_remaining_benefits(Game.from_function("abc", lambda who: int(len(who) > 1))),
        "avantage restant",
    ),
    (
        lambda: shapley(Game.from_function(range(26), len)),
        "shapley_sampled(jeu) donne une estimation, avec son erreur",
    ),
    (lambda: nucleolus(Game.from_function(range(26), len)), "s’arrête à 15"),
    (lambda: least_change(Game.from_function(range(26), len), {}), "s’arrête à 18"),
]


@pytest.mark.parametrize(("call", "words"), BAD, ids=[words[:30] for _, words in BAD])
def test_what_cannot_be_read_is_refused_in_a_sentence(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(GameError) as refused:
        call()
    assert words.lower() in str(refused.value).replace("\u00a0", " ").lower()
    assert refused.value.text.fr == str(refused.value) != refused.value.text.en
    many = any(each in words for each in ("63 bits", "shapley_sampled", "s’arrête"))
    assert isinstance(refused.value, TooManyPlayers) == many


def test_amounts_keep_their_type_and_coalitions_any_set_of_anything() -> None:
    cents = Game.from_costs({frozenset("a"): Decimal("0.10"), ("b",): Decimal("0.10"), ("b", "a"): 1})
    assert cents.worth({"a", "b"}) == 1
    assert [type(share) for share in shapley(cents).shares.values()] == [Decimal, Decimal]
    thirds = Game.from_worth({(1,): Fraction(1, 3), (2,): 0, (1, 2): 1})
    assert thirds.worth([1]) == Fraction(1, 3)
    assert dict(shapley(thirds).shares) == {1: pytest.approx(2 / 3), 2: pytest.approx(1 / 3)}
    names = Game.from_costs(PAIR | {("a", "b"): 13}, names={"a": "Ferme"})
    assert "{Ferme} et {b} coûtent 13, soit 1 de plus" in names.remarks[0].fr
    assert "worth 13, that is 1 less" in Game.from_worth({("a",): 8, ("b",): 6, ("a", "b"): 13}).remarks[0].en
    numbers = Game.from_function(range(3), lambda masks: np.sqrt(masks), masks=True)
    assert numbers.table.tolist() == pytest.approx(np.sqrt(np.arange(8)).tolist())


def test_a_larger_game_is_checked_by_adding_actors_one_at_a_time_and_says_so() -> None:
    sizes = Game.from_function(range(15), lambda masks: np.bitwise_count(masks.astype(np.uint64)), masks=True)
    assert "un par un" in sizes.remarks[0].fr
    losing = Game.from_function(
        range(15), lambda masks: np.sqrt(np.bitwise_count(masks.astype(np.uint64))), masks=True
    )
    assert "non suradditif" in losing.remarks[0].fr


@settings(max_examples=60)
@given(
    st.lists(st.decimals(-1000, 1000, places=5), min_size=1, max_size=12),
    st.sampled_from(["0.01", "1", "0.05"]),
)
def test_rounded_shares_add_up_to_the_rounded_total(parts: list[Decimal], quantum: str) -> None:
    total, step = sum(parts, Decimal(0)), Decimal(quantum)
    game = Game.from_function(range(len(parts)), lambda who: total if len(who) == len(parts) else Decimal(0))
    found = status_quo(game, dict(enumerate(parts)))
    rounded = found.rounded(step)
    assert sum(rounded.values()) == (total / step).to_integral_value() * step
    assert all(abs(rounded[at] - part) < step for at, part in enumerate(parts))


@settings(max_examples=25)
@given(tables(2, 4))
def test_the_least_change_keeps_everyone_or_says_what_each_must_forgo(
    table: dict[tuple[str, ...], int],
) -> None:
    game = Game.from_worth({each: Decimal(amount) for each, amount in table.items()})
    now = equal(game)
    found = least_change(game, now)
    assert sum(found.shares.values()) == pytest.approx(game.total)
    assert (
        max([float(each.gain) for each in leavers(game, found.shares)], default=0)
        <= float(found.epsilon) + 1e-6
    )
    if keeps_everyone(game, now):
        assert found.moved == 0
    if found.possible:  # the nucleolus keeps everyone too, and cannot be nearer
        other = nucleolus(game).shares
        if keeps_everyone(game, other):
            away = sum(abs(Decimal(other[each]) - Decimal(now.shares[each])) for each in game.players) / 2
            assert found.moved <= away + Decimal("0.00001")


def test_the_least_change_is_spread_evenly_and_an_empty_core_is_said() -> None:
    costs = {"a": 8, "b": 11, "c": 13, "d": 18}
    game = Game.from_function(costs, lambda who: max((costs[each] for each in who), default=0), kind="cost")
    found = least_change(game, equal(game))
    assert {player: float(share) for player, share in found.shares.items()} == pytest.approx(
        {"a": 13 / 3, "b": 13 / 3, "c": 13 / 3, "d": 5}, abs=1e-6
    )
    assert (found.moved, found.possible) == (0.5, True)
    assert [(leaver.members, leaver.gain) for leaver in leavers(game, equal(game))] == [
        (("a", "b", "c"), 0.5)
    ]
    two = Game.from_function("abc", lambda who: Decimal(10 * (len(who) == 2) + 12 * (len(who) == 3)))
    least = least_change(two, {"a": 12, "b": 0, "c": 0})
    assert dict(least.shares) == dict.fromkeys("abc", Decimal(4))
    assert (least.possible, least.epsilon, least.moved) == (False, Decimal(2), Decimal(8))
    assert "renoncer à 2 au plus" in least.said.fr
