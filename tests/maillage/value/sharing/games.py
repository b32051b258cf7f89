"""Games to test with: those of the worked cases, and random ones."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import numpy as np
import yaml
from hypothesis import strategies as st

from maillage.value.sharing import Game
from tests.conftest import ROOT

LETTERS = "abcdefghij"


def cases() -> list[dict[str, Any]]:
    """Every worked case of ``tests/cases/sharing``."""
    files = sorted((ROOT / "tests/cases/sharing").glob("*.yaml"))
    return [case for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


def game_of(case: dict[str, Any]) -> Game:
    """The game of a case: a table of costs or of worth, or a family of games."""
    for kind in ("costs", "worth"):
        if kind in case:
            return getattr(Game, f"from_{kind}")(
                {tuple(key.split()): exact(each) for key, each in case[kind].items()}
            )
    if "airport" in case:
        costs = case["airport"]
        return Game.from_function(
            costs, lambda who: max((costs[each] for each in who), default=0), kind="cost"
        )
    if "gloves" in case:
        left, right = set(case["gloves"]["left"]), set(case["gloves"]["right"])
        return Game.from_function([*left, *sorted(right)], lambda who: min(len(who & left), len(who & right)))
    if "council" in case:
        vetoes, votes = set(case["council"]["vetoes"]), case["council"]["votes"]
        everyone = [*case["council"]["vetoes"], *case["council"]["others"]]
        return Game.from_function(everyone, lambda who: int(vetoes <= who and len(who) >= votes))
    estate, claims = case["bankruptcy"]["estate"], case["bankruptcy"]["claims"]
    whole = sum(claims.values())
    return Game.from_function(claims, lambda who: max(0, estate - whole + sum(claims[each] for each in who)))


def exact(number: float) -> Decimal:
    """A number of a case as it is written."""
    return Decimal(str(number))


def coalitions(count: int) -> list[tuple[str, ...]]:
    """Every coalition of the first letters but the empty one."""
    players = LETTERS[:count]
    return [each for size in range(1, count + 1) for each in combinations(players, size)]


def tables(least: int = 2, most: int = 4, lowest: int = 0) -> st.SearchStrategy[dict[tuple[str, ...], int]]:
    """Random tables of whole amounts."""
    return st.integers(least, most).flatmap(
        lambda count: st.fixed_dictionaries({each: st.integers(lowest, 30) for each in coalitions(count)})
    )


def joining_pays(table: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """The least superadditive table above a table: each coalition has the best of what its parts have."""
    best: dict[frozenset[str], int] = {frozenset(): 0}
    for each in sorted(table, key=len):
        whole = frozenset(each)
        parts = [frozenset(part) for size in range(1, len(each)) for part in combinations(each, size)]
        best[whole] = max([table[each], *(best[part] + best[whole - part] for part in parts)])
    return {each: best[frozenset(each)] for each in table}


def shapley_by_orders(table: dict[tuple[str, ...], Any]) -> dict[str, Fraction]:
    """The Shapley value by its definition: every order of arrival, in fractions."""
    amounts = {frozenset(each): Fraction(amount) for each, amount in table.items()} | {
        frozenset(): Fraction(0)
    }
    players = sorted(set().union(*table))
    shares = dict.fromkeys(players, Fraction(0))
    orders = list(permutations(players))
    for order in orders:
        for place, player in enumerate(order):
            shares[player] += amounts[frozenset(order[: place + 1])] - amounts[frozenset(order[:place])]
    return {player: share / len(orders) for player, share in shares.items()}


def superadditive(seed: int, count: int) -> dict[tuple[str, ...], int]:
    """A random table in which joining pays, from a seed."""
    amounts = np.random.default_rng(seed).integers(0, 20, 2**count).tolist()
    return joining_pays(
        {each: amount * len(each) for each, amount in zip(coalitions(count), amounts, strict=False)}
    )
