"""The smallest sets of actors whose exit makes one thing fall: the minimal cut sets of what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from maillage.articulation.chain import Chain
from maillage.articulation.findings import name_of
from maillage.network.cascade import TABLES, name_in
from maillage.network.exit_words import joined, text
from maillage.network.holds import MONEY, Hold, Holds, Key, holds_of
from maillage.network.naming import thing_named
from maillage.text import Text, listing

Family = frozenset[frozenset[str]]
"""Sets of actors, none of which holds another."""


@dataclass(frozen=True, slots=True)
class SmallestExits:
    """The sets of actors whose exit makes a row fall, smallest first; none of them holds another one."""

    table: str
    id: str
    name: Text
    sets: tuple[tuple[str, ...], ...]
    said: Text


def smallest_exits(
    chain: Chain, table: str, id: str, at_most: int = 3, *, money_decides: bool = False
) -> SmallestExits:
    """The smallest sets of actors, of `at_most` actors each, whose exit makes the row `id` of `table` fall.

    Exact: every minimal set of that size is found. Without `money_decides`, a component, an effect or a challenge has
    at most one: all those who carry what it rests on. Raises `LeavingError` when no such row stands on the day.

    Minimal cut sets of a fault tree, computed from the bottom and cut at `at_most` (Vesely et al., Fault Tree Handbook,
    NUREG-0492, 1981, chapter VII).
    """
    return smallest_from(holds_of(chain), table, id, at_most, money_decides=money_decides)


def smallest_from(
    holds: Holds, table: str, id: str, at_most: int = 3, *, money_decides: bool = False
) -> SmallestExits:
    """`smallest_exits`, when what everything rests on is already known."""
    row = (
        next((one for one in holds.chain.dossier.rows(table) if one.id == id), None)
        if table in TABLES
        else None
    )
    if row is not None and (table, id) not in holds.needs:
        name = name_of(row, holds.chain.actors)
        return SmallestExits(table, id, name, (), text("exit-smallest.fallen", name=name))
    key = thing_named(holds, table, id)
    below = _below(holds, key, money_decides)
    families = _families(holds, below, at_most, money_decides)
    place = {one: rank for rank, one in enumerate(holds.chain.actors)}
    sets = [tuple(sorted(one, key=place.__getitem__)) for one in families[key]]
    ordered = tuple(sorted(sets, key=lambda one: (len(one), [place[actor] for actor in one])))
    return SmallestExits(table, id, name_in(holds, key), ordered, _said(holds, key, below, ordered, at_most))


def _deciding(holds: Holds, key: Key, money_decides: bool) -> list[Hold]:
    return [hold for hold in holds.needs[key] if hold.decides or (money_decides and hold.kind == MONEY)]


def _below(holds: Holds, key: Key, money_decides: bool) -> dict[Key, None]:
    """Everything that `key` rests on, itself first."""
    met, waiting = {key: None}, [key]
    while waiting:
        for hold in _deciding(holds, waiting.pop(), money_decides):
            fresh = [one for one in hold.on if one not in met]
            met |= dict.fromkeys(fresh)
            waiting.extend(fresh)
    return met


def _families(holds: Holds, below: Iterable[Key], at_most: int, money_decides: bool) -> dict[Key, Family]:
    """For each row, the minimal sets of actors that make it fall. Grows until nothing changes: what rests may loop."""
    keys = list(below)[::-1]
    found: dict[Key, Family] = {
        key: frozenset((frozenset((key[1],)),)) if key[0] == "actors" else frozenset() for key in keys
    }
    changed = True
    while changed:
        changed = False
        for key in keys:
            ways = [
                _all_of([found[one] for one in hold.on], at_most)
                for hold in _deciding(holds, key, money_decides)
            ]
            family = _minimal(found[key].union(*ways))
            changed |= family != found[key]
            found[key] = family
    return found


def _all_of(families: list[Family], at_most: int) -> Family:
    """The minimal sets that make all of several things fall."""
    return reduce(lambda one, other: _minimal(_unions(one, other, at_most)), families)


def _unions(one: Family, other: Family, at_most: int) -> Iterable[frozenset[str]]:
    return (a | b for a in one for b in other if len(a | b) <= at_most)


def _minimal(sets: Iterable[frozenset[str]]) -> Family:
    """The sets that hold no other one of them."""
    kept: list[frozenset[str]] = []
    for one in sorted(set(sets), key=len):
        if not any(known <= one for known in kept):
            kept.append(one)
    return frozenset(kept)


def _said(
    holds: Holds, key: Key, below: Iterable[Key], sets: tuple[tuple[str, ...], ...], at_most: int
) -> Text:
    name = name_in(holds, key)
    if sets:
        told = [_together(holds, one) for one in sets]
        return text("exit-smallest.sets", name=name, sets=joined("exit-smallest.or", told))
    known = set(below)
    untold = [one for one in holds.unsaid if one in known]
    if untold:
        names = listing([text("exit-said.name", name=name_in(holds, one)) for one in untold], limit=4)
        return text("exit-smallest.unsaid", name=name, names=names)
    if not any(table == "actors" for table, _ in known):
        return text("exit-smallest.free", name=name)
    return text("exit-smallest.more", name=name, most=at_most)


def _together(holds: Holds, actors: tuple[str, ...]) -> Text:
    names = [text("exit-said.name", name=holds.chain.actors[one].name) for one in actors]
    first = listing(names[:-1], limit=len(names))
    return text("exit-smallest.together", one=first, other=names[-1]) if names[:-1] else names[-1]
