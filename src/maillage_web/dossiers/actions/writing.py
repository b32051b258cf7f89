"""The one door through which rows of living dossiers are written.

Under one lock: rights are read again, edits become a draft, the whole draft is read with the rules of the library, and
either everything is written (rows, act, changes, number of the dossier) or nothing is.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from maillage.dossier.audience import kept_for
from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Problem
from maillage.text import Text
from maillage_web.dossiers.actions.drafting import Draft, draft
from maillage_web.dossiers.actions.edits import (
    ConflictError,
    Edit,
    NotAllowedError,
    Refusal,
    RefusedError,
    Written,
)
from maillage_web.dossiers.choices import ActKind, ChangeKind
from maillage_web.dossiers.mappers.living import Stored, cells_of, patches, read_rows, seal
from maillage_web.dossiers.models import Act, LivingDossier, LivingRow, RowChange
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import hidden_at, standing_in, stored_rows

_FOR_NOBODY = Text(
    "Cette ligne serait réservée à un acteur sans dire lequel : personne ne la verrait.",
    "This row would be kept for one actor without saying which: nobody would see it.",
)
_SAY_WHICH = Text("Remplissez « Réservée à ».", "Fill in “Kept for”.")
_RECORD = Text("Le dossier lui-même ne s’archive pas ici.", "The dossier itself is not archived here.")
_IN_SETTINGS = Text("Allez dans ses réglages.", "Go to its settings.")


@transaction.atomic
def write(
    *,
    dossier: int,
    author: int | None,
    edits: Sequence[Edit],
    now: datetime.datetime,
    kind: str = ActKind.EDIT,
    why: str = "",
    undoes: int | None = None,
    details: Mapping[str, Any] | None = None,
    lenient: bool = False,
    unchecked: bool = False,
) -> Written:
    """Write `edits` as one act of `author`, or of the site itself when there is none.

    Rights are not looked at for the site, nor when `unchecked`: the beginning of a dossier.

    `undoes` is the number of the act taken back. `lenient` leaves out what conflicts and what the person may not
    write, instead of refusing everything. Raises `ConflictError`, `RefusedError`, `NotAllowedError`.
    """
    locked = LivingDossier.objects.select_for_update().get(pk=dossier)
    standing = None if unchecked or author is None else standing_in(locked, author)
    hidden = hidden_at(locked.pk, locked.number, standing.audience) if standing and locked.number else {}
    made = draft(stored_rows(locked.pk), edits, hidden)
    if made.conflicts and not lenient:
        raise ConflictError(tuple(made.conflicts))
    _check_rights(made, edits, standing, lenient=lenient)
    if not made.new:
        return Written(None, tuple(made.keys))
    _settle(made, _read(made))
    if all(made.old.get(key) == row for key, row in made.new.items()):
        return Written(None, tuple(made.keys))
    act = _Act(locked, author, now, str(kind), why, undoes, dict(details or {}))
    return act.write(made)


# --- rights and rules -------------------------------------------------------------------------------------------------


def _check_rights(made: Draft, edits: Sequence[Edit], standing: Standing | None, *, lenient: bool) -> None:
    """The person may write each row they name, as it is and as it becomes. What follows from it is not theirs."""
    for place, (edit, key) in enumerate(zip(edits, made.keys, strict=True)):
        _check_sense(made, place, edit, key)
        if standing is None or key not in made.new:
            continue
        sides = [made.new[key].cells, *([made.old[key].cells] if key in made.old else [])]
        refused = [found for cells in sides if not (found := standing.writes(edit.table, cells)).allowed]
        if refused and lenient:
            del made.new[key]
        elif refused:
            raise NotAllowedError(refused[0].reason)
    if standing is not None and not edits:
        raise NotAllowedError("nothing was asked")


def _check_sense(made: Draft, place: int, edit: Edit, key: int) -> None:
    row = made.now(key)
    if edit.table == "dossier" and edit.verb in ("archive", "restore"):
        raise RefusedError((Refusal(place, "dossier", "", _RECORD, _IN_SETTINGS),))
    kept = row.cells.get("visibility") == "actor" and not row.archived and key in made.new
    if kept and kept_for(row.table, row.cells) is None:
        raise RefusedError((Refusal(place, row.table, "kept_for", _FOR_NOBODY, _SAY_WHICH),))


def _read(made: Draft) -> Dossier:
    """The dossier that the draft makes, by the rules of the library. Raises `RefusedError`."""
    reading = read_rows(made.rows.values())
    if reading.dossier is None:
        places = {key: place for place, key in enumerate(made.keys)}
        raise RefusedError(tuple(_refusal(wrong, made, places) for wrong in reading.problems))
    return reading.dossier


def _refusal(wrong: Problem, made: Draft, places: Mapping[int, int]) -> Refusal:
    line = wrong.place.line or 0
    table = made.now(line).table if line in made.rows else ""
    return Refusal(places.get(line), table, wrong.place.column or "", wrong.message, wrong.repair)


def _settle(made: Draft, dossier: Dossier) -> None:
    """Give the new rows their cells as the library writes them."""
    for table in {row.table for row in made.new.values()}:
        for row in dossier.rows(table):
            if row.line in made.new:
                made.new[row.line] = made.new[row.line].with_cells(cells_of(table, row))


# --- one act ----------------------------------------------------------------------------------------------------------


class _Act:
    """An act being written, under the lock of its dossier."""

    def __init__(
        self,
        locked: LivingDossier,
        author: int | None,
        now: datetime.datetime,
        kind: str,
        why: str,
        undoes: int | None,
        details: dict[str, Any],
    ) -> None:
        self._dossier = locked
        self._number = locked.number + 1
        self._undone = Act.objects.get(dossier=locked, number=undoes) if undoes else None
        self._head = {
            "author": author,
            "at": now.astimezone(datetime.UTC).isoformat(),
            "kind": kind,
            "why": why,
            "undoes": undoes,
            "details": details,
        }
        self._now = now

    def write(self, made: Draft) -> Written:
        """Write rows, act and changes."""
        keys = self._write_rows(made)
        changes = [self._change(made, key, keys.get(key, key)) for key in made.new]
        act = self._write_act(changes)
        RowChange.objects.bulk_create([_bound(change, act) for change in changes], batch_size=500)
        self._dossier.number = self._number
        self._dossier.title = _title(made) or self._dossier.title
        self._dossier.save(update_fields=["number", "title"])
        return Written(self._number, tuple(keys.get(key, key) for key in made.keys))

    def _write_rows(self, made: Draft) -> dict[int, int]:
        """Write the rows; give the keys of the new ones."""
        known = [self._row(row, pk=key) for key, row in made.new.items() if key > 0]
        fields = ["identity", "cells", "version", "archived"]
        LivingRow.objects.bulk_create(
            known, batch_size=500, update_conflicts=True, unique_fields=["pk"], update_fields=fields
        )  # ten times faster than `bulk_update` on thousands of rows
        added = {key: self._row(row) for key, row in made.new.items() if key < 0}
        LivingRow.objects.bulk_create(added.values(), batch_size=500)
        return {key: row.pk for key, row in added.items()}

    def _row(self, row: Stored, pk: int | None = None) -> LivingRow:
        return LivingRow(
            pk=pk,
            dossier=self._dossier,
            table=row.table,
            identity=row.identity,
            cells=row.cells,
            version=self._number,
            archived=row.archived,
        )

    def _change(self, made: Draft, key: int, pk: int) -> dict[str, Any]:
        new, old = made.new[key], made.old.get(key)
        before, after = patches(old.cells if old else {}, new.cells)
        return {
            "row": pk,
            "table": new.table,
            "identity": new.identity,
            "kind": _kind(old, new),
            "before": {} if old is None else before,
            "after": after,
        }

    def _write_act(self, changes: list[dict[str, Any]]) -> Act:
        last = Act.objects.filter(dossier=self._dossier, number=self._dossier.number)
        previous = last.values_list("digest", flat=True).first() or ""
        content = {"dossier": self._dossier.pk, "number": self._number, **self._head, "changes": changes}
        return Act.objects.create(
            dossier=self._dossier,
            number=self._number,
            author_id=self._head["author"],
            at=self._now,
            kind=self._head["kind"],
            why=self._head["why"],
            undoes=self._undone,
            details=self._head["details"],
            digest=seal(previous, content),
        )


def _bound(change: Mapping[str, Any], act: Act) -> RowChange:
    return RowChange(act=act, row_id=change["row"], **{k: v for k, v in change.items() if k != "row"})


def _kind(old: Stored | None, new: Stored) -> str:
    if old is None:
        return ChangeKind.ADDED
    if old.archived != new.archived:
        return ChangeKind.ARCHIVED if new.archived else ChangeKind.RESTORED
    return ChangeKind.CHANGED


def _title(made: Draft) -> str:
    return next((row.cells.get("title", "") for row in made.new.values() if row.table == "dossier"), "")


def record(
    *,
    dossier: LivingDossier,
    author: int | None,
    now: datetime.datetime,
    kind: str,
    details: Mapping[str, Any],
    why: str = "",
) -> int:
    """Keep in history an act that changes no row (a role given, a setting); the caller holds the lock."""
    return _Act(dossier, author, now, kind, why, None, dict(details)).write(Draft({}, {})).number or 0
