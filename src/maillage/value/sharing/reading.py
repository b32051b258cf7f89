"""Reading what was given: a mapping or a function becomes a table of amounts, or a sentence says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from maillage.text import Text, listing, same
from maillage.value.sharing.amounts import (
    LARGEST,
    Amount,
    Amounts,
    Array,
    MixedAmounts,
    amounts_of,
    beyond,
    is_amount,
    is_finite,
)
from maillage.value.sharing.masks import members
from maillage.value.sharing.refusals import GameError, refuse
from maillage.value.sharing.wording import text
from maillage.value.sharing.words import amount_text, coalition_text

Names = Mapping[Hashable, str]
_SHOWN = 4


def label(what: str) -> Text:
    """What kind of amount a sentence is about, e.g. ``label("weight")``."""
    return text(f"amount.{what}")


def must_be_finite(value: object, what: str, player: Text) -> None:
    """Refuse an amount of one player that is no finite number."""
    if not is_amount(value) or not is_finite(value):  # type: ignore[arg-type]
        raise refuse("amount-bad", what=label(what), player=player, given=same(str(value)))


def players_of(players: Iterable[Hashable]) -> tuple[Hashable, ...]:
    """The players, each once. Raises `GameError` when there is none, or one twice."""
    given = tuple(players)
    if not given:
        raise refuse("no-player")
    seen: set[Hashable] = set()
    for player in given:
        if player in seen:
            raise refuse("same-player", player=player)
        seen.add(player)
    return given


def from_mapping(
    mapping: Mapping[Any, Any], kind: str, names: Names | None
) -> tuple[tuple[Hashable, ...], Amounts]:
    """The players and the table of a mapping from coalitions to amounts. Raises `GameError`."""
    keys = [key if type(key) is frozenset else _coalition(key) for key in mapping]
    players, masks = _numbered(keys)
    called = dict(names or {})
    _complete(masks, players, called)
    values: list[Any] = [0] * (1 << len(players))
    for mask, value in zip(masks, mapping.values(), strict=True):
        values[mask] = value
    amounts = checked(values, kind, lambda index: coalition_text(members(index, players), called))
    empty_is_nothing(amounts.at(0))
    return players, amounts


def _coalition(key: Any) -> frozenset[Hashable]:
    if isinstance(key, str | bytes):
        raise refuse("key-string", key=key)
    if not isinstance(key, Iterable):
        raise refuse("key-other", key=repr(key))
    return frozenset(key)


def _numbered(keys: Sequence[frozenset[Hashable]]) -> tuple[tuple[Hashable, ...], list[int]]:
    """The players, and each coalition as a whole number.

    Players come in the order of their coalitions of one. A player who has none is missing at least that coalition: it
    is looked for only then, and comes last.
    """
    alone = tuple(dict.fromkeys(player for key in keys if len(key) == 1 for player in key))
    try:
        return players_of(alone), _masks(keys, alone)
    except (KeyError, GameError):
        others = set().union(*keys).difference(alone)
        everybody = (*alone, *sorted(others, key=lambda player: (str(player), repr(player))))
        return players_of(everybody), _masks(keys, everybody)


def _masks(keys: Sequence[frozenset[Hashable]], players: Sequence[Hashable]) -> list[int]:
    bit = {player: 1 << place for place, player in enumerate(players)}.__getitem__
    return [sum(map(bit, key)) for key in keys]


def _complete(masks: Sequence[int], players: Sequence[Hashable], names: Names) -> None:
    """Refuse a coalition given twice, or a table with holes."""
    given = set(masks)
    if len(given) < len(masks):
        seen: set[int] = set()
        double = next(mask for mask in masks if mask in seen or seen.add(mask))  # type: ignore[func-returns-value]
        raise refuse("twice", coalition=coalition_text(members(double, players), names))
    needed = (1 << len(players)) - 1
    missing = needed - len(given - {0})
    if missing:
        shown = listing(
            [coalition_text(each, names) for each in _absent(given, players, missing)], limit=_SHOWN
        )
        if missing > _SHOWN:
            shown = Text(f"{shown.fr}, etc", f"{shown.en}, etc")
        counts = {"missing": amount_text(missing), "all": amount_text(needed)}
        raise refuse("holes", **counts, coalitions=shown, players=len(players))


def _absent(given: set[int], players: Sequence[Hashable], missing: int) -> list[tuple[Hashable, ...]]:
    """The first coalitions that are not given, the smallest first."""
    places = range(len(players))
    every = (chosen for size in range(1, len(players) + 1) for chosen in combinations(places, size))
    absent = (chosen for chosen in every if sum(1 << place for place in chosen) not in given)
    return [tuple(players[place] for place in next(absent)) for _ in range(min(_SHOWN, missing))]


def checked(values: Sequence[Any], kind: str, name: Callable[[int], Text]) -> Amounts:
    """Amounts, each a finite number, none negative in a game of costs; `name` names the coalition at a place.

    Raises `GameError`.
    """
    bad = _unusable(values)
    if bad is not None:
        raise _not_an_amount(values[bad], name(bad))
    if (far := _out_of_scale(values)) is not None:
        raise refuse("out-of-scale", coalition=name(far))
    try:
        return signed(amounts_of(values), kind, name)
    except MixedAmounts as mixed:
        raise refuse("mixed", types=str(mixed)) from None


def checked_array(values: Array, kind: str, name: Callable[[int], Text]) -> Amounts:
    """`checked`, for an array: whole numbers and floats are taken as they are."""
    if values.dtype.kind in "biu":
        return signed(Amounts(values.astype(np.int64), Fraction(1), int), kind, name)
    if values.dtype.kind != "f":
        return checked(values.tolist(), kind, name)
    floats = values.astype(np.float64, copy=False)
    wrong = np.flatnonzero(~np.isfinite(floats))
    if wrong.size:
        raise _not_an_amount(float(floats[wrong[0]]), name(int(wrong[0])))
    if (far := np.flatnonzero(np.abs(floats) > LARGEST)).size:
        raise refuse("out-of-scale", coalition=name(int(far[0])))
    return signed(Amounts(floats, Fraction(1), float), kind, name)


def signed(amounts: Amounts, kind: str, name: Callable[[int], Text]) -> Amounts:
    """`amounts`, none negative in a game of costs. Raises `GameError`."""
    if kind == "cost" and (negative := np.flatnonzero(amounts.values < 0)).size:
        where = int(negative[0])
        raise refuse("negative", coalition=name(where), given=amount_text(amounts.at(where)))
    return amounts


def empty_is_nothing(amount: Amount) -> None:
    """Refuse a game in which nobody at all costs or is worth something."""
    if amount != 0:
        raise refuse("empty", given=amount_text(amount))


def _unusable(values: Sequence[Any]) -> int | None:
    if set(map(type, values)) <= {int}:
        return None
    if set(map(type, values)) <= {int, float}:
        wrong = np.flatnonzero(~np.isfinite(np.array(values, dtype=np.float64)))
        return int(wrong[0]) if wrong.size else None
    bad = (at for at, value in enumerate(values) if not is_amount(value) or not is_finite(value))
    return next(bad, None)


def _out_of_scale(values: Sequence[Any]) -> int | None:
    if set(map(type, values)) <= {int, float} and -LARGEST <= min(values) <= max(values) <= LARGEST:
        return None
    return next((at for at, value in enumerate(values) if beyond(value)), None)


def _not_an_amount(value: Any, coalition: Text) -> GameError:
    if value is None:
        return refuse("none", coalition=coalition)
    if not is_amount(value):
        return refuse("not-number", coalition=coalition, given=repr(value))
    return refuse("not-finite", coalition=coalition, given=str(value))
