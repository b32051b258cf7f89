"""Write what was chosen in an import: one act, under the lock of the dossier, or nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from maillage.dossier import merge
from maillage.dossier.merge import lacking
from maillage.dossier.tables import TABLES
from maillage.text import Text, fill, same
from maillage_web.dossiers.actions.edits import Edit, NotAllowedError, Refusal, RefusedError
from maillage_web.dossiers.actions.importing.editing import Archived, edits_of, sides_of
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import ActKind
from maillage_web.dossiers.mappers.importing import Picks
from maillage_web.dossiers.mappers.living import Stored
from maillage_web.dossiers.models import ImportDraft, LivingDossier, LivingRow
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.importing.choosing import moved, undecided
from maillage_web.dossiers.queries.importing.comparing import Comparison, compare
from maillage_web.dossiers.queries.importing.drafts import Draft, draft_of
from maillage_web.dossiers.queries.living import Living, find_living

REFUSALS_TOLD = 50
_ROW = Text("{table} : {name}", "{table}: {name}")


@dataclass(frozen=True, slots=True)
class Refused:
    """A rule that what was chosen breaks: in which row, what is wrong, what to do."""

    row: Text
    message: Text
    repair: Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an import. `act` is the number of the act that wrote it.

    Without one, nothing was written: because of items that changed since they were seen (`moved`), conflicts to
    decide (`undecided`), items that cite others that are not taken (`lacking`), or rules that what was chosen breaks
    (`refused`: row, what is wrong, what to do), or because `nothing` is chosen. `over`: there is nothing left to do.
    """

    act: int | None = None
    over: bool = False
    moved: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    refused: tuple[Refused, ...] = ()
    nothing: bool = False


@transaction.atomic
def apply(*, draft: int, author: int, number: int, now: datetime.datetime) -> Outcome:
    """Write what the author of a draft chose while looking at the dossier as it stood after the act `number`.

    Asked twice, it is written once. Raises `NotAllowedError`, and `ImportDraft.DoesNotExist`.
    """
    row = ImportDraft.objects.select_for_update().defer("content").get(pk=draft, author=author)
    if row.state == ImportDraft.State.APPLIED:
        return Outcome(act=row.act, over=True)
    if row.state != ImportDraft.State.READY:
        raise ImportDraft.DoesNotExist
    living = _locked(row, author)
    outcome = _Import(draft_of(row), living, number).write(now)
    if outcome.over:
        row.state, row.act, row.content, row.picks = ImportDraft.State.APPLIED, outcome.act, b"", {}
        row.save(update_fields=["state", "act", "content", "picks"])
    return outcome


def _locked(row: ImportDraft, author: int) -> Living:
    """The dossier, that nobody else writes until the end of the transaction, as the author sees it now."""
    locked = LivingDossier.objects.select_for_update().get(pk=row.dossier_id)
    living = find_living(locked.slug, author)
    if living is None:
        raise ImportDraft.DoesNotExist
    decision = living.standing.may(Action.IMPORT)
    if not decision.allowed:
        raise NotAllowedError(decision.reason)
    return living


class _Import:
    """What was chosen, held against the dossier under its lock."""

    def __init__(self, draft: Draft, living: Living, number: int) -> None:
        self._draft, self._living = draft, living
        self._found = compare(draft, living)
        seen = min(max(number, 1), living.number)
        self._before = self._found if seen == living.number else compare(draft, living, seen)
        self._picks = draft.picks
        taken = self._picks.chosen(self._found.plan.items)
        self._chosen = taken & self._before.items.keys()

    def write(self, now: datetime.datetime) -> Outcome:
        """Write one act, or say what stands in the way."""
        hindrance = self._hindrance()
        if hindrance is not None:
            return hindrance
        if not self._chosen:
            return Outcome(nothing=True)
        edits = edits_of(self._found, self._picks, self._chosen, _archived(self._living))
        return self._write(edits, now) if edits else Outcome(over=True)

    def _write(self, edits: Sequence[Edit], now: datetime.datetime) -> Outcome:
        try:
            written = write(
                dossier=self._living.pk,
                author=self._draft.author,
                edits=edits,
                now=now,
                kind=ActKind.IMPORT,
                why=self._draft.why,
                details={"file": self._draft.name, "rows": len(self._chosen)},
            )
        except RefusedError as error:
            return Outcome(refused=tuple(_told(one, edits) for one in error.refusals[:REFUSALS_TOLD]))
        return Outcome(act=written.number, over=True)

    def _hindrance(self) -> Outcome | None:
        changed = (
            moved(self._before, self._found, self._picks) if self._before is not self._found else frozenset()
        )
        if changed:
            return Outcome(moved=changed)
        waiting = undecided(self._found, self._picks) & self._chosen
        if waiting:
            return Outcome(undecided=waiting)
        missing = lacking(self._found.plan, self._chosen)
        if missing:
            return Outcome(lacking=frozenset(missing))
        wrong = _left_pointing(self._found, self._picks, self._chosen)
        return Outcome(refused=wrong) if wrong else None


def _told(refusal: Refusal, edits: Sequence[Edit]) -> Refused:
    table = TABLES[refusal.table].label if refusal.table in TABLES else same("")
    edit = edits[refusal.edit] if refusal.edit is not None else None
    words = (edit.cells.get("name") or edit.cells.get("title") or edit.cells.get("id", "")) if edit else ""
    row = fill(_ROW, table=table, name=words) if words else table
    return Refused(row, refusal.message, refusal.repair)


def _left_pointing(found: Comparison, picks: Picks, chosen: Collection[str]) -> tuple[Refused, ...]:
    """What would be left pointing to removed rows: rows written here since, that the file does not know."""
    if not any(found.items[key].kind == "removed" for key in chosen):
        return ()
    reading = merge.apply(found.current, found.plan, chosen, choices=sides_of(found, picks))
    told = reading.problems[:REFUSALS_TOLD]
    return tuple(Refused(same(wrong.place.file), wrong.message, wrong.repair) for wrong in told)


def _archived(living: Living) -> Archived:
    """The archived rows that the person may bring back, by table and id, in the order they were last written."""
    rows = LivingRow.objects.filter(dossier=living.pk, archived=True).order_by("version", "pk")
    fields = ("pk", "table", "identity", "cells", "version", "archived")
    known: dict[tuple[str, str], list[Stored]] = {}
    for found in rows.values_list(*fields):
        row = Stored(*found)
        if living.standing.writes(row.table, row.cells).allowed:
            known.setdefault((row.table, row.identity), []).append(row)
    return known
