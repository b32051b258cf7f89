"""What a merge proposes: items, one per row, each with the cells it would change. Frozen values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["added", "changed", "removed"]
Side = Literal["current", "incoming"]

ROW = ""
"""The name, among the columns of `Choices`, of the row as a whole: that of an item that adds or removes it."""

Choices = Mapping[tuple[str, str], Side]
"""Which side wins: (key of an item, column) → side. What it does not name takes the incoming side, or the current
one when it is in conflict."""

NO_CHOICES: Choices = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One cell: its column and what each side says in it (as written in a CSV file, "" when it is empty).

    `incoming` is what the cell becomes when the proposal is taken: when `merged`, the members of both lists.
    """

    column: str
    base: str
    current: str
    incoming: str
    conflict: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One row that would be added, changed or removed, as seen from the current dossier.

    `since` tells the states of an id that has several apart, and is "" otherwise. `fields` holds the cells to change
    or, for a row added or removed, all that it says. `guessed` says that what would be lost may only have been left
    out of the incoming file: without a base nobody knows. `cites` holds the keys of the items without which this one
    would leave a reference to nothing: the added rows that it cites and, when it removes a row, the items that stop
    citing it. `looks_like` is the id of the one current row that has the name of this added row.
    """

    table: str
    id: str
    since: str
    kind: Kind
    fields: tuple[Proposal, ...] = ()
    guessed: bool = False
    cites: tuple[str, ...] = ()
    looks_like: str = ""

    @property
    def key(self) -> str:
        """A text that names the item in its plan, and the same item in a later plan; made of `[a-z0-9_.@-]`.

        >>> Item("actors", "asso", "2018-03", "changed").key
        'actors.asso@2018-03'
        """
        state = f"@{self.since}" if self.since else ""
        emptied = ".emptied" if self.guessed and self.kind == "changed" else ""
        return f"{self.table}.{self.id}{state}{emptied}"

    @property
    def conflict(self) -> bool:
        """Whether both sides changed the same thing differently: someone has to choose."""
        return any(field.conflict for field in self.fields)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that incoming brings to current, in the order of the tables. Empty when it brings nothing."""

    items: tuple[Item, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all the items."""
        return frozenset(item.key for item in self.items)

    @property
    def stated(self) -> frozenset[str]:
        """The keys of the items that are not guessed: what may be chosen from the start."""
        return frozenset(item.key for item in self.items if not item.guessed)

    @property
    def conflicts(self) -> tuple[Item, ...]:
        """The items in which someone has to choose."""
        return tuple(item for item in self.items if item.conflict)


@dataclass(frozen=True, slots=True)
class RowEdit:
    """What to write in one row: its cells that change, "" for those that are emptied.

    The row is the one of this id that began on `since`; when `since` is "" and the id has one row, that one.
    `cells` holds every filled cell of an added row, and nothing for a removed one.
    """

    table: str
    id: str
    since: str
    kind: Kind
    cells: Mapping[str, str]


def lacking(plan: Plan, chosen: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For each chosen item that needs others: the keys it cites that are not chosen. Empty when nothing is missing."""
    taken = frozenset(chosen)
    return {
        item.key: missing
        for item in plan.items
        if item.cites
        and item.key in taken
        and (missing := tuple(key for key in item.cites if key not in taken))
    }


def with_cited(plan: Plan, chosen: Collection[str]) -> frozenset[str]:
    """The chosen keys and all those they need, directly or not."""
    cites = {item.key: item.cites for item in plan.items}
    found, waiting = set(chosen), list(chosen)
    while waiting:
        new = set(cites.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)
