"""The tree of a frame as rows of an array: level by level, the children of an item side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.referential.frame import Frame

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Level:
    """The items of one depth that have children: their rows, and where the children of each begin.

    The children of all of them are the rows `first` to `last`, in the same order.
    """

    depth: int
    parents: Rows
    first: int
    last: int
    starts: Rows
    counts: Rows


@dataclass(frozen=True, slots=True)
class Layout:
    """`row` of every item; `order`: for each row, the place of its item in the frame; `levels` from the top down."""

    row: Mapping[str, int]
    order: Rows
    levels: tuple[Level, ...]

    @property
    def back(self) -> Rows:
        """For each place in the frame, the row of its item."""
        return np.argsort(self.order)


def layout(frame: Frame) -> Layout:
    """Put the items of `frame` in rows."""
    place = {id_: number for number, id_ in enumerate(frame.items)}
    row: dict[str, int] = {}
    levels: list[Level] = []
    here: Sequence[str] = [item.id for item in frame.roots]
    depth = 0
    while here:
        row |= {id_: len(row) + number for number, id_ in enumerate(here)}
        parents = [id_ for id_ in here if frame.items[id_].children]
        below = [child for id_ in parents for child in frame.items[id_].children]
        if parents:
            levels.append(_level(frame, depth, [row[id_] for id_ in parents], parents, len(row)))
        here, depth = below, depth + 1
    order = np.array([place[id_] for id_ in row], dtype=np.intp)
    return Layout(row, order, tuple(levels))


def _level(frame: Frame, depth: int, rows: Sequence[int], parents: Sequence[str], first: int) -> Level:
    counts = np.array([len(frame.items[id_].children) for id_ in parents], dtype=np.intp)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.intp)
    return Level(depth, np.array(rows, dtype=np.intp), first, first + int(counts.sum()), starts, counts)
