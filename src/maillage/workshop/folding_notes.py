"""What is done to notes and groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillage.workshop.limits import LONGEST_TITLE
from maillage.workshop.log import FACILITATOR, PAPER, Event, author
from maillage.workshop.objects import Fold, Objects

# --- notes ----------------------------------------------------------------------------------------------------------


def _note(board: Objects, event: Event) -> None:
    content, by = event.content, author(event.who, event.content)
    thing = {
        "number": event.number,
        "activity": event.activity,
        "text": content["text"],
        "fields": dict(content.get("fields", {})),
        "signed": bool(content.get("signed")),
        "by": by,
        "actor": content.get("actor", ""),
        "group": None,
        "hidden": False,
        "edited": False,
    }
    board.put(f"n/{event.number}", thing)
    board.notes[event.activity][event.number] = thing
    board.written[event.who] += 1
    if by not in (FACILITATOR, PAPER):
        board.speak(event.activity, by, +1)
    board.count(event.activity, +1)


def _contribution(board: Objects, event: Event) -> None:
    fields = {name: value for name, value in event.content.items() if name in _OF_A_CONTRIBUTION}
    content = {"text": event.content["brings"], "fields": fields}
    content |= {name: event.content[name] for name in ("sheet", "actor") if name in event.content}
    _note(board, _with(event, content))


_OF_A_CONTRIBUTION = ("kind", "against", "amount", "unit", "period")


def _with(event: Event, content: Mapping[str, Any]) -> Event:
    return Event(event.number, event.who, event.key, event.activity, event.kind, content, event.at)


def _edit(board: Objects, event: Event) -> None:
    content = event.content
    if board.there(f"n/{content['note']}"):
        fields = dict(content.get("fields", {}))
        board.change(f"n/{content['note']}", text=content["text"], fields=fields, edited=True)


def _withdraw(board: Objects, event: Event) -> None:
    key = f"n/{event.content['note']}"
    if not board.there(key):
        return
    thing = board.objects[key]
    _leave_group(board, thing)
    del board.notes[thing["activity"]][thing["number"]]
    board.drop(key, by=thing["by"])
    if thing["by"] not in (FACILITATOR, PAPER):
        board.speak(thing["activity"], thing["by"], -1)
    board.count(thing["activity"], 0 if thing["hidden"] else -1)


def _hide(board: Objects, event: Event) -> None:
    _set_hidden(board, event, hidden=True)


def _unhide(board: Objects, event: Event) -> None:
    _set_hidden(board, event, hidden=False)


def _set_hidden(board: Objects, event: Event, *, hidden: bool) -> None:
    key = f"n/{event.content['note']}"
    if board.there(key) and board.objects[key]["hidden"] != hidden:
        board.change(key, hidden=hidden)
        board.count(board.objects[key]["activity"], -1 if hidden else +1)


# --- groups ---------------------------------------------------------------------------------------------------------


def _group(board: Objects, event: Event) -> None:
    notes = [number for number in event.content["notes"] if board.there(f"n/{number}")]
    if not notes:
        return
    first = board.objects[f"n/{notes[0]}"]
    notes = [number for number in notes if board.objects[f"n/{number}"]["activity"] == first["activity"]]
    for number in notes:
        _leave_group(board, board.objects[f"n/{number}"])
        board.change(f"n/{number}", group=event.number)
    title = event.content.get("title") or first["text"][:LONGEST_TITLE]
    thing = {"number": event.number, "activity": first["activity"], "title": title, "notes": notes}
    board.put(f"g/{event.number}", thing)


def _leave_group(board: Objects, thing: Mapping[str, Any]) -> None:
    key = f"g/{thing['group']}"
    if thing["group"] is None or not board.there(key):
        return
    left = [number for number in board.objects[key]["notes"] if number != thing["number"]]
    if left:
        board.change(key, notes=left)
    else:
        board.drop(key)


def _ungroup(board: Objects, event: Event) -> None:
    key = f"g/{event.content['group']}"
    if board.there(key):
        for number in board.objects[key]["notes"]:
            board.change(f"n/{number}", group=None)
        board.drop(key)


def _retitle(board: Objects, event: Event) -> None:
    if board.there(f"g/{event.content['group']}"):
        board.change(f"g/{event.content['group']}", title=event.content["title"])


NOTES: Mapping[str, Fold] = {
    "note": _note,
    "contribution": _contribution,
    "edit": _edit,
    "withdraw": _withdraw,
    "group": _group,
    "ungroup": _ungroup,
    "retitle": _retitle,
    "hide": _hide,
    "unhide": _unhide,
}
