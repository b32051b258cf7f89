"""What was computed lately stays at hand, within a bound: pages of one dossier share its reading and its analysis."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Kept = TypeVar("Kept")
_shelves: WeakSet[Shelf[Any]] = WeakSet()


class Shelf(Generic[Kept]):
    """The values used last, up to a total weight; a value heavier than that is made each time."""

    def __init__(self, capacity: int, weigh: Callable[[Kept], int]) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._kept: OrderedDict[Hashable, tuple[int, Kept]] = OrderedDict()
        self._total = 0
        self._lock = Lock()
        _shelves.add(self)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The value kept under `key`, made when it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        value = make()
        self._keep(key, self._weigh(value), value)
        return value

    def _keep(self, key: Hashable, weight: int, value: Kept) -> None:
        with self._lock:
            if key in self._kept or weight > self._capacity:
                return
            self._kept[key] = (weight, value)
            self._total += weight
            while self._total > self._capacity:
                _, (dropped, _value) = self._kept.popitem(last=False)
                self._total -= dropped

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._total = 0


def forget_all() -> None:
    """Empty every shelf of this process (tests start from nothing)."""
    for shelf in tuple(_shelves):
        shelf.clear()
