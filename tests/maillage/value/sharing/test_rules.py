"""What each rule is said to keep, tested on games: kept never fails, not kept has a counterexample."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from maillage.data import packaged
from maillage.text import Text
from maillage.value.sharing import (
    RULES,
    Game,
    GameError,
    Sharing,
    equal,
    keeps_everyone,
    leavers,
    myerson,
    nucleolus,
    proportional,
    separable_costs_remaining_benefits,
    shapley,
    shapley_sampled,
    status_quo,
)
from tests.maillage.territory.wording import faults
from tests.maillage.value.sharing.games import joining_pays, superadditive

Table = dict[tuple[str, ...], int]
CLOSE = 1e-7
GAMES = 20


def path(game: Game) -> Sharing:
    """The Myerson value when the actors stand in a line, and the last one apart."""
    return myerson(game, zip(game.players[:-2], game.players[1:-1], strict=True))


APPLY: dict[str, Callable[[Game], Sharing]] = {
    "status_quo": lambda game: status_quo(game, {player: place for place, player in enumerate(game.players)}),
    "equal": equal,
    "proportional": lambda game: proportional(
        game, {player: place + 1 for place, player in enumerate(game.players)}
    ),
    "scrb": separable_costs_remaining_benefits,
    "shapley": shapley,
    "shapley_sampled": lambda game: shapley_sampled(game, draws=20),
    "nucleolus": nucleolus,
    "myerson": path,
}

# A market that shows what random games seldom do.
GLOVES = {(each,): 0 for each in "abc"} | {("a", "b"): 10, ("a", "c"): 10, ("b", "c"): 0, tuple("abc"): 10}


@cache
def games() -> tuple[Table, ...]:
    """Random games in which joining pays, some with an actor who brings nothing, some with two who are alike."""
    found = [superadditive(seed, 2 + seed % 3) for seed in range(GAMES)]
    return (
        GLOVES,
        LOSER,
        *found,
        *(with_nobody(table) for table in found[:6]),
        *(twins(table) for table in found[:9]),
    )


def with_nobody(table: Table) -> Table:
    """The same game with z, who changes nothing, second in line."""
    return (
        {("a",): table[("a",)], ("z",): 0} | table | {(*each, "z"): amount for each, amount in table.items()}
    )


def twins(table: Table) -> Table:
    """The game in which a and b bring the same: the larger of what either brings."""
    other = {"a": "b", "b": "a"}
    return joining_pays(
        {
            each: max(amount, table[tuple(sorted(other.get(one, one) for one in each))])
            for each, amount in table.items()
        }
    )


def shares(rule: str, table: Mapping[tuple[str, ...], int]) -> dict[str, float] | None:
    """The shares of a game as floats; None when the rule says it cannot share it."""
    try:
        return {
            str(player): float(share) for player, share in APPLY[rule](Game.from_worth(table)).shares.items()
        }
    except GameError:  # the rule of separable costs, when nobody gains by being together
        return None if rule == "scrb" else {}


def loses(before: dict[str, float] | None, after: dict[str, float] | None, who: tuple[str, ...]) -> bool:
    """Whether one of `who` has less after than before."""
    return (
        before is not None and after is not None and any(after[each] < before[each] - CLOSE for each in who)
    )


def efficiency(rule: str, table: Table) -> bool:
    found = shares(rule, table)
    return (
        found is None
        or abs(sum(found.values()) - max(table.items(), key=lambda item: len(item[0]))[1]) < CLOSE
    )


def symmetry(rule: str, table: Table) -> bool:
    found = shares(rule, table)
    return found is None or ("z",) in table or twins(table) != table or abs(found["a"] - found["b"]) < CLOSE


def null_player(rule: str, table: Table) -> bool:
    found = shares(rule, table)
    return found is None or ("z",) not in table or abs(found["z"]) < CLOSE


def additivity(rule: str, table: Table) -> bool:
    other = superadditive(7, len({one for each in table for one in each})) if ("z",) not in table else table
    both = {each: table[each] + other[each] for each in table}
    parts = [shares(rule, each) for each in (table, other, both)]
    if any(part is None for part in parts):
        return True
    return all(abs(parts[0][each] + parts[1][each] - parts[2][each]) < CLOSE for each in parts[0])  # type: ignore[index]


def coalitional_monotonicity(rule: str, table: Table) -> bool:
    raised = ((each, table | {each: table[each] + 5}) for each in table)
    return not any(loses(shares(rule, table), shares(rule, more), each) for each, more in raised)


def aggregate_monotonicity(rule: str, table: Table) -> bool:
    whole = max(table, key=len)
    return not loses(shares(rule, table), shares(rule, table | {whole: table[whole] + 5}), whole)


def individual_rationality(rule: str, table: Table) -> bool:
    found = shares(rule, table)
    return found is None or all(found[each] >= table[(each,)] - CLOSE for each in found)


def core(rule: str, table: Table) -> bool:
    game, found = Game.from_worth(table), shares(rule, table)
    return found is None or not keeps_everyone(game, nucleolus(game)) or keeps_everyone(game, found)


PROPERTIES: dict[str, Callable[[str, Table], bool]] = {
    each.__name__: each
    for each in (
        efficiency, symmetry, null_player, additivity, coalitional_monotonicity, aggregate_monotonicity,
        individual_rationality, core,
    )
}  # fmt: skip

# Four actors of whom one loses when the total grows by one.
LOSER = dict.fromkeys(superadditive(0, 4), 0) | {
    ("b", "c"): 1, ("b", "d"): 3, ("a", "b", "c"): 3, ("a", "b", "d"): 3, ("b", "c", "d"): 3, tuple("abcd"): 3
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_property_said_kept_never_fails_and_one_said_not_kept_has_a_counterexample(rule: str) -> None:
    told = {each.code: each.kept for each in RULES[rule].properties}
    assert list(told) == list(PROPERTIES)
    for code, holds in PROPERTIES.items():
        if told[code] is not None:
            tried = (holds(rule, table) for table in games())
            assert all(tried) if told[code] else not all(tried), (rule, code, told[code])


def test_every_rule_is_applied_here_and_its_words_are_set_as_a_printer_would() -> None:
    assert list(APPLY) == list(RULES)
    assert faults(_words()) == []


def _words() -> Iterator[tuple[str, Any]]:
    for rule in RULES.values():
        yield from ((rule.code, text) for text in (rule.label, rule.does, *rule.assumes))
        yield from ((each.code, text) for each in rule.properties for text in (each.label, each.meaning))


def test_messages_are_in_both_languages_with_the_same_holes() -> None:
    flat = {
        f"{section}.{name}": Text(entry["fr"], entry["en"])
        for section, entries in packaged.document("messages/sharing.toml").items()
        for name, entry in entries.items()
    }
    assert (
        faults(
            (key, Text(text.fr.replace("'", "’"), text.en.replace("'", "’"))) for key, text in flat.items()
        )
        == []
    )
    for key, text in flat.items():
        assert _holes(text.fr) == _holes(text.en), key


def _holes(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_leavers_of_every_rule_gain_what_they_are_said_to_gain() -> None:
    for table in games()[:20]:
        game, found = Game.from_worth(table), equal(Game.from_worth(table))
        everyone = leavers(game, found, at_most=100)
        gains = {
            each: table[each] - sum(found.shares[one] for one in each)
            for each in table
            if len(each) < game.count
        }
        assert {each.members: float(each.gain) for each in everyone} == pytest.approx(
            {each: gain for each, gain in gains.items() if gain > CLOSE}
        )
        assert [each.gain for each in everyone] == sorted((each.gain for each in everyone), reverse=True)
