"""Carry a figure of the territory into a dossier: its source, the figure, the challenges it supports, in one act.

What is there already is used again: carrying twice writes once.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from maillage.dossier.audience import SEPARATOR
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import fold
from maillage.territory.carrying import Carried
from maillage_web.dossiers.actions.drafting import free_id
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.mappers.living import cells_of
from maillage_web.dossiers.models import LivingDossier
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import seen_at, standing_in, stored_rows

SAME_FIGURE = ("indicator", "perimeter", "vintage")
SAME_SOURCE = ("url", "date")
SAME_STATEMENT = (*SAME_FIGURE, "value", "status")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: which challenges of the dossier, a new one (its cells, empty for none), a note."""

    challenges: tuple[str, ...] = ()
    new: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """What came of it: what was written, and the id of the figure in the dossier."""

    written: Written
    figure: str


@transaction.atomic
def carry_figure(
    *, dossier: int, author: int, carried: Carried, wanted: Wanted, now: datetime.datetime
) -> Placed:
    """Write the figure, its sources and the new challenge as one act of `author`; nothing twice.

    Raises `RefusedError`, `NotAllowedError`.
    """
    locked = LivingDossier.objects.select_for_update().get(pk=dossier)
    standing = standing_in(locked, author)
    seen = seen_at(locked.pk, locked.number, standing.audience).at(now.date())
    taken: dict[str, set[str]] = {}
    for row in stored_rows(locked.pk).values():
        taken.setdefault(row.table, set()).add(row.identity)
    plan = _Plan(seen, taken, standing)
    sources = [plan.source(cells) for cells in carried.sources]
    challenges = [*wanted.challenges, *([plan.challenge(wanted.new)] if wanted.new.get("name") else [])]
    figure = plan.figure(carried.figure, sources, challenges, wanted.note)
    written = write(dossier=dossier, author=author, edits=plan.edits, now=now)
    return Placed(written, figure)


class _Plan:
    """The edits that carry a figure, made one after the other; each gives the id of its row, known or new."""

    def __init__(self, seen: Dossier, taken: Mapping[str, Collection[str]], standing: Standing) -> None:
        self.edits: list[Edit] = []
        self._seen, self._taken = seen, taken
        self._mine = {"kept_for": standing.actor} if standing.actor else {}

    def source(self, cells: Mapping[str, str]) -> str:
        """The source, that of the dossier when it has one of the same address and date."""
        known = _alike(self._seen, "sources", SAME_SOURCE, cells)
        return known.id if known is not None else self._add("sources", cells["title"], cells)

    def challenge(self, cells: Mapping[str, str]) -> str:
        """The new challenge, that of the dossier when it has one of the same name."""
        names = {fold(row.name): row.id for row in self._seen.challenges}
        return names.get(fold(cells["name"])) or self._add("challenges", cells["name"], cells)

    def figure(
        self, cells: Mapping[str, str], sources: Sequence[str], challenges: Sequence[str], note: str
    ) -> str:
        """The figure; when the dossier has it, the challenges and the note are added to it."""
        cited = {"source": SEPARATOR.join(sources)}
        known = _alike(self._seen, "figures", SAME_STATEMENT, cells)
        if known is not None:
            self.edits.append(Edit("change", "figures", known.line, _completed(known, challenges, note)))
            return str(known.id)
        other = _alike(self._seen, "figures", SAME_FIGURE, cells)
        said = {
            "challenges": SEPARATOR.join(dict.fromkeys(challenges)),
            "note": note,
            "variant_of": (other.variant_of or other.id) if other is not None else "",
        }
        return self._add("figures", cells["name"], {**cells, **cited, **said})

    def _add(self, table: str, words: str, cells: Mapping[str, str]) -> str:
        identity = free_id(table, words, self._taken.get(table, ()))
        self.edits.append(Edit("add", table, None, {**self._mine, **cells, "id": identity}))
        return identity


def _alike(seen: Dossier, table: str, columns: Sequence[str], cells: Mapping[str, str]) -> Any:
    """The last row of a table that says the same in these columns, if there is one."""
    wanted = [cells.get(column, "") for column in columns]
    for row in reversed(seen.rows(table)):
        held = cells_of(table, row)
        if [held.get(column, "") for column in columns] == wanted:
            return row
    return None


def _completed(row: Any, challenges: Sequence[str], note: str) -> dict[str, str]:
    """The cells of a figure that is there already, with what is added to it."""
    held = list(dict.fromkeys([*(row.challenges or ()), *challenges]))
    notes = [row.note] if row.note else []
    if note and note not in (row.note or ""):
        notes.append(note)
    return {"challenges": SEPARATOR.join(held), "note": "\n".join(notes)}
