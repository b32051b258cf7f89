"""What is kept of a harvest, once people have chosen: references follow, or fall."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from maillage.dossier.audience import SEPARATOR, pointing, target
from maillage.dossier.fields import Field
from maillage.workshop.proposals import Proposal

Ends = tuple[str, str]
"""A table and an id."""


def settled(proposals: Sequence[Proposal], choices: Mapping[str, str | None]) -> tuple[Proposal, ...]:
    """The proposals that are kept, their references put right.

    By key of proposal: None refuses it; an id says that it is that row of the dossier, so that nothing is written and
    what pointed to it points there. One that is not named is kept as it is. A kept proposal loses its references to
    refused ones; when a required one is lost, so is the proposal.
    """
    became = {
        (one.table, one.cells["id"]): choices[one.key] or ""
        for one in proposals
        if one.key in choices and not (one.row and choices[one.key])
    }
    kept = [one for one in proposals if (one.table, one.cells["id"]) not in became]
    while True:
        told = [_told(one, became) for one in kept]
        lost = {(one.table, one.cells["id"]): "" for one, now in zip(kept, told, strict=True) if now is None}
        if not lost:
            keys = {one.key for one in kept}
            return tuple(_still(now, keys) for now in told if now is not None)
        became |= lost
        kept = [one for one, now in zip(kept, told, strict=True) if now is not None]


def _still(one: Proposal, keys: set[str]) -> Proposal:
    return dataclasses.replace(one, needs=tuple(key for key in one.needs if key in keys))


def _told(one: Proposal, became: Mapping[Ends, str]) -> Proposal | None:
    """The proposal with its references as they became; None when it says nothing without one that is lost."""
    cells = dict(one.cells)
    for field in pointing(one.table):
        if field.name not in cells:
            continue
        now = _reference(one.table, field, cells[field.name], became)
        if now == cells[field.name]:
            continue
        if not now and (field.required or one.row):
            return None
        cells[field.name] = now
    if one.table == "ties" and not one.row and cells["actor_a"] == cells["actor_b"]:
        return None
    return dataclasses.replace(one, cells={name: cell for name, cell in cells.items() if cell})


def _reference(table: str, field: Field, cell: str, became: Mapping[Ends, str]) -> str:
    items = cell.split(SEPARATOR) if field.many else [cell]
    now = [became.get((target(table, field), item), item) for item in items]
    return SEPARATOR.join(dict.fromkeys(item for item in now if item))
