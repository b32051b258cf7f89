"""The points of every item, inferred from those that the table gives: docs/methods/frames.md, “Points”.

Given points stay; an item with neither points nor share sums its children; then, from the top down, children receive
their share of the parent, or equal shares.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from maillage.dossier.problems import Problem
from maillage.referential.cells import Line
from maillage.referential.frame import Item

TOLERANCE = 1e-5
"""Relative: how far the children of an item may sum from its points, and shares from a hundred."""


def infer_points(items: Mapping[str, Item], rows: Mapping[str, Line]) -> dict[str, float]:
    """The points of every item, in the order of the tree; empty when the table gives neither points nor shares.

    Notes, on the rows, shares and points that do not sum and items that nothing gives points to.
    """
    if all(item.points is None and item.share is None for item in items.values()):
        return {}
    found = _from_below(items, rows)
    for item in items.values():
        if item.parent not in items and item.id not in found:
            if item.parent is None:  # an unknown parent is a problem of its own
                rows[item.id].wrong("no-points", "points", item.id)
            found[item.id] = 0.0
        _give_children(item, items, found, rows)
    for item in items.values():
        _check_sum(item, found, rows)
    return {id_: found[id_] for id_ in items}


def _from_below(items: Mapping[str, Item], rows: Mapping[str, Line]) -> dict[str, float]:
    """What is given, the sums of what is given, and nothing for the brothers of those who have points."""
    found = {item.id: item.points for item in items.values() if item.points is not None}
    for item in reversed(list(items.values())):
        known = [child for child in item.children if child in found]
        if known:
            for child in item.children:
                if items[child].share:
                    rows[child].wrong("points-and-share", "share", child, sibling=known[0])
                found.setdefault(child, 0.0)
            if item.id not in found and item.share is None:
                found[item.id] = math.fsum(found[child] for child in item.children)
    return found


def _give_children(
    item: Item, items: Mapping[str, Item], found: dict[str, float], rows: Mapping[str, Line]
) -> None:
    """Share the points of an item among its children, when they have none yet."""
    if not item.children or item.children[0] in found:
        return
    shares = {child: items[child].share for child in item.children}
    if any(shares.values()):
        total = math.fsum(share or 0.0 for share in shares.values())
        if not math.isclose(total, 100.0, rel_tol=TOLERANCE):
            rows[item.children[0]].wrong("shares-sum", "share", f"{total:g} %", parent=item.id)
        found |= {child: found[item.id] * (share or 0.0) / 100 for child, share in shares.items()}
        return
    sharing = [child for child, share in shares.items() if share is None]
    found |= {child: found[item.id] / len(sharing) if child in sharing else 0.0 for child in item.children}


def _check_sum(item: Item, found: Mapping[str, float], rows: Mapping[str, Line]) -> None:
    if not item.children or any(one.code == "shares-sum" for one in _noted(item, rows)):
        return
    total = math.fsum(found[child] for child in item.children)
    if not math.isclose(total, found[item.id], rel_tol=TOLERANCE, abs_tol=TOLERANCE):
        rows[item.id].wrong("points-sum", "points", f"{found[item.id]:g}", total=f"{total:g}")


def _noted(item: Item, rows: Mapping[str, Line]) -> Sequence[Problem]:
    line = rows[item.children[0]]
    return [one for one in line.notes.problems if one.place == line.place("share")]
