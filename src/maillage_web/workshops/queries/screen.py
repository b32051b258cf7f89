"""The big screen: what the whole room may read, without a name that nobody signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillage.text import Language
from maillage.workshop.activities import KINDS, choices
from maillage_web.workshops.queries.console import board_for
from maillage_web.workshops.queries.rooms import Room

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """What the screen shows before its script runs: nothing chosen yet, or an activity with what was said."""

    title: str
    prompt: str
    kind: str
    answered: int
    present: int
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    levels: tuple[tuple[str, int], ...]
    sentences: tuple[str, ...]
    decided: str

    @property
    def waiting(self) -> bool:
        """Whether no activity is shown: the screen shows the door."""
        return not self.kind


def screen_of(room: Room, tongue: Language) -> ScreenSeen:
    """The screen as it stands now."""
    board = board_for(room)
    seen = {key: thing for key in list(board.objects) if (thing := board.visible(key, "screen", ""))}
    whole = seen["w"]
    key = whole["shown"]
    if key is None or f"a/{key}" not in seen:
        return ScreenSeen(room.title, "", "", 0, whole["present"], (), (), (), (), "")
    thing = seen[f"a/{key}"]
    notes = {one["number"]: one for name, one in seen.items() if name[:2] == "n/" and one["activity"] == key}
    groups = [one for name, one in seen.items() if name[:2] == "g/" and one["activity"] == key]
    result = thing["result"] or {}
    return ScreenSeen(
        title=thing["title"],
        prompt=thing["prompt"],
        kind=thing["kind"],
        answered=seen[f"c/{key}"]["answered"],
        present=whole["present"],
        groups=tuple(
            (one["title"], tuple(notes[number]["text"] for number in one["notes"] if number in notes))
            for one in groups
        ),
        notes=tuple(one["text"] for one in notes.values() if one["group"] is None),
        levels=_counted(thing, result, tongue),
        sentences=tuple(result.get("sentences") or ()),
        decided=(thing["outcome"] or {}).get("text", ""),
    )


def _counted(thing: Thing, result: Mapping[str, Any], tongue: Language) -> tuple[tuple[str, int], ...]:
    """How answers spread, in words; of a consent round, objections first."""
    levels = list(result.get("levels") or ())
    if thing["kind"] == "consent":
        words = {one.code: one.label.in_(tongue) for one in choices("consent_answers")}
        return tuple((words[one["code"]], one["count"]) for one in reversed(levels))
    dots = [(one["label"], one["count"]) for one in result.get("counts") or ()]
    return (*((one["label"], one["count"]) for one in levels), *dots)


def words_for(tongue: Language) -> dict[str, Any]:
    """The labels that the script of the screen needs: fields and answers by kind, in the language of the room."""
    fields = {
        kind.code: {
            one.name: {
                "label": one.label.in_(tongue),
                "list": one.list,
                "words": {choice.code: choice.label.in_(tongue) for choice in one.choices},
            }
            for one in kind.fields
        }
        for kind in KINDS.values()
    }
    return {
        "fields": fields,
        "consent": {one.code: one.label.in_(tongue) for one in choices("consent_answers")},
    }
