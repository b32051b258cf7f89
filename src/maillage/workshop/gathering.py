"""What was said in an activity, ready to become rows: each group of notes is one thing, each other note too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.workshop.board import Board
from maillage.workshop.sight import actor_of

Note = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: a note, or several that people grouped. `title` is that of the group, the words of a note.

    `fields` are those of its notes: lists together, the first that is filled otherwise. `actors` are the actors its
    notes speak for, "" for each one that does not say.
    """

    key: str
    title: str
    texts: tuple[str, ...]
    fields: Mapping[str, Any]
    actors: tuple[str, ...]
    from_: tuple[int, ...]

    @property
    def merged(self) -> bool:
        """Whether several notes are one."""
        return len(self.texts) > 1

    def field(self, name: str) -> str:
        """What is said in a field; "" when nothing is."""
        return str(self.fields.get(name, ""))

    @property
    def actor(self) -> str:
        """The only actor its notes speak for; "" when there is none, or several."""
        spoken = set(self.actors)
        return self.actors[0] if len(spoken) == 1 else ""


def gathered(
    board: Board, activity: str, apart: Callable[[Note, str], object] | None = None
) -> Iterator[Said]:
    """The things said in an activity, in the order in which they were first; hidden notes are left out.

    `apart`, given a note and the actor it speaks for, keeps notes of one group apart when it tells them differently.
    """
    together: dict[object, list[Note]] = {}
    for number, note in board.notes.get(activity, {}).items():
        if note["hidden"]:
            continue
        group = note["group"]
        key = (
            ("n", number)
            if group is None
            else ("g", group, apart(note, actor_of(board, note)) if apart else None)
        )
        together.setdefault(key, []).append(note)
    for notes in together.values():
        yield _said(board, activity, notes)


def _said(board: Board, activity: str, notes: Sequence[Note]) -> Said:
    numbers = tuple(note["number"] for note in notes)
    group = notes[0]["group"]
    fields: dict[str, Any] = {}
    for note in notes:
        for name, value in note["fields"].items():
            fields[name] = _merged(fields.get(name), value)
    if group is None:
        key, title, from_ = f"{activity}/n{numbers[0]}", notes[0]["text"], numbers
    else:
        key, title, from_ = (
            f"{activity}/g{group}/{numbers[0]}",
            board.objects[f"g/{group}"]["title"],
            (group, *numbers),
        )
    actors = tuple(actor_of(board, note) for note in notes)
    return Said(key, str(title), tuple(str(note["text"]) for note in notes), fields, actors, from_)


def _merged(before: Any, value: Any) -> Any:
    if isinstance(before, list) and isinstance(value, list):
        return list(dict.fromkeys([*before, *value]))
    return before or value
