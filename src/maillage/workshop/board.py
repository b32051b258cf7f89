"""The board of a workshop: every event of its log folded, in order, into a flat map of objects.

The shapes of the objects are documented in ``docs/methods/workshop.md``. A board is a running fold: unlike the rest of
the library it changes in place, since thousands of events make it. The same events always make the same board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maillage.workshop.activities import Activity
from maillage.workshop.folding import FOLDS, refresh
from maillage.workshop.log import Event
from maillage.workshop.objects import Objects, Seen, options_of
from maillage.workshop.sight import apart, seen, silent

__all__ = ["Board", "options_of"]


class Board(Objects):
    """What the events so far make. `head` is the number of the last one; `objects` the whole map, hidden things
    included: nothing of it goes out but through `visible`, `changes` or `since`.

    >>> from maillage.workshop.activities import Activity
    >>> Board([Activity("a1", "notes", "Notes")]).visible("a/a1", "screen", "")["state"]
    'waiting'
    """

    def __init__(self, activities: Sequence[Activity]) -> None:
        super().__init__(activities)
        for position, one in enumerate(activities):
            self.objects[f"a/{one.key}"] = _waiting(one, position)
            self.objects[f"c/{one.key}"] = {"n": 0, "activity": one.key, "notes": 0, "answered": 0}
        self.objects["w"] = {
            "n": 0,
            "activity": None,
            "shown": None,
            "timer": None,
            "present": 0,
            "ended": False,
        }

    def apply(self, event: Event) -> frozenset[str]:
        """Fold one event; the keys of the objects it changed. One already folded changes nothing."""
        if event.number <= self.head:
            return frozenset()
        self.head = event.number
        self.touched.clear()
        self.said[event.who] += 1
        fold = FOLDS.get(event.kind)
        if fold is not None:
            fold(self, event)
            refresh(self, event)
        return frozenset(self.touched)

    def visible(self, key: str, role: str, who: str) -> Seen | None:
        """The object `key` as a reader sees it, None when they do not.

        `role` is ``participant``, ``screen`` or ``facilitator``; `who` is the participant, "" for what all of them see.
        """
        thing = self.objects.get(key)
        return None if thing is None or "dropped" in thing else seen(self, key, thing, role, who)

    def changes(self, keys: Iterable[str], role: str, who: str) -> dict[str, Seen | None]:
        """What to send a reader of the objects `keys`: None for what is seen no more; what never was is left out."""
        told: dict[str, Seen | None] = {}
        for key in keys:
            shown = self.visible(key, role, who)
            if shown is not None or not silent(self, key, role, who):
                told[key] = shown
        return told

    def since(self, number: int, role: str, who: str) -> dict[str, Seen | None]:
        """What changed after event `number`, for a copy that stands there; with 0, everything that is seen."""
        if number <= 0:
            return {
                key: shown
                for key, shown in self.changes(self.objects, role, who).items()
                if shown is not None
            }
        return self.changes(reversed(list(self._later(number))), role, who)

    def apart(self, keys: Iterable[str]) -> frozenset[str]:
        """The participants who see some of these objects otherwise than ``visible(key, "participant", "")``."""
        return frozenset().union(*(apart(self, key) for key in keys))

    def options(self, activity: str, name: str) -> dict[str, str]:
        """The prepared options `name` of an activity: labels by id."""
        return options_of(self.activities[activity], name)

    def _later(self, number: int) -> Iterator[str]:
        for key in reversed(self.objects):
            if self.objects[key]["n"] <= number:
                return
            yield key


def _waiting(one: Activity, position: int) -> Seen:
    return {
        "n": 0,
        "activity": one.key,
        "position": position,
        "kind": one.kind,
        "title": one.title,
        "prompt": one.prompt,
        "minutes": one.minutes,
        "settings": dict(one.settings),
        "state": "waiting",
        "revealed": False,
        "answered": 0,
        "result": None,
        "shown": [],
        "outcome": None,
    }
