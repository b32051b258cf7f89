"""The objects of a board, and what is counted of them: what the folds write, and what is told is read from."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from maillage.workshop.activities import Activity
from maillage.workshop.log import Event

Seen = dict[str, Any]


class Objects:
    """The flat map of a board, from the object changed longest ago to the last one, and its indexes.

    `notes` and `stances` are the objects of an activity, by number and by person; `people` those who joined. `speaking`
    counts what each one says in an activity; `said` and `written` what each one sent. `met` holds those who are, or
    were, neighbours of somebody in an activity; `marked` the keys that bear the dots of an activity.
    """

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.activities = {one.key: one for one in activities}
        self.head = 0
        self.objects: OrderedDict[str, Seen] = OrderedDict()
        self.people: dict[str, Seen] = {}
        self.notes: defaultdict[str, dict[int, Seen]] = defaultdict(dict)
        self.stances: defaultdict[str, dict[str, Seen]] = defaultdict(dict)
        self.speaking: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.written: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.met: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.marked: defaultdict[str, set[str]] = defaultdict(set)
        self.touched: set[str] = set()

    def put(self, key: str, thing: Seen) -> None:
        """Write an object, whole."""
        thing["n"] = self.head
        self.objects[key] = thing
        self.objects.move_to_end(key)
        self.touched.add(key)

    def change(self, key: str, **values: Any) -> None:
        """Change an object that is there, when something of it does change."""
        thing = self.objects.get(key)
        if thing is not None and any(thing.get(name, ...) != value for name, value in values.items()):
            thing.update(values)
            self.put(key, thing)

    def there(self, key: str) -> bool:
        """Whether an object is there, and was not taken away."""
        return key in self.objects and "dropped" not in self.objects[key]

    def drop(self, key: str, **kept: Any) -> None:
        """Take an object away: only what must be known of it to say so is kept."""
        self.put(key, {"dropped": True, **kept})

    def speak(self, activity: str, by: str, more: int) -> None:
        """Count who has spoken in an activity."""
        speaking = self.speaking[activity]
        speaking[by] += more
        if speaking[by] <= 0:
            del speaking[by]

    def count(self, activity: str, more: int) -> None:
        """Bring up to date what is told of an activity: `more` notes shown, and how many have spoken."""
        key = f"c/{activity}"
        self.change(key, notes=self.objects[key]["notes"] + more, answered=len(self.speaking[activity]))


def options_of(activity: Activity, name: str) -> dict[str, str]:
    """The options `name` of an activity: labels by id; none when its settings do not hold such a list."""
    prepared = activity.settings.get("options") or {}
    return {str(one["id"]): str(one.get("label") or one["id"]) for one in prepared.get(name) or ()}


Fold = Callable[[Objects, Event], None]
"""What one kind of event does."""
