"""What may be said, by whom, and in which form: everything said passes `checked` before it becomes an `Event`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from maillage.workshop import cleaning as clean
from maillage.workshop.activities import KINDS, Activity
from maillage.workshop.board import Board
from maillage.workshop.leading import LEADING, OF_A_KIND, OF_AN_ACTIVITY, SITE
from maillage.workshop.limits import MOST_EVENTS, MOST_EVENTS_LED, MOST_NOTES, MOST_SAID
from maillage.workshop.log import FACILITATOR, PAPER, Event
from maillage.workshop.refusals import Refusal, refused
from maillage.workshop.saying import ON_NOTES, SAYING, actor

__all__ = ["KINDS_OF_EVENTS", "Event", "Refusal", "checked"]

_PARTICIPANT = re.compile(r"p[1-9][0-9]{0,8}\Z")
_LED_NOTES = frozenset({"note", "contribution", "edit", "withdraw"})
_ON_PAPER = ("sheet", "actor")
KINDS_OF_EVENTS = (*SAYING, *LEADING, *SITE)
"""Every kind there is."""


def checked(
    board: Board, who: str, activity: Any, kind: Any, content: Any, *, site: bool = False
) -> Mapping[str, Any]:
    """The content, cleaned, when `who` may say it now; raises `Refusal` otherwise.

    Cleaned contents pass again unchanged. `site` says that it comes from the site itself, for `join` and `gone`.
    """
    if not isinstance(kind, str) or not isinstance(activity, str):
        raise refused("not-an-object")
    if kind in SITE:
        return _of_the_site(board, who, kind, content, site=site)
    _check_who(board, who)
    if kind in LEADING:
        return _led(board, who, activity, kind, content)
    if kind not in SAYING:
        raise refused("unknown-kind", found=clean.shortened(kind))
    if who == FACILITATOR and kind not in _LED_NOTES:
        raise refused("not-allowed")
    return _said(board, who, activity, kind, content)


def _of_the_site(board: Board, who: str, kind: str, content: Any, *, site: bool) -> Mapping[str, Any]:
    if not site:
        raise refused("not-allowed")
    if not _PARTICIPANT.match(who):
        raise refused("unknown-person")
    _check_room(board, MOST_EVENTS_LED)
    cleaning, names = SITE[kind]
    return cleaning(board, clean.only(content, names))


def _check_who(board: Board, who: str) -> None:
    if who in (FACILITATOR, PAPER):
        return
    person = board.people.get(who)
    if person is None:
        raise refused("unknown-person")
    if person["gone"]:
        raise refused("gone")


def _check_room(board: Board, most: int) -> None:
    if board.head >= most:
        raise refused("too-many-events", most=most)


def _led(board: Board, who: str, activity: str, kind: str, content: Any) -> Mapping[str, Any]:
    if who != FACILITATOR:
        raise refused("not-allowed")
    _check_room(board, MOST_EVENTS_LED)
    if activity not in board.activities and (activity != "" or kind in OF_AN_ACTIVITY):
        raise refused("unknown-activity")
    if kind in OF_A_KIND and board.activities[activity].kind != OF_A_KIND[kind]:
        raise refused("wrong-activity")
    cleaning, names = LEADING[kind]
    return cleaning(board, clean.only(content, names))


def _said(board: Board, who: str, activity: str, kind: str, content: Any) -> Mapping[str, Any]:
    _check_room(board, MOST_EVENTS if who != FACILITATOR else MOST_EVENTS_LED)
    one = board.activities.get(activity)
    if one is None:
        raise refused("unknown-activity")
    if kind not in ON_NOTES and kind not in KINDS[one.kind].says:
        raise refused("wrong-activity")
    if who not in (FACILITATOR, PAPER):
        _check_turn(board, who, one, kind)
    cleaning, names = SAYING[kind]
    known = clean.only(content, (*names, *_ON_PAPER) if who == PAPER else names)
    return {**_origin(who, known), **cleaning(board, who, one, known)}


def _check_turn(board: Board, who: str, activity: Activity, kind: str) -> None:
    """Whether a participant may still speak in an activity."""
    if board.objects["w"]["ended"]:
        raise refused("ended")
    if board.objects[f"a/{activity.key}"]["state"] != "open":
        raise refused("not-open")
    if board.said[who] >= MOST_SAID:
        raise refused("too-much-said", most=MOST_SAID)
    if kind in ("note", "contribution") and board.written[who] >= MOST_NOTES:
        raise refused("too-many-notes", most=MOST_NOTES)


def _origin(who: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Which sheet of paper, and for whom it speaks."""
    if who != PAPER:
        return {}
    sheet = {"sheet": clean.sheet(content)} if content.get("sheet") is not None else {}
    return sheet | clean.filled(actor=actor(content["actor"], "actor") if content.get("actor") else "")
