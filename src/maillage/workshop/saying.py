"""What participants and sheets of paper may say: one function per kind of event, that cleans its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from maillage.dossier.vocabularies import vocabulary
from maillage.workshop import cleaning as clean
from maillage.workshop.activities import KINDS, Activity, FieldAsked, choices
from maillage.workshop.board import Board, options_of
from maillage.workshop.limits import LONGEST_NAME, LONGEST_TEXT, LONGEST_TITLE
from maillage.workshop.log import FACILITATOR, PAPER, author
from maillage.workshop.refusals import refused
from maillage.workshop.results import levels_of, votable
from maillage.workshop.sight import neighbours

Content = Mapping[str, Any]
Cleaned = dict[str, Any]
OPTION = "id:"
MOST_DOTS = 3


def actor(found: Any, name: str) -> str:
    """Who one speaks for: ``id:…`` or words."""
    return clean.line(found, name, LONGEST_TITLE)


# --- notes ----------------------------------------------------------------------------------------------------------


def _note(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    text = clean.words(content, "text")
    said = {"text": text, "fields": _fields(activity, content.get("fields"))}
    return said | clean.filled(signed=clean.truth(content, "signed"))


def _edit(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    number = _own_note(board, who, activity, content)
    return {
        "note": number,
        "text": clean.words(content, "text"),
        "fields": _fields(activity, content.get("fields")),
    }


def _withdraw(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    return {"note": _own_note(board, who, activity, content)}


def _own_note(board: Board, who: str, activity: Activity, content: Content) -> int:
    number = content.get("note")
    if isinstance(number, bool) or not isinstance(number, int) or number not in board.notes[activity.key]:
        raise refused("unknown-note")
    by = board.notes[activity.key][number]["by"]
    led = who in (FACILITATOR, PAPER) and (by in (FACILITATOR, PAPER) or by.startswith(f"{PAPER}-"))
    if by != who and not led:
        raise refused("not-your-note")
    return number


def _fields(activity: Activity, found: Any) -> Cleaned:
    if found is None:
        return {}
    asked = {one.name: one for one in KINDS[activity.kind].fields}
    content = clean.only(found, asked)
    read = {name: _field(activity, asked[name], content) for name in asked if content.get(name) is not None}
    return clean.filled(**read)


def _field(activity: Activity, asked: FieldAsked, content: Content) -> Any:
    if asked.kind == "text":
        return clean.words(content, asked.name, required=False)
    if asked.kind == "number":
        return clean.amount(content, asked.name)
    if asked.kind == "option":
        return _option(activity, asked.list, clean.words(content, asked.name, LONGEST_TITLE, required=False))
    if asked.many:
        found = clean.items(content, asked.name, len(asked.choices))
        return list(dict.fromkeys(_code(asked, one) for one in found))
    return _code(asked, content[asked.name]) if content[asked.name] != "" else ""


def _code(asked: FieldAsked, found: Any) -> str:
    """A code that is offered; other words too where the vocabulary is open."""
    codes = [one.code for one in asked.choices]
    if asked.kind == "code" and vocabulary(asked.list).open and isinstance(found, str):
        known = clean.line(found, asked.name, LONGEST_NAME)
        return vocabulary(asked.list).code_of(known) or known
    return clean.one_of(found, asked.name, codes)


def _option(activity: Activity, name: str, found: str) -> str:
    """One of the prepared options, or free words."""
    if found.startswith(OPTION) and found.removeprefix(OPTION) not in options_of(activity, name):
        raise refused("unknown-option", found=found)
    return found


def _contribution(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    named = {name: content.get(name) for name in ("kind", "against", "amount", "unit", "period")}
    if not named["kind"]:
        raise refused("empty", name="kind")
    return {"brings": clean.words(content, "brings")} | _fields(activity, named)


# --- stances --------------------------------------------------------------------------------------------------------


def _stance(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    if activity.kind == "consent":
        return _consent(content)
    clean.only(content, ("level", "why", "sheet", "actor"))
    why = clean.words(content, "why", required=False)
    level = content.get("level")
    if level is not None:
        level = clean.one_of(level, "level", list(levels_of(activity)))
    elif "level" not in content and not why:
        raise refused("nothing-said")
    return {"level": level} | clean.filled(why=why)


def _consent(content: Content) -> Cleaned:
    clean.only(content, ("answer", "why", "sheet", "actor"))
    answer = clean.one_of(content.get("answer"), "answer", [one.code for one in choices("consent_answers")])
    why = clean.words(content, "why", required=False)
    if answer == "objection" and not why:
        raise refused("objection-without-reason")
    return {"answer": answer} | clean.filled(why=why)


def _dots(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    spread = content.get("spread")
    if not isinstance(spread, Mapping):
        raise refused("not-an-object")
    most = dots_of(activity)
    if len(spread) > max(4 * most, 100):
        raise refused("too-many-dots", most=most)
    given = {
        _votable(board, activity.key, key): clean.whole(dots, "spread", 0, most)
        for key, dots in spread.items()
    }
    if sum(given.values()) > most:
        raise refused("too-many-dots", most=most)
    return {"spread": {key: dots for key, dots in sorted(given.items()) if dots}}


def dots_of(activity: Activity) -> int:
    """How many dots each one has: those of the settings, else three."""
    found = activity.settings.get("dots")
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else MOST_DOTS


def _votable(board: Board, activity: str, key: Any) -> str:
    if not isinstance(key, str) or not votable(board, activity, key):
        raise refused("unknown-choice", found=clean.shortened(key))
    return key


# --- constraints ----------------------------------------------------------------------------------------------------


def _constraint(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    open_to = clean.one_of(content.get("open_to"), "open_to", [one.code for one in choices("open_to")])
    return {"text": clean.words(content, "text"), "open_to": open_to}


def _readback(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    by, of = author(who, content), _person(content)
    near = of in neighbours(board, activity.key, who) or who == PAPER
    if of == by or not near:
        raise refused("not-a-neighbour")
    if of not in board.stances[activity.key]:
        raise refused("no-constraint")
    return {"of": of, "text": clean.words(content, "text")}


def _confirm(board: Board, who: str, activity: Activity, content: Content) -> Cleaned:
    by, of = author(who, content), _person(content)
    told = board.stances[activity.key].get(by)
    if told is None or of not in told["readbacks"]:
        raise refused("no-readback")
    codes = [one.code for one in choices("confirm_answers")]
    said = {"of": of, "answer": clean.one_of(content.get("answer"), "answer", codes)}
    return said | clean.filled(text=clean.words(content, "text", LONGEST_TEXT, required=False))


def _person(content: Content) -> str:
    return clean.words(content, "of", LONGEST_NAME)


Say = Callable[[Board, str, Activity, Content], Cleaned]

SAYING: Mapping[str, tuple[Say, tuple[str, ...]]] = {
    "note": (_note, ("text", "fields", "signed")),
    "edit": (_edit, ("note", "text", "fields")),
    "withdraw": (_withdraw, ("note",)),
    "stance": (_stance, ("level", "answer", "why")),
    "dots": (_dots, ("spread",)),
    "contribution": (_contribution, ("brings", "kind", "against", "amount", "unit", "period")),
    "constraint": (_constraint, ("text", "open_to")),
    "readback": (_readback, ("of", "text")),
    "confirm": (_confirm, ("of", "answer", "text")),
}
"""By kind: how its content is cleaned, and the fields it may have."""

ON_NOTES = frozenset({"edit", "withdraw"})
"""Kinds that speak of a note that is there, whatever the kind of activity."""
