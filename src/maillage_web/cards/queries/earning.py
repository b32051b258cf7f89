"""What a grid with points counts for the answers given, part by part, with what is not filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.dossier.tables import Actor, Answer
from maillage.referential.frame import Frame
from maillage.referential.profile import profile_of
from maillage.referential.scores import ItemScore
from maillage.referential.scoring import score
from maillage.referential.statuses import Status, status
from maillage.referential.wording import FrameError
from maillage.text import Text

_DEEPEST = 1
"""The whole grid and its parts: what a page shows; `maillage frame score` shows every item."""


@dataclass(frozen=True, slots=True)
class Earned:
    """One line: a part of the grid, or the whole of it."""

    label: Text
    whole: bool
    score: ItemScore


def earned(frame: Frame, actor: Actor, rows: Iterable[Answer]) -> tuple[Earned, ...]:
    """The points of the parts then of the whole of `frame`, as `rows` answer it; nothing for a frame without points."""
    if not frame.weighted:
        return ()
    scores = score(frame, _statuses(frame, rows), profile_of(actor))
    shown = [item for item in frame.items.values() if item.depth <= _DEEPEST and item.id in scores.items]
    shown.sort(key=lambda item: -item.depth)
    return tuple(Earned(item.label, item.parent is None, scores.of(item.id)) for item in shown)


def _statuses(frame: Frame, rows: Iterable[Answer]) -> Mapping[str, Status]:
    found: dict[str, Status] = {}
    for row in rows:
        said = _status(row.value or "")
        if row.item in frame.items and said is not None:
            found[row.item] = said
    return found


def _status(value: str) -> Status | None:
    """The status that a value says; nothing for what is not one, which is then not filled in."""
    try:
        return status(value)
    except FrameError:
        return None
