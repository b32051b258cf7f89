"""Learnings and what they changed, both ways: from a learning to rows, from a row to the learnings that led to it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Learning, Session
from maillage.dossier.values import PartialDate
from maillage.journey.memory_words import known_on, sentence, text
from maillage.text import Text, listing

CHANGES = ("decisions", "components", "commitments", "models")
"""The tables of what a learning may change; each is a column of the table of learnings."""
Standing = Literal["changed", "told", "nothing", "unsaid"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that a learning changed."""

    table: str
    row: Any
    name: Text


@dataclass(frozen=True, slots=True)
class LearningSeen:
    """A learning: what it changed, as a code and in words; the session and the date it is known by."""

    row: Learning
    changed: tuple[Changed, ...]
    standing: Standing
    said: Text
    session: Session | None
    date: PartialDate | None


@dataclass(frozen=True, slots=True)
class LearningLog:
    """The learnings known on a day, the latest first; `told` are the sessions whose own text tells learnings."""

    learnings: tuple[LearningSeen, ...]
    told: tuple[Session, ...]

    def of(self, standing: Standing) -> tuple[LearningSeen, ...]:
        """The learnings that stand so: ``unsaid`` are those that have changed nothing yet, as far as is said."""
        return tuple(one for one in self.learnings if one.standing == standing)

    def by_session(self) -> tuple[tuple[Session | None, tuple[LearningSeen, ...]], ...]:
        """The learnings session by session; those of no session last."""
        found: dict[str, list[LearningSeen]] = defaultdict(list)
        for one in self.learnings:
            found[one.session.id if one.session else ""].append(one)
        groups = [(many[0].session, tuple(many)) for many in found.values()]
        return tuple(sorted(groups, key=lambda group: group[0] is None))

    def led_to(self, table: str, identity: str) -> tuple[LearningSeen, ...]:
        """The learnings that led to a row, or changed it."""
        return tuple(
            one
            for one in self.learnings
            if any(it.table == table and it.row.id == identity for it in one.changed)
        )


def learning_log(dossier: Dossier, on: datetime.date) -> LearningLog:
    """The learnings known on `on`. `dossier` is the whole one. A learning is dated by itself, else by its session."""
    sessions = MappingProxyType({row.id: row for row in known_on(dossier.sessions, on)})
    rows = [row for row in known_on(dossier.learnings, on) if row.variant_of is None]
    seen = [_seen(dossier, row, sessions.get(row.session or ""), on) for row in rows]
    kept = [one for one in seen if one.date is None or one.date.first_day() <= on]
    told = [row for row in sessions.values() if row.learnings and _by(row.date, on)]
    return LearningLog(
        tuple(sorted(kept, key=lambda one: (_age(one.date), one.row.id))),
        tuple(sorted(told, key=lambda row: (_age(row.date), row.id))),
    )


def _by(date: PartialDate | None, on: datetime.date) -> bool:
    return date is None or date.first_day() <= on


def _age(date: PartialDate | None) -> int:
    """The latest first, those without a date last."""
    return -date.first_day().toordinal() if date else 1


def _seen(dossier: Dossier, row: Learning, session: Session | None, on: datetime.date) -> LearningSeen:
    changed = tuple(_changed(dossier, row, on))
    standing = _standing(row, changed)
    said = (
        sentence("memory-learning.changed", what=listing([one.name for one in changed]))
        if changed
        else text(f"memory-learning.{standing}")
    )
    date = row.date or (session.date if session else None)
    return LearningSeen(row, changed, standing, said, session, date)


def _changed(dossier: Dossier, row: Learning, on: datetime.date) -> Iterator[Changed]:
    for table in CHANGES:
        known = {one.id: one for one in known_on(dossier.rows(table), on)}
        for identity in getattr(row, table) or ():
            if identity in known:
                yield Changed(table, known[identity], name_of(known[identity]))


def _standing(row: Learning, changed: Sequence[Changed]) -> Standing:
    if changed:
        return "changed"
    if row.change:
        return "told"
    said = [getattr(row, table) for table in CHANGES]
    return "nothing" if any(one == () for one in said) and not any(said) else "unsaid"
