"""Who comes and goes, and who is whose neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maillage.workshop.log import Event
from maillage.workshop.objects import Fold, Objects


def _pair(board: Objects, event: Event) -> None:
    paired: dict[str, set[str]] = {}
    for group in event.content["pairs"]:
        for one in group:
            paired.setdefault(one, set()).update(other for other in group if other != one)
    for who in board.people:
        _introduce(board, event.activity, who, sorted(paired.get(who, ()), key=_by_number))


def _by_number(who: str) -> tuple[int, str]:
    return len(who), who


def _introduce(board: Objects, activity: str, who: str, others: Iterable[str]) -> None:
    """Give somebody neighbours in an activity; both see what each other says in it."""
    before = board.objects[f"p/{who}"]["neighbours"]
    after = {**before, activity: list(others)}
    if before.get(activity, []) == after[activity]:
        return
    board.met[who][activity].update(after[activity])
    board.change(f"p/{who}", neighbours=after)
    if who in board.stances[activity]:
        board.put(f"s/{activity}/{who}", board.stances[activity][who])


def _join(board: Objects, event: Event) -> None:
    key = f"p/{event.who}"
    before = board.objects.get(key)
    named = {"name": event.content["name"], "actor": event.content.get("actor", ""), "gone": False}
    if before is None:
        board.people[event.who] = {"who": event.who, **named, "neighbours": {}}
        board.put(key, board.people[event.who])
        board.change("w", present=board.objects["w"]["present"] + 1)
        return
    board.change("w", present=board.objects["w"]["present"] + before["gone"])
    board.change(key, **named)
    _sign_again(board, event.who)


def _sign_again(board: Objects, who: str) -> None:
    """The notes that somebody signed bear the name they now have."""
    for notes in board.notes.values():
        for number, thing in notes.items():
            if thing["by"] == who:
                board.put(f"n/{number}", thing)


def _gone(board: Objects, event: Event) -> None:
    person = board.objects.get(f"p/{event.who}")
    if person is not None and not person["gone"]:
        board.change(f"p/{event.who}", gone=True)
        board.change("w", present=board.objects["w"]["present"] - 1)


PEOPLE: Mapping[str, Fold] = {"pair": _pair, "join": _join, "gone": _gone}
