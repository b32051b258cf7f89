"""What facilitators may do, and what the site says of who comes and goes: one function per kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from maillage.workshop import cleaning as clean
from maillage.workshop.board import Board
from maillage.workshop.limits import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TIMER,
    LONGEST_TITLE,
    MOST_CELLS,
    MOST_EVENTS,
    MOST_ITEMS,
)
from maillage.workshop.refusals import refused
from maillage.workshop.saying import actor

Content = Mapping[str, Any]
Cleaned = dict[str, Any]


def _nothing(board: Board, content: Content) -> Cleaned:
    return {}


def _timer(board: Board, content: Content) -> Cleaned:
    seconds = content.get("seconds")
    return {"seconds": None if seconds is None else clean.whole(seconds, "seconds", 1, LONGEST_TIMER)}


# --- notes and groups -----------------------------------------------------------------------------------------------


def _group(board: Board, content: Content) -> Cleaned:
    found = clean.items(content, "notes", MOST_EVENTS)
    notes = list(dict.fromkeys(_note(board, one) for one in found))
    if not notes:
        raise refused("empty", name="notes")
    if len({board.objects[f"n/{number}"]["activity"] for number in notes}) > 1:
        raise refused("notes-apart")
    return {"notes": notes} | clean.filled(title=clean.words(content, "title", LONGEST_TITLE, required=False))


def _note(board: Board, found: Any) -> int:
    return _there(board, "n", found, "unknown-note")


def _there(board: Board, letter: str, found: Any, code: str) -> int:
    thing = None
    if isinstance(found, int) and not isinstance(found, bool):
        thing = board.objects.get(f"{letter}/{found}") if 0 < found <= board.head else None
    if thing is None or "dropped" in thing:
        raise refused(code)
    return int(thing["number"])


def _group_number(board: Board, content: Content) -> Cleaned:
    return {"group": _there(board, "g", content.get("group"), "unknown-group")}


def _retitle(board: Board, content: Content) -> Cleaned:
    return _group_number(board, content) | {"title": clean.words(content, "title", LONGEST_TITLE)}


def _of_note(board: Board, content: Content) -> Cleaned:
    return {"note": _note(board, content.get("note"))}


# --- people ---------------------------------------------------------------------------------------------------------


def _pair(board: Board, content: Content) -> Cleaned:
    pairs = [_one_pair(board, one) for one in clean.items(content, "pairs", MOST_EVENTS)]
    return {"pairs": pairs}


def _one_pair(board: Board, found: Any) -> list[str]:
    if not isinstance(found, (list, tuple)) or not 2 <= len(found) <= 3:
        raise refused("not-a-pair")
    for who in found:
        if not isinstance(who, str) or who not in board.people:
            raise refused("unknown-person")
    if len(set(found)) < len(found):
        raise refused("not-a-pair")
    return list(found)


def _join(board: Board, content: Content) -> Cleaned:
    speaks_for = actor(content["actor"], "actor") if content.get("actor") else ""
    return {"name": clean.words(content, "name", LONGEST_NAME)} | clean.filled(actor=speaks_for)


# --- what came out --------------------------------------------------------------------------------------------------


def _shown(board: Board, content: Content) -> Cleaned:
    sentences = [
        clean.line(one, "sentences", LONGEST_TEXT) for one in clean.items(content, "sentences", MOST_ITEMS)
    ]
    columns = [_cell(one, "columns") for one in clean.items(content, "columns", MOST_CELLS)]
    rows = [_row(one) for one in clean.items(content, "rows", MOST_ITEMS)]
    about = actor(content["actor"], "actor") if content.get("actor") else ""
    said = clean.filled(actor=about, sentences=sentences, columns=columns, rows=rows)
    return {"what": clean.words(content, "what", LONGEST_TEXT)} | said


def _row(found: Any) -> list[str]:
    return [_cell(one, "rows") for one in clean.items({"rows": found}, "rows", MOST_CELLS)]


def _cell(found: Any, name: str) -> str:
    return "" if found is None else clean.line(found, name, LONGEST_TEXT)


def _outcome(board: Board, content: Content) -> Cleaned:
    found = clean.items(content, "objections", MOST_ITEMS)
    objections = [words for one in found if (words := clean.line(one, "objections", LONGEST_TEXT))]
    more = clean.filled(review_on=clean.day(content, "review_on"), objections=objections)
    return {"text": clean.words(content, "text")} | more


Lead = Callable[[Board, Content], Cleaned]

OF_AN_ACTIVITY = frozenset({"open", "reveal", "close", "pair", "shown", "outcome"})
"""Kinds that need an activity."""

OF_A_KIND: Mapping[str, str] = {"pair": "constraints", "shown": "exit"}
"""Kinds that one kind of activity alone takes."""

LEADING: Mapping[str, tuple[Lead, tuple[str, ...]]] = {
    "open": (_nothing, ()),
    "reveal": (_nothing, ()),
    "close": (_nothing, ()),
    "show": (_nothing, ()),
    "timer": (_timer, ("seconds",)),
    "group": (_group, ("notes", "title")),
    "ungroup": (_group_number, ("group",)),
    "retitle": (_retitle, ("group", "title")),
    "hide": (_of_note, ("note",)),
    "unhide": (_of_note, ("note",)),
    "pair": (_pair, ("pairs",)),
    "shown": (_shown, ("what", "actor", "sentences", "columns", "rows")),
    "outcome": (_outcome, ("text", "review_on", "objections")),
    "end": (_nothing, ()),
}
"""By kind: how its content is cleaned, and the fields it may have."""

SITE: Mapping[str, tuple[Lead, tuple[str, ...]]] = {
    "join": (_join, ("name", "actor")),
    "gone": (_nothing, ()),
}
"""What the site alone says, in the name of a participant."""
