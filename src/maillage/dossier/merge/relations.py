"""What ties the items of a plan together: the references that need two of them, the names that look alike."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.merge.items import Item
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold

_SEPARATOR = "; "
_NAMES = ("name", "title")
Target = tuple[str, str]
"""A table and an id: what a reference points to."""


def related(items: Sequence[Item], current: Dossier) -> tuple[Item, ...]:
    """The same items, each with what it cites and what it looks like."""
    cites = _cites(items, current)
    alike = _alike(items, current)
    return tuple(
        dataclasses.replace(item, cites=cites.get(item.key, ()), looks_like=alike.get(item.key, ""))
        if item.key in cites or item.key in alike
        else item
        for item in items
    )


# --- references -----------------------------------------------------------------------------------------------------


def _cites(items: Sequence[Item], current: Dossier) -> dict[str, tuple[str, ...]]:
    come, gone = _come(items, current), _gone(items, current)
    if not come and not gone:
        return {}
    needed: dict[str, dict[str, None]] = {}
    for item in items:
        for target in _targets(item, "incoming") if come else ():
            if target in come:
                needed.setdefault(item.key, {})[come[target]] = None
        for target in _dropped(item) if gone else ():
            for removal in gone.get(target, ()):
                needed.setdefault(removal, {})[item.key] = None
    return {
        key: cited
        for key, keys in needed.items()
        if (cited := tuple(other for other in keys if other != key))
    }


def _come(items: Iterable[Item], current: Dossier) -> dict[Target, str]:
    """The ids that current does not have, with the key of an item that adds each."""
    known = {(table, row.id) for table in {item.table for item in items} for row in current.rows(table)}
    added: dict[Target, str] = {}
    for item in items:
        if item.kind == "added" and (item.table, item.id) not in known:
            added.setdefault((item.table, item.id), item.key)
    return added


def _gone(items: Iterable[Item], current: Dossier) -> dict[Target, list[str]]:
    """The ids all of whose rows would be removed, with the keys of the items that remove them."""
    removals: dict[Target, list[str]] = {}
    for item in items:
        if item.kind == "removed":
            removals.setdefault((item.table, item.id), []).append(item.key)
    counts = {
        table: Counter(row.id for row in current.rows(table)) for table in {table for table, _ in removals}
    }
    return {target: keys for target, keys in removals.items() if len(keys) == counts[target[0]][target[1]]}


def _targets(item: Item, side: str) -> Iterator[Target]:
    """What the cells of an item point to, on one side."""
    pointing = _pointing(item.table)
    for cell in item.fields:
        field = pointing.get(cell.column)
        words: str = getattr(cell, side) if field else ""
        if field and words:
            members = words.split(_SEPARATOR) if field.many else [words]
            yield from ((field.table or item.table, member) for member in members)


def _dropped(item: Item) -> set[Target]:
    """What an item stops pointing to."""
    return set(_targets(item, "current")).difference(_targets(item, "incoming"))


@cache
def _pointing(table: str) -> dict[str, Field]:
    return {field.name: field for field in TABLES[table].fields if field.kind == "reference"}


# --- names ----------------------------------------------------------------------------------------------------------


def _alike(items: Sequence[Item], current: Dossier) -> dict[str, str]:
    """For each added item, the only other id of its table whose name is the same, accents and capitals aside."""
    names: dict[str, dict[str, str]] = {}
    found: dict[str, str] = {}
    for item in items:
        name = _name(item) if item.kind == "added" else ""
        if not name:
            continue
        if item.table not in names:
            names[item.table] = _names(item.table, current)
        like = names[item.table].get(fold(name), "")
        if like and like != item.id:
            found[item.key] = like
    return found


def _name(item: Item) -> str:
    return next((cell.incoming for cell in item.fields if cell.column in _NAMES), "")


def _names(table: str, current: Dossier) -> dict[str, str]:
    """The id that each name of a table belongs to, "" when it belongs to several."""
    found: dict[str, str] = {}
    for row in current.rows(table):
        name = getattr(row, "name", None) or getattr(row, "title", None)
        if name and found.setdefault(fold(name), row.id) != row.id:
            found[fold(name)] = ""
    return found
