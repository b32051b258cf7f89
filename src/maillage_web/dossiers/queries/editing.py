"""A row as the person who edits it sees it: its cells, what became of it, what says otherwise, what cites it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from maillage.articulation.findings import Finding, name_of
from maillage.dossier.audience import pointing, scrub, target
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.tables import TABLES
from maillage.text import Text
from maillage_web.dossiers.choices import ChangeKind
from maillage_web.dossiers.mappers.living import Past, Stored, before, cells_of
from maillage_web.dossiers.models import LivingRow, RowChange
from maillage_web.dossiers.queries.findings import Line, line_of
from maillage_web.dossiers.queries.living import Living, hidden_at, seen_at, unseen
from maillage_web.dossiers.queries.state import State

CHANGES_SHOWN = 40


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as one person sees it: references to what they do not see are not in its cells."""

    key: int
    table: str
    identity: str
    cells: dict[str, str]
    archived: bool
    name: Text


def seen_dossier(living: Living) -> Dossier:
    """What the person sees of the dossier as it stands, whatever the period of each row."""
    return seen_at(living.pk, living.number, living.standing.audience)


def find_row(living: Living, table: str, key: int) -> SeenRow | None:
    """The row of this key, when it is in this table and exists for this person; an archived one too."""
    dossier = seen_dossier(living)
    for row in dossier.rows(table):
        if row.line == key:
            name = name_of(row, {actor.id: actor for actor in dossier.actors})
            return SeenRow(key, table, row.id, cells_of(table, row), False, name)
    return _find_archived(living, table, key)


def _find_archived(living: Living, table: str, key: int) -> SeenRow | None:
    found = LivingRow.objects.filter(dossier=living.pk, table=table, pk=key, archived=True).first()
    if found is None or not living.standing.sees(table, found.cells):
        return None
    cells = scrub(table, found.cells, hidden_at(living.pk, living.number, living.standing.audience))
    words = next(
        (cells[name] for name in ("name", "title", "object", "question") if name in cells), found.identity
    )
    return SeenRow(key, table, found.identity, cells, True, Text(words, words))


def key_of(dossier: Dossier, table: str, identity: str) -> int | None:
    """The key of the row of this id that began last, in what a person sees."""
    return next((row.line for row in reversed(dossier.rows(table)) if row.id == identity), None)


def key_on(dossier: Dossier, day: datetime.date, table: str, identity: str) -> int | None:
    """The key of the row of this id that holds on `day`."""
    return key_of(dossier.at(day), table, identity)


# --- what concerns a row --------------------------------------------------------------------------------------------


def findings_about(state: State, table: str, identity: str) -> tuple[Line, ...]:
    """What the checks find about a row, what matters first."""
    return tuple(line_of(one, state) for one in state.analysis.findings if _concerns(one, table, identity))


def _concerns(finding: Finding, table: str, identity: str) -> bool:
    return any(ref.table == table and ref.id == identity for ref in finding.rows)


@dataclass(frozen=True, slots=True)
class Citation:
    """A row that cites another one: where, its key, its name, in which column, and whether it needs it."""

    table: Text
    table_name: str
    key: int
    name: Text
    column: Text
    needs: bool


def citations(dossier: Dossier, table: str, identity: str) -> list[Citation]:
    """The rows that cite the row of this id."""
    return list(_citations(dossier, table, identity))


def _citations(dossier: Dossier, table: str, identity: str) -> Iterator[Citation]:
    actors = {actor.id: actor for actor in dossier.actors}
    for citing in TABLES.values():
        fields = [field for field in pointing(citing.name) if target(citing.name, field) == table]
        for row in dossier.rows(citing.name) if fields else ():
            for field in fields:
                if _cites(row, field, identity):
                    line = row.line or 0
                    name = name_of(row, actors)
                    yield Citation(citing.label, citing.name, line, name, field.label, field.required)


def _cites(row: Any, field: Field, identity: str) -> bool:
    value = getattr(row, field.attribute)
    return identity in value if field.many and value else bool(value == identity)


@dataclass(frozen=True, slots=True)
class Version:
    """One statement of several about the same thing: who asserts it, and what it says differently."""

    key: int
    name: Text
    asserted_by: str
    current: bool
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several statements side by side: the columns where they differ, and what each says there."""

    versions: tuple[Version, ...]
    lines: tuple[tuple[Field, tuple[str, ...]], ...]


def versions(dossier: Dossier, row: SeenRow) -> Comparison | None:
    """The row beside the statements that say otherwise, when there are some."""
    first = row.cells.get("variant_of") or row.identity
    rows = [one for one in dossier.rows(row.table) if first in (one.id, getattr(one, "variant_of", None))]
    if len({one.id for one in rows}) < 2:
        return None
    found = tuple(
        Version(
            one.line,
            name_of(one),
            one.asserted_by or "",
            one.line == row.key,
            cells_of(row.table, one),
        )
        for one in rows
    )
    return Comparison(found, tuple(_differences(row.table, found)))


def _differences(table: str, found: tuple[Version, ...]) -> Iterator[tuple[Field, tuple[str, ...]]]:
    for field in TABLES[table].fields:
        said = tuple(version.cells.get(field.name, "") for version in found)
        if field.name not in ("id", "variant_of") and len(set(said)) > 1:
            yield field, said


# --- what became of a row -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a row: when, by whom, why, and the columns with their texts before and after."""

    number: int
    at: datetime.datetime
    author: str
    kind: str
    why: str
    cells: tuple[tuple[str, str, str], ...]


def changes_of(living: Living, row: SeenRow) -> list[Change]:
    """The changes of a row that the person may see, the latest first.

    The reason of an act that also touched rows they do not see may speak of those: its author alone reads it here.
    """
    hidden = unseen(living.pk, living.standing.audience)
    found = RowChange.objects.filter(row=row.key).order_by("-act__number").select_related("act__author")
    partly = _acts_on(hidden.rows, row.key)
    stored = LivingRow.objects.get(pk=row.key)
    now: Stored | None = Stored(
        row.key, row.table, stored.identity, stored.cells, stored.version, stored.archived
    )
    told = []
    for change in found[:CHANGES_SHOWN]:
        was = before(now, Past(row.key, change.kind, change.before, change.after)) if now else None
        if now and all(living.standing.sees(row.table, one.cells) for one in (now, was) if one):
            reason = change.act_id not in partly or change.act.author_id == living.standing.user_id
            told.append(_change(change, row.table, hidden.ids, change.act.why if reason else ""))
        now = was
    return told


def _acts_on(rows: Collection[int], beside: int) -> set[int]:
    """The acts that changed some of these rows and another one."""
    if not rows:
        return set()
    acts = RowChange.objects.filter(row=beside).values("act")
    return set(RowChange.objects.filter(act__in=acts, row__in=rows).values_list("act", flat=True))


def _change(change: RowChange, table: str, hidden: Mapping[str, Any], why: str) -> Change:
    old, new = scrub(table, change.before, hidden), scrub(table, change.after, hidden)
    columns = () if change.kind == ChangeKind.ADDED else {**old, **new}
    act = change.act
    return Change(
        number=act.number,
        at=act.at,
        author=act.author.get_full_name() if act.author else "",
        kind=ChangeKind(change.kind).label,
        why=why,
        cells=tuple((column, old.get(column, ""), new.get(column, "")) for column in columns),
    )


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """What people are called, by their numbers."""
    wanted = {number for number in people if number is not None}
    return {person.pk: person.get_full_name() for person in get_user_model().objects.filter(pk__in=wanted)}
