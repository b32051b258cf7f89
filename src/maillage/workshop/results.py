"""What is shown once an activity is revealed: how the answers spread, without names and without average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from maillage.workshop.activities import Activity, choices
from maillage.workshop.objects import Objects, options_of
from maillage.workshop.sight import actor_of

Result = dict[str, Any]


def levels_of(activity: Activity) -> dict[str, str | None]:
    """The levels one may take in an activity, with their labels as written in its settings (None: ours).

    >>> list(levels_of(Activity("a", "consent")))
    ['consent', 'reserve', 'objection']
    """
    if activity.kind == "consent":
        return {one.code: None for one in choices("consent_answers")}
    prepared: Iterable[Mapping[str, Any]] = activity.settings.get("levels") or ()
    return {str(one["code"]): str(one.get("label") or one["code"]) for one in prepared}


def level_of(stance: Mapping[str, Any]) -> str | None:
    """The level somebody takes; None when they say that they cannot say."""
    found: str | None = stance["answer"] if stance["kind"] == "consent" else stance["level"]
    return found


def _spread(board: Objects, activity: str) -> Result:
    stances = board.stances[activity].values()
    counts = Counter(level_of(one) for one in stances)
    whys: dict[str | None, list[str]] = {}
    for one in stances:
        if one["why"]:
            whys.setdefault(level_of(one), []).append(one["why"])
    levels = [
        {"code": code, "label": label or code, "count": counts[code], "whys": sorted(whys.get(code, ()))}
        for code, label in levels_of(board.activities[activity]).items()
    ]
    unsaid = {"count": counts[None], "whys": sorted(whys.get(None, ()))}
    return {"levels": levels, "unsaid": unsaid, **_turnout(board, activity)}


def _turnout(board: Objects, activity: str) -> Result:
    return {"answered": len(board.stances[activity]), "present": board.objects["w"]["present"]}


# --- dots -----------------------------------------------------------------------------------------------------------


def items_of(activity: Activity) -> dict[str, str]:
    """The prepared options that one may put dots on: labels by id."""
    prepared = activity.settings.get("options") or {}
    return {str(one["id"]): str(one.get("label") or one["id"]) for some in prepared.values() for one in some}


def voted_on(board: Objects, activity: str) -> str | None:
    """The activity whose notes and groups get the dots; None when these go to prepared options."""
    on = board.activities[activity].settings.get("on")
    return on if isinstance(on, str) and on in board.activities else None


def votable(board: Objects, activity: str, key: str) -> bool:
    """Whether one may put dots on `key`: a note or a group that is shown, or a prepared option."""
    on = voted_on(board, activity)
    if on is None:
        return key in items_of(board.activities[activity])
    thing = board.objects.get(key) if key[:2] in ("n/", "g/") else None
    there = thing is not None and "dropped" not in thing and thing["activity"] == on
    return there and not (thing or {}).get("hidden", False)


def label_of(board: Objects, activity: str, key: str) -> str:
    """What a thing that gets dots is called."""
    if voted_on(board, activity) is None:
        return items_of(board.activities[activity])[key]
    thing = board.objects[key]
    return str(thing["title"] if key.startswith("g/") else thing["text"])


def dots_by_key(board: Objects, activity: str) -> dict[str, int]:
    """How many dots each thing got, itself or the notes it gathers; the most first, then in order of appearance.

    What is no longer there counts no more. Prepared options are all told; notes and groups only with a dot.
    """
    prepared = [] if voted_on(board, activity) else items_of(board.activities[activity])
    counts: Counter[str] = Counter(dict.fromkeys(prepared, 0))
    for stance in board.stances[activity].values():
        for key, dots in stance["spread"].items():
            gathered = _gathered(board, key)
            if votable(board, activity, gathered):
                counts[gathered] += dots
    order = {key: rank for rank, key in enumerate(prepared)}
    return dict(sorted(counts.items(), key=lambda one: (-one[1], order.get(one[0], 0), _number(one[0]))))


def _number(key: str) -> int:
    return int(key[2:]) if key[:2] in ("n/", "g/") and key[2:].isdigit() else 0


def _gathered(board: Objects, key: str) -> str:
    """The group that holds a note, the thing itself otherwise."""
    group = board.objects.get(key, {}).get("group") if key.startswith("n/") else None
    return key if group is None else f"g/{group}"


def _dots(board: Objects, activity: str) -> Result:
    counts = dots_by_key(board, activity)
    told = [
        {"key": key, "label": label_of(board, activity, key), "count": count} for key, count in counts.items()
    ]
    return {"counts": told, **_turnout(board, activity)}


# --- constraints ----------------------------------------------------------------------------------------------------


def named_actor(activity: Activity, words: str) -> str:
    """What an actor is called: the label of an option, or the words that people wrote.

    >>> named_actor(Activity("a", "constraints"), "id:la-ferme")
    'la-ferme'
    """
    bare = words.removeprefix("id:")
    return bare if bare == words else options_of(activity, "actors").get(bare, bare)


def _constraints(board: Objects, activity: str) -> Result:
    stances = list(board.stances[activity].values())
    answers = Counter(
        one["answer"] or "waiting" for stance in stances for one in stance["readbacks"].values()
    )
    told = [
        {"text": one["text"], "actor": named_actor(board.activities[activity], actor_of(board, one))}
        for one in stances
        if one["open_to"] == "members"
    ]
    readings = {code: answers[code] for code in ("yes", "nearly", "no", "waiting")}
    return {"constraints": told, "readings": readings, **_turnout(board, activity)}


RESULTS: Mapping[str, Callable[[Objects, str], Result]] = {
    "position": _spread,
    "consent": _spread,
    "dots": _dots,
    "constraints": _constraints,
}
