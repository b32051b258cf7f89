"""What is done to stances: positions, consents, dots, constraints and their readbacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.workshop.log import Event, author
from maillage.workshop.objects import Fold, Objects


def _stance(board: Objects, event: Event) -> None:
    kind = board.activities[event.activity].kind if event.activity in board.activities else ""
    names = ("answer", "why") if kind == "consent" else ("level", "why")
    _take(board, event, kind, {name: event.content.get(name) for name in names})


def _dots(board: Objects, event: Event) -> None:
    _take(board, event, "dots", {"spread": dict(event.content["spread"])})


def _constraint(board: Objects, event: Event) -> None:
    by = author(event.who, event.content)
    before = board.stances[event.activity].get(by)
    same = before is not None and before["text"] == event.content["text"]
    readbacks = before["readbacks"] if same and before else {}
    said = {"text": event.content["text"], "open_to": event.content["open_to"], "readbacks": readbacks}
    _take(board, event, "constraint", said)


def _take(board: Objects, event: Event, kind: str, said: Mapping[str, Any]) -> None:
    """Keep what somebody says in an activity; it replaces what they said before."""
    by = author(event.who, event.content)
    thing = {"activity": event.activity, "who": by, "kind": kind, **said}
    if event.content.get("actor"):
        thing["actor"] = event.content["actor"]
    board.put(f"s/{event.activity}/{by}", thing)
    fresh = by not in board.stances[event.activity]
    board.stances[event.activity][by] = thing
    if fresh:
        board.speak(event.activity, by, +1)
        board.count(event.activity, 0)


def _readback(board: Objects, event: Event) -> None:
    by, of = author(event.who, event.content), event.content["of"]
    told = board.stances[event.activity].get(of)
    if told is not None:
        read = {by: {"text": event.content["text"], "answer": None, "said": ""}}
        board.change(f"s/{event.activity}/{of}", readbacks={**told["readbacks"], **read})


def _confirm(board: Objects, event: Event) -> None:
    by, of = author(event.who, event.content), event.content["of"]
    told = board.stances[event.activity].get(by)
    if told is not None and of in told["readbacks"]:
        read = {**told["readbacks"][of], "answer": event.content["answer"]}
        read["said"] = event.content.get("text", "")
        board.change(f"s/{event.activity}/{by}", readbacks={**told["readbacks"], of: read})


STANCES: Mapping[str, Fold] = {
    "stance": _stance,
    "dots": _dots,
    "constraint": _constraint,
    "readback": _readback,
    "confirm": _confirm,
}
