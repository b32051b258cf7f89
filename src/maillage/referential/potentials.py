"""What each item can be worth for one respondent: who is concerned, and how the points of the others are shared out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maillage.referential.frame import Frame, Item
from maillage.referential.personal import Personal
from maillage.referential.statuses import Status

Statuses = Mapping[str, Status]


@dataclass(slots=True)
class Potentials:
    """By item. `personal`: the points of the frame times the factors of rules. `potential`: what it can be worth.

    `received`: points of brothers that are not concerned; `scaled`: by what its own potential was multiplied when its
    parent's changed. `out`: the items that are not concerned; `climbed`: those that are not because no child is.
    """

    personal: dict[str, float] = field(default_factory=dict)
    potential: dict[str, float] = field(default_factory=dict)
    received: dict[str, float] = field(default_factory=dict)
    scaled: dict[str, float] = field(default_factory=dict)
    out: set[str] = field(default_factory=set)
    climbed: set[str] = field(default_factory=set)


def potentials(frame: Frame, statuses: Statuses, personal: Personal) -> Potentials:
    """The potential of every item of a frame with points, for who gave `statuses`."""
    found = Potentials({id_: points * personal.factors[id_] for id_, points in frame.weights.items()})
    _leave_out(frame, statuses, personal, found)
    for item in reversed(list(frame.items.values())):
        if below_action(frame, item):
            _share_out(item, found)
        found.potential[item.id] = _own(item, statuses, found)
    for item in frame.items.values():
        if below_action(frame, item):
            _rescale(item, found)
    return found


def below_action(frame: Frame, item: Item) -> bool:
    """Whether the children of `item` share points among them: it stands at the level of action, or lower."""
    return frame.action_depth is not None and item.depth >= frame.action_depth and bool(item.children)


def _leave_out(frame: Frame, statuses: Statuses, personal: Personal, found: Potentials) -> None:
    """Who is not concerned: by a rule, by a status, by the parent; then by all of the children."""
    for item in frame.items.values():
        said = statuses.get(item.id)
        if item.id in personal.off or item.parent in found.out or (said is not None and not said.concerned):
            found.out.add(item.id)
    for item in reversed(list(frame.items.values())):
        said = statuses.get(item.id)
        if item.id in found.out or not item.children or (said is not None and said.concerned):
            continue
        if all(child in found.out for child in item.children):
            found.out.add(item.id)
            found.climbed.add(item.id)


def _own(item: Item, statuses: Statuses, found: Potentials) -> float:
    if item.id in found.out:
        return 0.0
    if not item.children or item.id in statuses:
        return found.personal[item.id]
    return math.fsum(found.potential[child] for child in item.children)


def _share_out(item: Item, found: Potentials) -> None:
    """Give the points of the children that are not concerned to the others, in equal parts, but to those without."""
    lost = math.fsum(found.personal[child] for child in item.children if child in found.out)
    heirs = [child for child in item.children if found.potential[child] != 0]
    if lost == 0:
        return
    for child in heirs:
        found.received[child] = lost / len(heirs)
        found.potential[child] += found.received[child]


def _rescale(item: Item, found: Potentials) -> None:
    """Keep the children in proportion when the potential of their parent is no longer the sum of theirs."""
    total = math.fsum(found.potential[child] for child in item.children)
    if total == 0 or total == found.potential[item.id]:
        return
    factor = found.potential[item.id] / total
    for child in item.children:
        found.potential[child] *= factor
        if not math.isclose(factor, 1.0):
            found.scaled[child] = factor


def concerned(frame: Frame, found: Potentials) -> Iterator[Item]:
    """The items that concern who answers, in the order of the tree."""
    return (item for item in frame.items.values() if item.id not in found.out)
