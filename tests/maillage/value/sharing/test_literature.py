"""Known results of the literature, each with its citation, and what a share is by its definition."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from maillage.value.sharing import (
    Game,
    leavers,
    myerson,
    nucleolus,
    separable_costs_remaining_benefits,
    shapley,
    shapley_sampled,
)
from tests.maillage.value.sharing.games import cases, coalitions, game_of, shapley_by_orders, tables

RULES = {"shapley": shapley, "nucleolus": nucleolus, "scrb": separable_costs_remaining_benefits}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["about"][:40])
def test_a_published_result_is_found_again(case: dict[str, Any]) -> None:
    game = game_of(case)
    assert len(game.remarks) == case.get("remarks", 0)
    for rule, wanted in case["shares"].items():
        found = myerson(game, case["links"]) if rule == "myerson" else RULES[rule](game)
        got = {player: float(share) for player, share in found.shares.items()}
        assert got == pytest.approx(wanted, abs=case.get("within", 1e-8))
        assert float(sum(found.shares.values())) == pytest.approx(float(found.total))
        assert rule == "myerson" or float(found.total) == float(game.total)
        assert found.error < 1e-9 * max(1.0, float(game.total))
    assert case["citation"].split("(")[1][:4].isdigit()


@settings(max_examples=40)
@given(tables(1, 5, lowest=-30))
def test_shapley_equals_the_average_over_every_order_of_arrival(table: dict[tuple[str, ...], int]) -> None:
    wanted = shapley_by_orders(table)
    cents = {each: Decimal(amount) / 4 for each, amount in table.items()}
    halves = {each: Fraction(amount, 3) for each, amount in table.items()}
    huge = {each: amount * 10**30 for each, amount in table.items()}
    for given_table, factor in (
        (table, 1),
        (cents, Fraction(1, 4)),
        (halves, Fraction(1, 3)),
        (huge, 10**30),
    ):
        found = shapley(Game.from_worth(given_table)).shares
        assert {player: float(share) for player, share in found.items()} == pytest.approx(
            {player: float(share * factor) for player, share in wanted.items()}, rel=1e-15, abs=1e-15
        )
    floats = shapley(Game.from_worth({each: float(amount) for each, amount in table.items()}))
    assert (
        max(abs(floats.shares[player] - float(wanted[player])) for player in wanted) <= floats.error + 1e-13
    )


@pytest.mark.parametrize(("seed", "count"), [(1, 3), (2, 3), (3, 4), (4, 4), (5, 5), (6, 5), (7, 6)])
def test_the_nucleolus_passes_the_test_of_kohlberg(seed: int, count: int) -> None:
    """Kohlberg (1971): at every height, the coalitions as dissatisfied as that, or more, are balanced."""
    amounts = np.random.default_rng(seed).integers(0, 40, 2**count)
    table = {each: int(amount) * len(each) for each, amount in zip(coalitions(count), amounts, strict=False)}
    game = Game.from_worth(table)
    shares = {player: Fraction(share) for player, share in nucleolus(game).shares.items()}
    alone_first = sum(table[(player,)] for player in game.players) <= game.total  # type: ignore[operator]
    excess = {each: float(amount - sum(shares[player] for player in each)) for each, amount in table.items()}
    proper = [each for each in table if len(each) < count]
    tight = [(player,) for player in game.players if alone_first and abs(excess[(player,)]) < 1e-7]
    for height in sorted({round(excess[each], 6) for each in proper}, reverse=True):
        above = [each for each in proper if excess[each] >= height - 1e-6]
        columns = np.array([[float(player in each) for player in game.players] for each in above + tight]).T
        assert _least_weight(columns, len(above)) > 1e-9
        if np.linalg.matrix_rank(columns) == count:
            return
    raise AssertionError("the coalitions that decide do not settle every share")


def _least_weight(columns: Any, strict: int) -> float:
    """The largest m for which weights of m or more on the first coalitions give everyone a total of one."""
    players, width = columns.shape
    table = np.hstack([-np.eye(width)[:strict], np.ones((strict, 1))])
    wish = np.append(np.zeros(width), -1.0)
    sides = np.hstack([columns, np.zeros((players, 1))])
    found = linprog(wish, table, np.zeros(strict), sides, np.ones(players), bounds=(0, None))
    return -found.fun if found.status == 0 else -1.0


def test_the_estimate_is_as_near_as_it_says_and_costs_nothing_to_repeat() -> None:
    costs = {
        player: player + 1 for player in range(40)
    }  # an airport: each stretch is shared by those who need it
    wanted = np.cumsum([1 / (40 - player) for player in range(40)])
    game = Game.from_function(costs, lambda who: max((costs[each] for each in who), default=0), kind="cost")
    found = shapley_sampled(game, draws=400, seed=3)
    assert found == shapley_sampled(game, draws=400, seed=3)
    assert found.shares != shapley_sampled(game, draws=400, seed=4).shares
    assert sum(found.shares.values()) == pytest.approx(game.total)
    assert 0 < found.error < 1
    assert max(abs(found.shares[player] - wanted[player]) for player in costs) <= 2 * found.error
    arrays = Game.from_function(costs, _longest, kind="cost", masks=True)
    assert dict(shapley_sampled(arrays, draws=400, seed=3).shares) == dict(found.shares)
    wider = shapley_sampled(game, draws=40, seed=3)
    assert wider.error > 2 * found.error  # ten times fewer draws, three times the error or so


def _longest(masks: Any) -> Any:
    """The last player of each coalition."""
    return np.array([int(mask).bit_length() for mask in masks])


@settings(max_examples=15)
@given(tables(4, 4), st.integers(0, 5))
def test_the_estimate_holds_the_exact_value_within_three_times_its_half_width(
    table: dict[tuple[str, ...], int], seed: int
) -> None:
    game = Game.from_worth(table)
    exact, found = shapley(game).shares, shapley_sampled(game, draws=1000, seed=seed)
    assert max(abs(exact[player] - found.shares[player]) for player in exact) <= 3 * found.error + 1e-9


def test_a_hundred_actors_are_sampled_as_forty_are() -> None:
    game = Game.from_function(range(100), lambda who: Decimal(len(who)))
    found = shapley_sampled(game, draws=20)
    assert found.rounded() == dict.fromkeys(range(100), Decimal("1.00"))
    assert leavers(Game.from_worth({("a",): 1}), {"a": 1}) == ()
