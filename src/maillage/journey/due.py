"""What falls due in a dossier: sessions to come, decisions and commitments to review, milestones, ends of silences."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.text import Text

Kind = Literal["session", "decision", "commitment", "milestone", "silence"]
_OVER = ("broken", "ended", "renegotiated")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing due: the day (the last one of a month or of a year that was said), its kind, its row, in words."""

    on: datetime.date
    kind: Kind
    row: Any
    table: str
    said: Text


def due(dossier: Dossier, from_: datetime.date, to: datetime.date) -> tuple[Due, ...]:
    """What is due from one day to another, both included, the soonest first.

    A decision that another supersedes, or that was reviewed since, is not due any more; nor is a commitment that is
    over, nor a milestone that was reached or given up.
    """
    found = [
        *_sessions(dossier),
        *_decisions(dossier),
        *_commitments(dossier),
        *_milestones(dossier),
        *_silences(dossier),
    ]
    kept = [one for one in found if from_ <= one.on <= to]
    return tuple(sorted(kept, key=lambda one: (one.on, one.kind, one.table, one.row.id)))


def _sessions(dossier: Dossier) -> Iterator[Due]:
    for row in dossier.sessions:
        if row.date is not None:
            yield Due(row.date.last_day(), "session", row, "sessions", name_of(row))


def _decisions(dossier: Dossier) -> Iterator[Due]:
    replaced = {row.supersedes for row in dossier.decisions}
    for row in dossier.decisions:
        if row.review_on is None or row.id in replaced:
            continue
        if row.reviewed_on is not None and row.reviewed_on.first_day() >= row.review_on.first_day():
            continue
        yield Due(row.review_on.last_day(), "decision", row, "decisions", name_of(row))


def _commitments(dossier: Dossier) -> Iterator[Due]:
    for row in dossier.commitments:
        if row.review_on is not None and row.status not in _OVER and row.until is None:
            yield Due(row.review_on.last_day(), "commitment", row, "commitments", name_of(row))


def _milestones(dossier: Dossier) -> Iterator[Due]:
    for row in dossier.milestones:
        if row.aimed_on is not None and row.reached_on is None and row.status in (None, "aimed"):
            yield Due(row.aimed_on.last_day(), "milestone", row, "milestones", name_of(row))


def _silences(dossier: Dossier) -> Iterator[Due]:
    for row in dossier.silences:
        if row.expires_on is not None:
            yield Due(row.expires_on.last_day(), "silence", row, "silences", name_of(row))
