"""The dossier itself: one record and its tables, frozen."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.dossier.tables import (
    LISTED,
    Actor,
    Answer,
    Challenge,
    Coefficient,
    Commitment,
    Component,
    Contribution,
    Cost,
    Decision,
    Effect,
    Effort,
    Figure,
    Flow,
    JournalEntry,
    Journey,
    Learning,
    Milestone,
    Model,
    Obstacle,
    Phase,
    Record,
    Resource,
    Session,
    Silence,
    Snapshot,
    Source,
    StatedRow,
    Tie,
    Turn,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A territorial cooperative ecosystem through time: all its statements, whatever period each one holds for.

    Each attribute is a table of `maillage.dossier.tables.TABLES`. Use `at` for the state on one day.
    """

    record: Record
    sources: tuple[Source, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    figures: tuple[Figure, ...] = ()
    effects: tuple[Effect, ...] = ()
    components: tuple[Component, ...] = ()
    actors: tuple[Actor, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    flows: tuple[Flow, ...] = ()
    costs: tuple[Cost, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    ties: tuple[Tie, ...] = ()
    resources: tuple[Resource, ...] = ()
    models: tuple[Model, ...] = ()
    answers: tuple[Answer, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    journeys: tuple[Journey, ...] = ()
    phases: tuple[Phase, ...] = ()
    turns: tuple[Turn, ...] = ()
    sessions: tuple[Session, ...] = ()
    decisions: tuple[Decision, ...] = ()
    learnings: tuple[Learning, ...] = ()
    journal: tuple[JournalEntry, ...] = ()
    efforts: tuple[Effort, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    silences: tuple[Silence, ...] = ()

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of `table`; the record alone for ``dossier``. Raises `AttributeError` on an unknown table."""
        return (self.record,) if table == "dossier" else tuple(getattr(self, table))

    def stated(self) -> Iterator[tuple[str, StatedRow]]:
        """Every row but the record, with the name of its table."""
        for table in LISTED:
            for row in self.rows(table):
                yield table, row

    def at(self, day: datetime.date) -> Dossier:
        """The state on `day`: the rows that hold then, one per id (the one that began last).

        A row without dates always holds. A partial date counts from its first day or to its last one.
        """
        held: dict[str, Any] = {table: _holding(self.rows(table), day) for table in LISTED}
        return dataclasses.replace(self, **held)

    def count(self) -> int:
        """How many rows the dossier holds, the record included."""
        return 1 + sum(len(self.rows(table)) for table in LISTED)


def holds(row: StatedRow, day: datetime.date) -> bool:
    """Whether what `row` says holds on `day`."""
    begun = row.since is None or row.since.first_day() <= day
    return begun and (row.until is None or row.until.last_day() >= day)


def _holding(rows: tuple[StatedRow, ...], day: datetime.date) -> tuple[StatedRow, ...]:
    kept: dict[str, StatedRow] = {}
    for row in rows:
        if holds(row, day) and (row.id not in kept or _began(kept[row.id]) <= _began(row)):
            kept[row.id] = row
    return tuple(kept.values())


def _began(row: StatedRow) -> datetime.date:
    return row.since.first_day() if row.since else datetime.date.min
