"""The frames shipped with Maillage."""

from __future__ import annotations

from functools import cache

from maillage.data import packaged
from maillage.referential.frame import Frame
from maillage.referential.loading import FrameReading, read_frame
from maillage.referential.tables import SHAPES
from maillage.referential.wording import FrameError, sentence
from maillage.text import listing, same

_FOLDER = "frames"


def shipped(id: str, version: str | None = None) -> Frame:
    """The shipped frame `id` in `version`; without version, the latest published one, else the latest draft.

    Raises `FrameError` for a frame that is not shipped.

    >>> shipped("efc").official
    False
    """
    known = [frame for frame in shipped_frames() if frame.id == id and version in (None, frame.version)]
    if not known:
        names = listing([same(f"{one.id} {one.version}") for one in shipped_frames()], limit=20)
        raise FrameError(sentence("frame.not-shipped", found=f"{id} {version or ''}".strip(), known=names))
    return max(known, key=_rank)


def _rank(frame: Frame) -> tuple[bool, str, list[tuple[int, str]]]:
    day = frame.published_on.isoformat() if frame.published_on else ""
    parts = [(int(part) if part.isdecimal() else -1, part) for part in frame.version.split(".")]
    return frame.status == "published", day, parts


@cache
def shipped_frames() -> tuple[Frame, ...]:
    """Every shipped frame that reads well, by id and version; tests see to it that all do."""
    found = [reading.frame for reading in readings().values() if reading.frame is not None]
    return tuple(sorted(found, key=lambda one: (one.id, _rank(one))))


@cache
def readings() -> dict[str, FrameReading]:
    """What reading each shipped folder gave, by the name of the folder."""
    return {folder: read_frame(_tables(folder)) for folder in packaged.folders(_FOLDER)}


def _tables(folder: str) -> dict[str, tuple[dict[str, str], ...]]:
    files = packaged.names(f"{_FOLDER}/{folder}")
    return {
        table: packaged.rows(f"{_FOLDER}/{folder}/{table}.csv") for table in SHAPES if f"{table}.csv" in files
    }
