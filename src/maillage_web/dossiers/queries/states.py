"""The named states of a living dossier, and the moments from which one may want to know what changed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Session, Snapshot
from maillage_web.dossiers.choices import ActKind, ChangeKind
from maillage_web.dossiers.models import RowChange
from maillage_web.dossiers.queries.living import Living, seen_at


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state that somebody named: the act by which they did, and what the row says of it now."""

    number: int
    title: str
    at: datetime.datetime
    author: str
    author_id: int | None
    why: str
    row: int


def named_states(living: Living) -> list[NamedState]:
    """The states named here, the latest first; one query."""
    rows = {row.line: row for row in _seen(living).snapshots}
    found = RowChange.objects.filter(
        act__dossier=living.pk, act__kind=ActKind.SNAPSHOT, kind=ChangeKind.ADDED, row__in=list(rows)
    )
    changes = found.select_related("act__author").order_by("-act__number")
    return [
        _named(change, rows[change.row_id].title)
        for change in changes
        if living.standing.sees(change.table, change.after)
    ]


def _named(change: RowChange, title: str) -> NamedState:
    act = change.act
    author = act.author.get_full_name() if act.author else ""
    return NamedState(act.number, title, act.at, author, act.author_id, act.why, change.row_id)


def named_days(living: Living, states: list[NamedState]) -> list[Snapshot]:
    """The days that the dossier names without a state named here, such as those of a workbook; the latest first."""
    known = {state.row for state in states}
    rows = [row for row in _seen(living).snapshots if row.line not in known]
    return sorted(rows, key=lambda row: row.date.first_day(), reverse=True)


def last_session(living: Living, today: datetime.date) -> Session | None:
    """The latest session that took place, up to today."""
    dated = [row for row in _seen(living).sessions if row.date is not None and row.date.first_day() <= today]
    return max(dated, key=lambda row: row.date.first_day(), default=None)


def _seen(living: Living) -> Dossier:
    return seen_at(living.pk, living.number, living.standing.audience)
