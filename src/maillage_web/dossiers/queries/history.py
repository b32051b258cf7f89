"""The history of a living dossier: its acts page by page, those of one row, and whether their seals hold."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Prefetch
from django.utils import timezone

from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.text import Text
from maillage_web.dossiers.choices import ACTS_PER_PAGE, NAMES_OF_AN_ACT, ChangeKind
from maillage_web.dossiers.mappers.living import seal
from maillage_web.dossiers.models import Act, Membership, RowChange
from maillage_web.dossiers.queries.acts import Chronicle, SeenAct, SeenChange
from maillage_web.dossiers.queries.living import Living, hidden_at

SITE = 0
"""Stands for the site itself where a person is asked for."""


# --- page by page ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which acts are asked for. `person` may be `SITE`; `row` is the key of a row; days are those of the site."""

    person: int | None = None
    kind: str = ""
    table: str = ""
    row: int | None = None
    words: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None

    def takes(self, act: SeenAct) -> bool:
        """Whether what the person sees of the act is asked for."""
        day = timezone.localdate(act.at)
        return (
            self.person in (None, act.author_id or SITE)
            and self.kind in ("", act.kind)
            and fold(self.words) in fold(act.why)
            and (self.since or day) <= day <= (self.until or day)
            and self._touches(act.changes)
        )

    def _touches(self, changes: Iterable[SeenChange]) -> bool:
        if not self.table and self.row is None:
            return True
        return any(self.table in ("", one.table) and self.row in (None, one.row) for one in changes)


@dataclass(frozen=True, slots=True)
class ActsPage:
    """Some acts, the latest first. `older` and `newer` are the act before which the next pages begin.

    `newer` is 0 when the page before is the first one. Nothing says how many there are in all.
    """

    acts: tuple[SeenAct, ...]
    older: int | None
    newer: int | None


def acts_page(chronicle: Chronicle, wanted: Wanted, before: int | None = None) -> ActsPage:
    """The acts asked for, from the latest one before the act `before`. Closes the chronicle."""
    passed: deque[int] = deque(maxlen=ACTS_PER_PAGE + 1)
    found: list[SeenAct] = []
    with closing(chronicle):
        for act in filter(wanted.takes, chronicle.acts()):
            if before is not None and act.number >= before:
                passed.append(act.number)
                continue
            found.append(act)
            if len(found) > ACTS_PER_PAGE:
                break
        shown = tuple(chronicle.settled(found[:ACTS_PER_PAGE]))
    older = shown[-1].number if len(found) > ACTS_PER_PAGE else None
    newer = (passed[0] if len(passed) > ACTS_PER_PAGE else 0) if passed else None
    return ActsPage(shown, older, newer)


@dataclass(frozen=True, slots=True)
class Told:
    """What an act did to rows of one table: what became of them, how many, the names of the first ones."""

    kind: str
    table: Text
    count: int
    names: tuple[Text, ...]
    columns: tuple[str, ...]
    table_name: str


def told_of(act: SeenAct) -> tuple[Told, ...]:
    """What an act did, table by table. The columns are there when it changed a single row."""
    gathered: dict[tuple[str, str], list[SeenChange]] = {}
    for change in act.changes:
        gathered.setdefault((change.table, change.kind), []).append(change)
    alone = len(act.changes) == 1
    return tuple(
        Told(
            kind,
            TABLES[table].label,
            len(found),
            tuple(one.name for one in found[:NAMES_OF_AN_ACT]),
            found[0].columns if alone and kind == ChangeKind.CHANGED else (),
            table,
        )
        for (table, kind), found in gathered.items()
    )


def people_told(acts: Iterable[SeenAct]) -> dict[int, str]:
    """What the people are called that acts about people tell of, by their numbers."""
    wanted = {act.details["user"] for act in acts if "user" in act.details}
    return {person.pk: person.get_full_name() for person in get_user_model().objects.filter(pk__in=wanted)}


