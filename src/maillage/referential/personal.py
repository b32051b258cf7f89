"""What the rules of a frame do to its items for one profile, before anybody says what is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from maillage.referential.formulas import evaluate, parse
from maillage.referential.frame import Frame, Rule
from maillage.referential.profile import Profile


@dataclass(frozen=True, slots=True)
class Personal:
    """`off`: the items taken out, with all that is below. `factors`: by what the points of each item are multiplied,
    every factor above it included. `fired`: the rules that had an effect, by item.
    """

    off: frozenset[str]
    factors: Mapping[str, float]
    fired: Mapping[str, tuple[Rule, ...]]


def personalise(frame: Frame, profile: Profile) -> Personal:
    """What the rules "off" and "reduction" of `frame` do for `profile`; a rule that lacks an answer does nothing."""
    own: dict[str, float] = {}
    out: set[str] = set()
    fired: dict[str, tuple[Rule, ...]] = {}
    for rule in frame.rules:
        if rule.effect == "score":
            continue
        value = evaluate(parse(rule.formula), profile)
        if rule.effect == "off" and value is True:
            out.add(rule.item)
        elif rule.effect == "reduction" and isinstance(value, float) and value >= 0:
            own[rule.item] = own.get(rule.item, 1.0) * value
        else:
            continue
        fired[rule.item] = (*fired.get(rule.item, ()), rule)
    return _spread(frame, own, out, fired)


def _spread(
    frame: Frame, own: Mapping[str, float], out: set[str], fired: Mapping[str, tuple[Rule, ...]]
) -> Personal:
    """Carry what was decided down the tree."""
    factors: dict[str, float] = {}
    off: set[str] = set()
    for item in frame.items.values():
        factors[item.id] = own.get(item.id, 1.0) * (factors[item.parent] if item.parent else 1.0)
        if item.id in out or item.parent in off:
            off.add(item.id)
    return Personal(frozenset(off), factors, fired)
