"""The shipped frames, to be read from beginning to end and taken away."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from functools import cache

from maillage.dossier.vocabularies import vocabulary
from maillage.referential.canonical import tables_of
from maillage.referential.frame import Frame, Item
from maillage.referential.shipped import shipped, shipped_frames
from maillage.text import Text
from maillage_web.cards.queries.asking import Asked, asked_in

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The date of every file of an archive: the same frame gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the tree as it is read: its depth on the page, what it asks when it asks something."""

    item: Item
    heading: int
    asked: Asked | None
    register: Text | None
    points: float | None


def every_frame() -> tuple[Frame, ...]:
    """The shipped frames, by id and version."""
    return shipped_frames()


@cache
def lines_of(frame_id: str, version: str) -> tuple[Line, ...]:
    """The whole tree of a frame, a parent before its children. Raises `FrameError`."""
    frame = shipped(frame_id, version)
    return tuple(_line(frame, item) for item in frame.items.values())


def _line(frame: Frame, item: Item) -> Line:
    registers = vocabulary("model_registers")
    shallowest = min(one.depth for one in frame.items.values())
    return Line(
        item=item,
        heading=min(2 + item.depth - shallowest, 6),
        asked=asked_in(frame, item) if item.answer else None,
        register=registers.label_of(item.register) if item.register else None,
        points=frame.weights.get(item.id),
    )


def zipped(frame: Frame) -> bytes:
    """The tables of a frame as CSV files in an archive, in the form in which `maillage frame check` reads them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in tables_of(frame).items():
            if rows:
                name = zipfile.ZipInfo(f"{frame.id}-{frame.version}/{table}.csv", _MOMENT)
                archive.writestr(name, _written(rows), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _written(rows: list[dict[str, str]]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()
