"""Rules on scores: once all is scored, a formula may replace the score of an item by another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from maillage.referential.formulas import evaluate, parse
from maillage.referential.frame import Frame, Item, Rule
from maillage.referential.potentials import Statuses
from maillage.referential.profile import Profile

Parts = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Change:
    """What a rule on scores did: the score of its item, from 0 to 1, before and after."""

    rule: Rule
    before: float
    after: float

    @property
    def factor(self) -> float:
        """By what the points done are multiplied."""
        return self.after / self.before


def override(
    frame: Frame,
    statuses: Statuses,
    profile: Profile,
    potential: Mapping[str, float],
    parts: dict[str, Parts],
) -> dict[str, Change]:
    """Apply the rules "score" to `parts`, each after those whose scores it reads; say what they changed, by item."""
    changes: dict[str, Change] = {}
    for rule in in_order(frame):
        scores = {id_: _score(parts[id_][0], potential[id_]) for id_ in parse(rule.formula).items}
        before = _score(parts[rule.item][0], potential[rule.item])
        after = evaluate(parse(rule.formula), profile, scores)
        if not before or not isinstance(after, float) or after < 0:
            continue
        changes[rule.item] = change = Change(rule, before, after)
        for item in frame.under(rule.item):
            parts[item.id] = (parts[item.id][0] * change.factor, *parts[item.id][1:])
        for item in frame.above(rule.item):
            if not _prevails(item, statuses):
                done = math.fsum(parts[child][0] for child in item.children)
                parts[item.id] = (done, *parts[item.id][1:])
    return changes


def _score(done: float, potential: float) -> float | None:
    return done / potential if potential else None


def _prevails(item: Item, statuses: Statuses) -> bool:
    said = statuses.get(item.id)
    return said is not None and (said.filled or not said.concerned)


def in_order(frame: Frame) -> tuple[Rule, ...]:
    """The rules "score" in the order in which they apply. Raises `graphlib.CycleError` when they need one another."""
    rules = {rule.item: rule for rule in frame.rules if rule.effect == "score"}
    needs = {item: needed(item, rules, frame.items) for item in rules}
    return tuple(rules[item] for item in TopologicalSorter(needs).static_order())


def needed(item: str, rules: Mapping[str, Rule], items: Mapping[str, Item]) -> list[str]:
    """The items with a rule on scores that must be known before that of `item`: those it reads, above or below too."""
    read = set(parse(rules[item].formula).items) - {item}
    return [other for other in rules if other != item and any(related(items, other, one) for one in read)]


def related(items: Mapping[str, Item], one: str, other: str) -> bool:
    """Whether an item is another, above it or below it: a change of one changes the other."""
    return one in _line(items, other) or other in _line(items, one)


def _line(items: Mapping[str, Item], item: str) -> list[str]:
    line: list[str] = []
    at: str | None = item
    while at is not None and at in items:
        line.append(at)
        at = items[at].parent
    return line


__all__ = ["Change", "CycleError", "in_order", "needed", "override", "related"]
