"""What is shown of an activity once it is revealed, brought up to date."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.workshop.log import Event
from maillage.workshop.objects import Objects
from maillage.workshop.results import RESULTS


def refresh(board: Objects, event: Event) -> None:
    """Bring up to date the results of the activities revealed that the event may have changed."""
    if event.kind in _ARRANGING:
        for key, one in board.activities.items():
            if one.kind == "dots" and "on" in one.settings:
                _tell(board, key)
    else:
        _tell(board, event.activity)


_ARRANGING = frozenset({"group", "ungroup", "retitle", "hide", "unhide", "withdraw", "edit"})


def _tell(board: Objects, key: str) -> None:
    activity = board.objects.get(f"a/{key}")
    if activity is None or not activity["revealed"] or activity["kind"] not in RESULTS:
        return
    result = RESULTS[activity["kind"]](board, key)
    board.change(f"a/{key}", result=result)
    if activity["kind"] == "dots":
        mark(board, key, {one["key"]: one["count"] for one in result["counts"] if one["count"]})


def mark(board: Objects, activity: str, counts: Mapping[str, int]) -> None:
    """Write on notes and groups the dots they got, where that changes."""
    before, board.marked[activity] = board.marked[activity], set(counts)
    for key in sorted(before - set(counts)):
        if board.there(key):
            board.change(key, dots=0)
    for key, count in counts.items():
        if key in board.objects:
            board.change(key, dots=count)
