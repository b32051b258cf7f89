"""Who sees what of a board: hidden things never leave the server.

What somebody says of their position, their dots or their consent is theirs: before the reveal others get a count, after
it a dispersion without names. A constraint is told to the neighbours, and to nobody else but those it is open to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from maillage.workshop.objects import Objects, Seen

ROLES = ("participant", "screen", "facilitator")


def seen(board: Objects, key: str, thing: Seen, role: str, who: str) -> Seen | None:
    """The object `key` as a reader sees it. Raises `ValueError` on an unknown role."""
    if role not in ROLES:
        raise ValueError(role)
    return _BY_KIND[key[:1]](board, thing, role, who)


def silent(board: Objects, key: str, role: str, who: str) -> bool:
    """Whether a reader never saw the object, so that its absence need not be told."""
    if key[0] not in "ps" or role == "facilitator":
        return False
    return role == "screen" or who not in apart(board, key)


def apart(board: Objects, key: str) -> frozenset[str]:
    """The participants who see the object otherwise than the others, or once did."""
    if key[0] == "n":
        by = board.objects[key].get("by", "")
        return frozenset({by} if by.startswith("p") and "-" not in by else ())
    if key[0] == "p":
        who = key[2:]
        return frozenset({who}.union(*board.met[who].values()) if who in board.met else {who})
    if key[0] == "s":
        _, activity, who = key.split("/")
        return frozenset({who} | (board.met[who].get(activity, set()) if who in board.met else set()))
    return frozenset()


def neighbours(board: Objects, activity: str, who: str) -> list[str]:
    """Those paired with somebody in an activity, now."""
    person = board.objects.get(f"p/{who}")
    return list(person["neighbours"].get(activity, ())) if person else []


def _everybody(board: Objects, thing: Seen, role: str, who: str) -> Seen:
    return dict(thing)


def _person(board: Objects, thing: Seen, role: str, who: str) -> Seen | None:
    if role == "facilitator" or (role == "participant" and who == thing["who"]):
        return {**thing, "neighbours": {key: list(paired) for key, paired in thing["neighbours"].items()}}
    if role == "participant" and any(who in paired for paired in thing["neighbours"].values()):
        return {name: value for name, value in thing.items() if name != "neighbours"}
    return None


_KEPT = frozenset({"by", "actor", "hidden"})


def _note(board: Objects, thing: Seen, role: str, who: str) -> Seen | None:
    own = role == "participant" and bool(who) and who == thing["by"]
    if thing["hidden"] and not own and role != "facilitator":
        return None
    shown = {name: value for name, value in thing.items() if name not in _KEPT}
    if thing["signed"]:
        shown["name"] = _name(board, thing["by"])
    if own:
        shown |= {"mine": True, "by": who, "hidden": thing["hidden"]}
    if role == "facilitator":
        shown |= {
            "by": thing["by"],
            "by_name": _name(board, thing["by"]),
            "actor": actor_of(board, thing),
            "hidden": thing["hidden"],
        }
    return shown


def _name(board: Objects, who: str) -> str:
    person = board.objects.get(f"p/{who}")
    return str(person["name"]) if person else ""


def actor_of(board: Objects, thing: Mapping[str, Any]) -> str:
    """The actor that a note or a stance speaks for: as its sheet says, else as its author said when joining."""
    if thing.get("actor"):
        return str(thing["actor"])
    person = board.objects.get(f"p/{thing.get('by') or thing.get('who')}")
    return str(person["actor"]) if person else ""


def _stance(board: Objects, thing: Seen, role: str, who: str) -> Seen | None:
    if role == "screen":
        return None
    if role == "facilitator":
        return _stance_led(board, thing)
    own = bool(who) and who == thing["who"]
    paired = thing["kind"] == "constraint" and who in neighbours(board, thing["activity"], thing["who"])
    return _copied(thing) if own or paired else None


def _stance_led(board: Objects, thing: Seen) -> Seen:
    """What facilitators see: who has answered; what they answered once it is revealed, unless told to a neighbour."""
    activity = board.objects[f"a/{thing['activity']}"]
    if thing["kind"] != "constraint":
        return _copied(thing) if activity["revealed"] else _answered(thing)
    if thing["open_to"] != "neighbour":
        return _copied(thing)
    readings = {by: {"answer": one["answer"]} for by, one in thing["readbacks"].items()}
    return {**_answered(thing), "open_to": "neighbour", "readbacks": readings}


def _answered(thing: Seen) -> Seen:
    return {name: thing[name] for name in ("n", "activity", "who", "kind")} | {"answered": True}


def _copied(thing: Seen) -> Seen:
    if "readbacks" not in thing:
        return dict(thing)
    return {**thing, "readbacks": {by: dict(one) for by, one in thing["readbacks"].items()}}


_BY_KIND: Mapping[str, Callable[[Objects, Seen, str, str], Seen | None]] = {
    "w": _everybody,
    "a": _everybody,
    "c": _everybody,
    "g": _everybody,
    "p": _person,
    "n": _note,
    "s": _stance,
}
