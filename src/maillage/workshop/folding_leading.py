"""What facilitators do to the activities and to the workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.workshop.folding_results import mark
from maillage.workshop.log import Event
from maillage.workshop.objects import Fold, Objects
from maillage.workshop.results import RESULTS


def _open(board: Objects, event: Event) -> None:
    """Open an activity; the one that was revealed is blind again."""
    kind, key = board.activities[event.activity].kind, f"a/{event.activity}"
    if kind in RESULTS and board.objects[key]["revealed"]:
        board.change(key, result=None)
        mark(board, event.activity, {})
    _state(board, event.activity, state="open", revealed=False)
    board.change("w", activity=event.activity)


def _reveal(board: Objects, event: Event) -> None:
    _state(board, event.activity, state="revealed", revealed=True)


def _close(board: Objects, event: Event) -> None:
    _state(board, event.activity, state="closed")


def _state(board: Objects, activity: str, **values: Any) -> None:
    before = board.objects[f"a/{activity}"]["revealed"]
    board.change(f"a/{activity}", answered=len(board.speaking[activity]), **values)
    if values["state"] != "open" and board.objects["w"]["activity"] == activity:
        board.change("w", activity=_still_open(board))
    if values.get("revealed", before) != before:
        _let_see(board, activity)


def _still_open(board: Objects) -> str | None:
    states = {key: board.objects[f"a/{key}"]["state"] for key in board.activities}
    return next((key for key, state in states.items() if state == "open"), None)


def _let_see(board: Objects, activity: str) -> None:
    """Facilitators see stances otherwise once they are revealed."""
    for by, thing in board.stances[activity].items():
        board.put(f"s/{activity}/{by}", thing)


def _show(board: Objects, event: Event) -> None:
    board.change("w", shown=event.activity or None)


def _timer(board: Objects, event: Event) -> None:
    seconds = event.content["seconds"]
    timer = None if seconds is None else {"seconds": seconds, "at": event.at.isoformat()}
    board.change("w", timer=timer)


def _shown(board: Objects, event: Event) -> None:
    told = dict(event.content)
    before = board.objects[f"a/{event.activity}"]["shown"]
    board.change(f"a/{event.activity}", result=told, shown=[*before, told])


def _outcome(board: Objects, event: Event) -> None:
    board.change(f"a/{event.activity}", outcome=dict(event.content))


def _end(board: Objects, event: Event) -> None:
    for key in board.activities:
        if board.objects[f"a/{key}"]["state"] == "open":
            _state(board, key, state="closed")
    board.change("w", ended=True, timer=None)


LEADING: Mapping[str, Fold] = {
    "open": _open,
    "reveal": _reveal,
    "close": _close,
    "show": _show,
    "timer": _timer,
    "shown": _shown,
    "outcome": _outcome,
    "end": _end,
}
