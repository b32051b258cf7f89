"""Three texts of one cell, and what becomes of it. Everything here is text, as written in a CSV file."""

from __future__ import annotations

import dataclasses
from functools import cache

from maillage.dossier.fields import Table
from maillage.dossier.merge.items import Proposal
from maillage.dossier.row_texts import Texts, columns_among
from maillage.dossier.tables import TABLES

_SEPARATOR = "; "
_NONE = "none"
_OF_MEMBERS = (
    "reference",
    "code",
    "territory",
)  # lists of ids or codes; the items of a list of words are no members


def three_way(table: Table, base: Texts, current: Texts, incoming: Texts) -> tuple[Proposal, ...]:
    """The cells that incoming changed since base, where current does not say the same already."""
    columns = columns_among(table, base, current, incoming)
    cells = (_cell(table, column, base, current, incoming) for column in columns)
    return tuple(cell for cell in cells if cell is not None)


def two_added(table: Table, current: Texts, incoming: Texts) -> tuple[Proposal, ...]:
    """The cells of a row added on both sides under one id.

    As long as neither side contradicts the other they complete each other. Once a cell does, these may be two things:
    every cell that differs is to be chosen, lest a row be made of two halves.
    """
    completed = three_way(table, {}, current, incoming)
    if not any(cell.conflict for cell in completed):
        return completed
    return tuple(dataclasses.replace(cell, conflict=True) for cell in two_way(table, current, incoming))


def two_way(table: Table, current: Texts, incoming: Texts) -> tuple[Proposal, ...]:
    """The cells that differ, when nobody knows which side changed."""
    texts = (
        (column, current.get(column, ""), incoming.get(column, ""))
        for column in columns_among(table, current, incoming)
    )
    return tuple(Proposal(column, "", now, new) for column, now, new in texts if now != new)


def whole_row(
    table: Table, base: Texts, current: Texts, incoming: Texts, *, contested: bool
) -> tuple[Proposal, ...]:
    """The cells of a row that one side does not have; when `contested`, those that the other changed conflict."""
    cells = []
    for column in columns_among(table, base, current, incoming):
        was, now, new = base.get(column, ""), current.get(column, ""), incoming.get(column, "")
        cells.append(Proposal(column, was, now, new, conflict=contested and was != (now or new)))
    return tuple(cells)


def _cell(table: Table, column: str, base: Texts, current: Texts, incoming: Texts) -> Proposal | None:
    was, now, new = base.get(column, ""), current.get(column, ""), incoming.get(column, "")
    if new in (was, now):
        return None
    if now == was:
        return Proposal(column, was, now, new)
    both = merged_list(was, now, new) if column in _columns_of_members(table.name) else None
    if both is None:
        return Proposal(column, was, now, new, conflict=True)
    return None if both == now else Proposal(column, was, now, both, merged=True)


@cache
def _columns_of_members(table: str) -> frozenset[str]:
    fields = TABLES[table].fields
    return frozenset(item.name for item in fields if item.many and item.kind in _OF_MEMBERS)


def merged_list(base: str, current: str, incoming: str) -> str | None:
    """The list that keeps what each side added and drops what each removed; `None` when that cannot be told.

    It cannot when a side empties the cell or says “none” while the other lists members, when nothing would be left,
    or when both sides put the members in another order.

    >>> merged_list("a; b", "a; b; c", "b; d")
    'b; c; d'
    """
    was, now, new = (_members(words) for words in (base, current, incoming))
    if not now or not new:
        return None
    if _keep_order(was, new):
        both = _apply_changes(was, new, to=now)
    elif _keep_order(was, now):
        both = _apply_changes(was, now, to=new)
    else:
        return None
    return _SEPARATOR.join(both) or None


def _members(words: str) -> list[str]:
    return [] if words in ("", _NONE) else words.split(_SEPARATOR)


def _keep_order(was: list[str], now: list[str]) -> bool:
    """Whether the members that stay are in the order they had."""
    return [one for one in was if one in now] == [one for one in now if one in was]


def _apply_changes(was: list[str], now: list[str], *, to: list[str]) -> list[str]:
    """The list `to` without what left between `was` and `now`, followed by what came."""
    kept = [one for one in to if one in now or one not in was]
    return kept + [one for one in now if one not in was and one not in to]