def authors_offered(living: Living, acts: Iterable[SeenAct]) -> list[tuple[int, str]]:
    """The people by whom history can be narrowed: the members, and the authors of the acts shown."""
    members = Membership.objects.filter(dossier=living.pk).select_related("user")
    found = {one.user_id: one.user.get_full_name() for one in members}
    found |= {act.author_id: act.author for act in acts if act.author_id is not None}
    return sorted(found.items(), key=lambda pair: fold(pair[1]))


# --- one row --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowLine:
    """One change of a row, with the act it is part of; `names` knows how rows are called."""

    act: SeenAct
    change: SeenChange
    names: Chronicle


def row_history(living: Living, row_key: int) -> list[RowLine]:
    """The changes of a row that the person sees, the latest first; none when they do not see the row today."""
    chronicle = Chronicle(living)
    if not chronicle.sees(row_key):
        return []
    lines: list[RowLine] = []
    with closing(chronicle):
        for act in chronicle.acts():
            lines += [RowLine(act, one, chronicle) for one in act.changes if one.row == row_key]
            if lines and lines[-1].change.kind == ChangeKind.ADDED:
                break
    return lines


# --- what stands in the way of taking back -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Since:
    """A cell that was changed after an act: what the act wrote there, what it says now, the act that says so.

    An empty `column` is about the whole row.
    """

    change: SeenChange
    column: str
    written: str
    now: str
    act: SeenAct | None


def changed_since(living: Living, act: SeenAct, cells: Iterable[tuple[int, str, str]]) -> list[Since]:
    """What became, after `act`, of cells: each is the key of a row, a column, and what it says now."""
    changes = {change.row: change for change in act.changes}
    asked = [cell for cell in cells if cell[0] in changes]
    latest: dict[tuple[int, str], SeenAct] = {}
    with closing(Chronicle(living)) as chronicle:
        for later in takewhile(lambda one: one.number > act.number, chronicle.acts()):
            for change in later.changes:
                for column in ("", *change.columns):
                    latest.setdefault((change.row, column), later)
    return [
        Since(changes[row], column, changes[row].after.get(column, ""), now, latest.get((row, column)))
        for row, column, now in asked
    ]


def tellable(living: Living, messages: Iterable[Text]) -> list[Text]:
    """The messages of a refusal that name no row hidden from the person."""
    hidden = hidden_at(living.pk, living.number, living.standing.audience)
    unseen = {identity for identities in hidden.values() for identity in identities}
    return [
        one for one in messages if not any(identity in one.fr or identity in one.en for identity in unseen)
    ]


# --- seals ----------------------------------------------------------------------------------------------------------


def broken_seals(dossier: int) -> list[int]:
    """The numbers of the acts whose seal does not match what is kept of them and of those before; empty: all hold."""
    broken = []
    previous = ""
    for act in _acts(dossier):
        if seal(previous, sealed(act)) != act.digest:
            broken.append(act.number)
        previous = act.digest
    return broken


def _acts(dossier: int) -> Iterator[Act]:
    changes = Prefetch("changes", RowChange.objects.order_by("pk"))
    found = Act.objects.filter(dossier=dossier).select_related("undoes").prefetch_related(changes)
    return found.order_by("number").iterator(chunk_size=500)


def sealed(act: Act) -> Mapping[str, Any]:
    """What the seal of an act covers."""
    return {
        "dossier": act.dossier_id,
        "number": act.number,
        "author": act.author_id,
        "at": act.at.astimezone(datetime.UTC).isoformat(),
        "kind": act.kind,
        "why": act.why,
        "undoes": act.undoes.number if act.undoes else None,
        "details": act.details,
        "changes": [
            {
                "row": change.row_id,
                "table": change.table,
                "identity": change.identity,
                "kind": change.kind,
                "before": change.before,
                "after": change.after,
            }
            for change in act.changes.all()
        ],
    }
