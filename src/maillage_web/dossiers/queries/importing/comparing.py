"""What a file would change in a dossier, as the person who sent it sees both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

from maillage.dossier.audience import ABOUT, Hidden, hidden_from, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.identity import beginning
from maillage.dossier.merge import Item, Plan, plan
from maillage.dossier.row_texts import texts_of
from maillage.dossier.tables import LISTED, TABLES
from maillage_web.dossiers import mappers
from maillage_web.dossiers.mappers.importing import Stamp, read_stamp
from maillage_web.dossiers.mappers.reshaping import renamed, without
from maillage_web.dossiers.models import ImportDraft, LivingRow
from maillage_web.dossiers.queries.importing.drafts import Draft
from maillage_web.dossiers.queries.living import Living, hidden_at, seen_at, seen_then
from maillage_web.dossiers.queries.shelf import Shelf

_ROWS = 100_000
_incoming: Shelf[Dossier] = Shelf(_ROWS, lambda dossier: dossier.count())
_comparisons: Shelf[Comparison] = Shelf(
    _ROWS, lambda found: len(found.plan.items) + found.current.count() + found.incoming.count()
)


class Origin(Enum):
    """What the stamp of a file says of it, for one dossier."""

    NONE = "none"
    HERE = "here"
    ELSEWHERE = "elsewhere"
    LATER = "later"


def origin_of(words: str, living: Living) -> Origin:
    """Whether a file was made from this dossier, from another one, or from a state that is still to come."""
    stamp = read_stamp(words)
    if stamp is None or stamp.number < 1:
        return Origin.NONE
    if stamp.slug != living.slug:
        return Origin.ELSEWHERE
    return Origin.HERE if stamp.current <= living.number else Origin.LATER


@dataclass(frozen=True)
class Comparison:
    """What a file brings to a dossier as it stood after the act `number`.

    `base` is the number of the act after which the file was made, none when nobody knows. `barred` are the items that
    the person may not write, and `withheld` counts the rows of the file kept for others than them.
    """

    dossier: int
    plan: Plan
    barred: tuple[Item, ...]
    withheld: int
    base: int | None
    number: int
    current: Dossier
    incoming: Dossier

    @property
    def left_alone(self) -> int:
        """How many rows of the file this person may not bring."""
        return self.withheld + len(self.barred)

    @cached_property
    def items(self) -> dict[str, Item]:
        """What may be chosen, by key."""
        return {item.key: item for item in self.plan.items}

    def row_here(self, item: Item) -> Any:
        """The row of the dossier that an item is about; none when it would be added."""
        return _row_of(item, self.current.record, self._here)

    def row_sent(self, item: Item) -> Any:
        """The row of the file that an item comes from; none when the file does not have it."""
        return _row_of(item, self.incoming.record, self._sent)

    @cached_property
    def _here(self) -> dict[tuple[str, str], list[Any]]:
        return _by_id(self.current)

    @cached_property
    def _sent(self) -> dict[tuple[str, str], list[Any]]:
        return _by_id(self.incoming)


def _by_id(dossier: Dossier) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for table in LISTED:
        for row in dossier.rows(table):
            found.setdefault((table, row.id), []).append(row)
    return found


def _row_of(item: Item, record: Any, rows: dict[tuple[str, str], list[Any]]) -> Any:
    if item.table == "dossier":
        return record
    found = rows.get((item.table, item.id), [])
    began = [row for row in found if beginning(row) == item.since]
    return began[0] if began else found[0] if len(found) == 1 and not item.since else None


def incoming_of(draft: Draft) -> Dossier:
    """The dossier that the file holds."""
    return _incoming.get((draft.pk, draft.checksum), lambda: _unpack(draft))


def keep_at_hand(draft: Draft, dossier: Dossier) -> None:
    """Know the dossier of a file that was just read."""
    _incoming.get((draft.pk, draft.checksum), lambda: dossier)


def _unpack(draft: Draft) -> Dossier:
    content = ImportDraft.objects.values_list("content", flat=True).get(pk=draft.pk)
    return mappers.unpack(bytes(content))


def compare(draft: Draft, living: Living, number: int | None = None) -> Comparison:
    """What the file brings, computed unless it was lately. `number`: as the dossier stood after that act.

    Everything is compared as the person sees it: the dossier, the state that the file was made from, the file.
    """
    at = living.number if number is None else number
    same = tuple(sorted(draft.picks.same.items()))
    key = draft.pk, draft.checksum, draft.stamp, same, at, living.standing.audience.key
    return _comparisons.get(key, lambda: _compare(draft, living, at))


def _compare(draft: Draft, living: Living, number: int) -> Comparison:
    reader = living.standing.audience
    stamp = read_stamp(draft.stamp)
    base = _base(stamp, living) if stamp and origin_of(draft.stamp, living) is Origin.HERE else None
    current = seen_at(living.pk, number, reader)
    sent = _renamed(incoming_of(draft), draft.picks.same, current)
    unseen = _unseen(sent, current, living, number, stamp.number if stamp and base else None)
    incoming = without(sent, unseen) if any(unseen.values()) else sent
    withheld = sum(len(sent.rows(table)) - len(incoming.rows(table)) for table in LISTED)
    made_from = stamp.number if stamp and base else None
    found = Comparison(
        living.pk, plan(base, current, incoming), (), withheld, made_from, number, current, incoming
    )
    return _with_archived_apart(_without_barred(found, living), living)


def _base(stamp: Stamp, living: Living) -> Dossier:
    """What both the audience of the file and the person saw when the file was made."""
    audience = stamp.narrowed_to(living.standing.audience)
    return seen_then(living.pk, stamp.number, stamp.current, audience)


def _renamed(sent: Dossier, same: dict[str, str], current: Dossier) -> Dossier:
    """The file with the ids of the rows that it means, its record being that of the dossier."""
    names: dict[str, dict[str, str]] = {"dossier": {sent.record.id: current.record.id}}
    for key, identity in same.items():
        table, _, old = key.partition(".")
        names.setdefault(table, {})[old] = identity
    return renamed(sent, names)


# --- what the person may not see nor write ----------------------------------------------------------------------------


def _unseen(
    sent: Dossier, current: Dossier, living: Living, number: int, made_from: int | None
) -> dict[str, set[str]]:
    """By table, the ids of which the file speaks and that do not exist for the person: nothing of them is proposed.

    They are hidden in the dossier, or were in the state that the file was made from, or the file itself keeps them for
    others. What the person sees today is never among them.
    """
    reader = living.standing.audience
    sides: list[Hidden] = [hidden_at(living.pk, number, reader)]
    if made_from is not None:
        sides.append(hidden_at(living.pk, made_from, reader))
    sides.append(_kept_for_others(sent, living))
    seen = {table: {row.id for row in current.rows(table)} for table in LISTED}
    return {table: {one for side in sides for one in side.get(table, ())} - seen[table] for table in LISTED}


def _kept_for_others(sent: Dossier, living: Living) -> dict[str, set[str]]:
    return hidden_from(sent, seen_by(sent, living.standing.audience))


def _with_archived_apart(found: Comparison, living: Living) -> Comparison:
    """Rows that were archived here do not come back unless somebody says so, when the file may not know of it."""
    added = {item.key for item in found.plan.items if item.kind == "added" and not item.conflict}
    archived = _archived(living) if added else set()
    items = tuple(
        replace(item, guessed=True) if item.key in added and (item.table, item.id) in archived else item
        for item in found.plan.items
    )
    return replace(found, plan=Plan(items)) if archived else found


def _archived(living: Living) -> set[tuple[str, str]]:
    """The table and the id of each archived row that the person may see."""
    rows = LivingRow.objects.filter(dossier=living.pk, archived=True)
    found = rows.values_list("table", "identity", "cells").iterator(chunk_size=2000)
    return {(table, identity) for table, identity, cells in found if living.standing.sees(table, cells)}


def _without_barred(found: Comparison, living: Living) -> Comparison:
    barred = tuple(item for item in found.plan.items if _is_barred(item, found, living))
    if not barred:
        return found
    keys = {item.key for item in barred}
    kept = Plan(tuple(item for item in found.plan.items if item.key not in keys))
    return replace(found, plan=kept, barred=barred)


def _is_barred(item: Item, found: Comparison, living: Living) -> bool:
    """Whether the person may not write the row as it would become."""
    if item.kind == "removed":
        return False
    cells = {cell.column: cell.incoming for cell in item.fields}
    if item.kind == "changed":
        if not {"visibility", "kept_for", ABOUT.get(item.table, "id")}.intersection(cells):
            return False
        cells = texts_of(TABLES[item.table], found.row_here(item)) | cells
    return not living.standing.writes(item.table, cells).allowed
