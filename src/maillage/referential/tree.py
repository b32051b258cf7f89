"""The rows of ``items.csv`` put in the order of the tree: a parent before its children, brothers as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from maillage.referential.cells import Line, Notes
from maillage.referential.frame import ANSWERS, KINDS, Item
from maillage.text import listing, same

_MOST_POINTS = 1e9
"""More than any grid gives, and few enough for sums and factors to stay numbers."""


def read_items(lines: Sequence[Line], notes: Notes) -> tuple[dict[str, Item], dict[str, Line]]:
    """The items in the order of the tree, and the row of each. Notes duplicates, unknown parents and cycles."""
    rows: dict[str, Line] = {}
    read: dict[str, Item] = {}
    for line in lines:
        item = _item(line)
        if not item.id:
            continue
        if item.id in rows:
            line.wrong("duplicate-id", "id", item.id, first=rows[item.id].number)
            continue
        rows[item.id], read[item.id] = line, item
    children = _children(read, rows)
    ordered = _ordered(read, children)
    _note_cycles(read, ordered, rows)
    return ordered, rows


def _item(line: Line) -> Item:
    answer = line.one_of("answer", ANSWERS, default="") or None
    kind = line.one_of("kind", KINDS, default="item" if answer else "theme")
    if kind == "item" and answer is None and not line.said("answer"):
        line.wrong("no-answer-kind", "answer", line.said("id"), choices=_codes(ANSWERS))
    if kind == "theme" and answer is not None:
        line.wrong("theme-asked", "answer", line.said("answer"))
    return Item(
        id=line.id(),
        parent=line.said("parent") or None,
        kind=kind,
        label=line.words("label"),
        question=line.both("question"),
        why=line.both("why"),
        answer=answer,
        unit=line.said("unit") or None,
        points=line.number_in("points", most=_MOST_POINTS),
        share=line.number_in("share", most=100.0),
        short=line.truth("short"),
        evidence=line.both("evidence"),
        help=line.both("help"),
        register=line.said("register") or None,
        source=line.several("source"),
    )


def _codes(codes: Sequence[str]) -> object:
    return listing([same(one) for one in codes], limit=12)


def _children(read: Mapping[str, Item], rows: Mapping[str, Line]) -> dict[str | None, list[str]]:
    children: dict[str | None, list[str]] = {None: []}
    for item in read.values():
        parent = item.parent
        if parent is not None and parent not in read:
            rows[item.id].wrong("unknown-parent", "parent", parent)
            parent = None
        children.setdefault(parent, []).append(item.id)
    return children


def _ordered(read: Mapping[str, Item], children: Mapping[str | None, Sequence[str]]) -> dict[str, Item]:
    """The items met when one goes down from the roots; those of a cycle are not."""
    ordered: dict[str, Item] = {}
    waiting = [(id_, 0) for id_ in reversed(children[None])]
    while waiting:
        id_, depth = waiting.pop()
        below = tuple(children.get(id_, ()))
        ordered[id_] = replace(read[id_], depth=depth, children=below)
        waiting += [(child, depth + 1) for child in reversed(below)]
    return ordered


def _note_cycles(read: Mapping[str, Item], ordered: Mapping[str, Item], rows: Mapping[str, Line]) -> None:
    """Say each cycle once, with all its members; what hangs below it is not said again."""
    seen: set[str] = set()
    for start in read:
        path: list[str] = []
        at = start
        while at not in ordered and at not in seen:
            seen.add(at)
            path.append(at)
            at = read[at].parent or ""
        if at in path:
            cycle = path[path.index(at) :]
            rows[cycle[0]].wrong("cycle", "parent", " → ".join([*cycle, cycle[0]]))
