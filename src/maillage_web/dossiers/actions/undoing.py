"""Take back an act: one change, an import, another undoing. What was written since is not overwritten in silence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from maillage_web.dossiers.actions.edits import Edit, NotAllowedError, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.choices import ActKind, ChangeKind
from maillage_web.dossiers.models import Act, LivingDossier, RowChange
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import standing_in


def undo(
    *, dossier: int, number: int, author: int, now: datetime.datetime, why: str = "", rest: bool = False
) -> Written:
    """Take back the act `number`: rows it added are archived, others find again what it changed.

    Raises `ConflictError` when some of it was changed since; with `rest`, those cells stay as they are and the rest
    is taken back. Raises `NotAllowedError`, and `Act.DoesNotExist` on a number that is not there.
    """
    act = Act.objects.get(dossier=dossier, number=number)
    _check_right(act, author)
    edits = list(_inverse(act))
    if not edits:
        raise NotAllowedError("an act that changed no row is not undone")
    return write(
        dossier=dossier,
        author=author,
        edits=edits,
        now=now,
        kind=ActKind.UNDO,
        why=why,
        undoes=number,
        lenient=rest,
    )


def _check_right(act: Act, author: int) -> None:
    row = LivingDossier.objects.get(pk=act.dossier_id)
    action = Action.UNDO_OWN if act.author_id == author else Action.UNDO_ANY
    decision = standing_in(row, author).may(action)
    if not decision.allowed:
        raise NotAllowedError(decision.reason)
    if act.kind == ActKind.CREATE:
        raise NotAllowedError("the beginning of a dossier is not undone")


_INVERSE = {ChangeKind.ADDED: "archive", ChangeKind.ARCHIVED: "restore", ChangeKind.RESTORED: "archive"}


def _inverse(act: Act) -> Iterator[Edit]:
    """The edits that take back the changes of an act, what it archived first, for what cites it."""
    changes = RowChange.objects.filter(act=act).order_by("pk")
    for change in sorted(changes, key=lambda one: one.kind != ChangeKind.ARCHIVED):
        verb = _INVERSE.get(ChangeKind(change.kind))
        if verb is not None:
            yield Edit(verb, change.table, change.row_id, base=act.number)
        if change.before:
            yield Edit("change", change.table, change.row_id, change.before, act.number)
