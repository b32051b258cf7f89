"""The worth of many coalitions at once: functions over arrays of masks, bit `i` for player `i`.

Masks are taken in slices, so that the working memory stays small whatever the number of coalitions asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from maillage.value.coalition_parts import Part, Running

Whole = npt.NDArray[np.int64]
Worths = Callable[[npt.NDArray[Any]], Whole]
"""From masks of coalitions to as many whole numbers."""
_SLICE = 1 << 15
CHOICES = 18
"""Up to how many components with a cost or a value the choice of those to run is exact: 2¹⁸ sets are compared."""
_Need = tuple[int, int | None]
"""The mask of those who may carry a component, and of those who may feed it (`None`: nobody is asked to)."""
_Test = Callable[[Whole], npt.NDArray[np.bool_]]


def mask_of(actors: frozenset[str], players: Sequence[str]) -> int:
    """The mask of the players among `actors`.

    >>> mask_of(frozenset({"a", "c"}), ["a", "b", "c"])
    5
    """
    return sum(1 << place for place, player in enumerate(players) if player in actors)


def counting(parts: Sequence[Part], running: Mapping[str, Running], players: Sequence[str]) -> Worths:
    """For masks of players, how many of `parts` they make possible.

    >>> carried = {"c": Running("c", "C", frozenset({"a", "b"}))}
    >>> counting([Part("effects", "e", "E", (("c",),))], carried, ["a", "b"])(np.arange(4)).tolist()
    [0, 1, 1, 1]
    """
    needs = _needs(running, players)
    tests = [_test([[needs[one] for one in way] for way in part.ways]) for part in parts]

    def count(masks: Whole) -> Whole:
        worths = np.zeros(len(masks), dtype=np.int64)
        for test in tests:
            worths += test(masks)
        return worths

    return _sliced(count)


def using(costs: Sequence[tuple[int, int]]) -> Worths:
    """For masks of players, the cost of what they use: pairs of a mask of users and an amount.

    >>> using([(0b01, 10), (0b11, 5)])(np.arange(4)).tolist()
    [0, 15, 5, 15]
    """

    def cost(masks: Whole) -> Whole:
        worths = np.zeros(len(masks), dtype=np.int64)
        for users, amount in costs:
            worths += np.where(masks & users, amount, 0)
        return worths

    return _sliced(cost)


Gain = tuple[tuple[int, ...], int]
"""Ways of obtaining an amount, each a mask of components that must all be there; and the amount, brought once."""


def best_choices(gains: Sequence[Gain], costs: Sequence[int], *, choose: bool) -> Whole:
    """For every set of `len(costs)` components at hand, the most that running some of them brings.

    `costs` are those of each component. Without `choose` all that is at hand runs. The best over subsets is passed up
    from each set to those that hold one more: ``m 2**m`` steps.

    >>> best_choices([((0b1,), 10), ((0b10,), 3)], [4, 5], choose=True).tolist()
    [0, 6, 0, 6]
    """
    sets = np.arange(1 << len(costs), dtype=np.int64)
    worths = running_all(gains, costs)(sets)
    for place in range(len(costs)) if choose else ():
        pairs = worths.reshape(-1, 2, 1 << place)
        np.maximum(pairs[:, 1], pairs[:, 0], out=pairs[:, 1])
    return worths


def running_all(gains: Sequence[Gain], costs: Sequence[int]) -> Worths:
    """For masks of components, what running them all brings.

    >>> running_all([((0b1,), 10), ((0b11,), 3)], [4, 5])(np.arange(4)).tolist()
    [0, 6, -5, 4]
    """

    def net(sets: Whole) -> Whole:
        worths = np.zeros(len(sets), dtype=np.int64)
        for ways, amount in gains:
            brought: npt.NDArray[np.bool_] = np.zeros(len(sets), dtype=np.bool_)
            for way in ways:
                brought |= (sets & way) == way
            worths += np.where(brought, amount, 0)
        for place, cost in enumerate(costs):
            worths -= np.where(sets >> place & 1, cost, 0)
        return worths

    return _sliced(net)


def all_at_hand(
    gains: Sequence[tuple[Sequence[Sequence[str]], int]],
    costs: Mapping[str, int],
    running: Mapping[str, Running],
    players: Sequence[str],
) -> Worths:
    """For masks of players, what running every component they can brings, however many components there are.

    A whole number of 64 bits cannot hold a set of more than 62 components: each one is looked at by itself.

    >>> carried = {"c": Running("c", "C", frozenset({"a"})), "d": Running("d", "D", frozenset({"b"}))}
    >>> all_at_hand([([("c", "d")], 10)], {"c": 4}, carried, ["a", "b"])(np.arange(4)).tolist()
    [0, -4, 0, 6]
    """
    needs = _needs(running, players)
    used = {one for ways, _ in gains for way in ways for one in way} | set(costs)

    def net(masks: Whole) -> Whole:
        here = {one: _runs(masks, needs[one]) for one in used}
        worths = np.zeros(len(masks), dtype=np.int64)
        for ways, amount in gains:
            made = [np.logical_and.reduce([here[one] for one in way]) for way in ways]
            worths += np.where(np.logical_or.reduce(made), amount, 0)
        for one, cost in costs.items():
            worths -= np.where(here[one], cost, 0)
        return worths

    return _sliced(net)


def at_hand(order: Sequence[str], running: Mapping[str, Running], players: Sequence[str]) -> Worths:
    """For masks of players, the set (a mask over `order`) of components they can run."""
    needs = _needs(running, players)

    def sets(masks: Whole) -> Whole:
        found = np.zeros(len(masks), dtype=np.int64)
        for place, one in enumerate(order):
            found |= _runs(masks, needs[one]).astype(np.int64) << place
        return found

    return _sliced(sets)


def missing(worths: Callable[[npt.NDArray[Any]], npt.NDArray[Any]], count: int) -> Worths:
    """For masks of `count` players, what the others would lose without them: the dual game, v(N) − v(N∖S).

    >>> missing(using([(0b11, 5)]), 2)(np.arange(4)).tolist()
    [0, 0, 0, 5]
    """
    everyone = (1 << count) - 1
    total = worths(np.array([everyone]))[0]

    def lost(masks: npt.NDArray[Any]) -> npt.NDArray[Any]:
        left: npt.NDArray[Any] = total - worths(masks.astype(np.int64) ^ everyone)
        return left

    return lost


def _sliced(function: Worths) -> Worths:
    def over(masks: npt.NDArray[Any]) -> Whole:
        worths = np.empty(len(masks), dtype=np.int64)
        for start in range(0, len(masks), _SLICE):
            here = slice(start, start + _SLICE)
            worths[here] = function(masks[here].astype(np.int64))
        return worths

    return over


def _needs(running: Mapping[str, Running], players: Sequence[str]) -> dict[str, _Need]:
    return {
        key: (mask_of(one.bearers, players), mask_of(one.funders, players) if one.funders else None)
        for key, one in running.items()
    }


def _runs(masks: Whole, need: _Need) -> npt.NDArray[np.bool_]:
    bearers, funders = need
    runs: npt.NDArray[np.bool_] = (masks & bearers) != 0
    return runs if funders is None else runs & ((masks & funders) != 0)


def _test(ways: Sequence[Sequence[_Need]]) -> _Test:
    """Whether one of the `ways` is open to each mask. Ways of one component are joined in a single comparison."""
    anyone, others = 0, []
    for way in ways:
        if len(way) == 1 and way[0][1] is None:
            anyone |= way[0][0]
        else:
            others.append(way)

    def test(masks: Whole) -> npt.NDArray[np.bool_]:
        made: npt.NDArray[np.bool_] = (masks & anyone) != 0
        for way in others:
            made |= _all_run(masks, way)
        return made

    return test


def _all_run(masks: Whole, way: Sequence[_Need]) -> npt.NDArray[np.bool_]:
    whole = np.ones(len(masks), dtype=np.bool_)
    for need in way:
        whole &= _runs(masks, need)
    return whole
