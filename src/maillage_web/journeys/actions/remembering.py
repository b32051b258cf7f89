"""Reviews of decisions, new states of commitments, assessments: each is one act, nothing is overwritten."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from maillage_web.dossiers.actions.edits import Edit, NotAllowedError, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.models import LivingDossier, LivingRow
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import standing_in

_INHERITED = ("visibility", "kept_for", "about")


class TooSoonError(Exception):
    """The new state would not begin after the one it follows."""


def _row(dossier: int, table: str, key: int, author: int) -> LivingRow:
    """A row as it stands, under the lock of its dossier. Raises `NotAllowedError` when it is not there for them."""
    locked = LivingDossier.objects.select_for_update().get(pk=dossier)
    standing: Standing = standing_in(locked, author)
    row = LivingRow.objects.filter(dossier=dossier, table=table, pk=key, archived=False).first()
    if row is None or not standing.sees(table, row.cells):
        raise NotAllowedError("the row is not there")
    return row


def _noted(note: str, day: str, why: str) -> str:
    """What a note said, and one more dated line."""
    return "\n".join(filter(None, (note, f"{day} : {why}" if why else "")))


@transaction.atomic
def keep_decision(
    *,
    dossier: int,
    author: int,
    key: int,
    day: str,
    review_on: str,
    why: str,
    now: datetime.datetime,
    base: int | None = None,
) -> Written:
    """Keep a decision after its review: the day of the review, the next one, and why. Raises what `write` raises."""
    row = _row(dossier, "decisions", key, author)
    note = _noted(row.cells.get("note", ""), day, why)
    cells = {"reviewed_on": day, "review_on": review_on, "note": note}
    edit = Edit("change", "decisions", key, cells, base)
    return write(dossier=dossier, author=author, edits=[edit], now=now, why=why)


@transaction.atomic
def revise_decision(
    *,
    dossier: int,
    author: int,
    key: int,
    day: str,
    cells: Mapping[str, str],
    why: str,
    now: datetime.datetime,
    base: int | None = None,
) -> Written:
    """Open a new decision that supersedes this one, as confidential as it. Raises what `write` raises."""
    row = _row(dossier, "decisions", key, author)
    said = {column: words for column, words in cells.items() if words}
    kept = {column: row.cells[column] for column in _INHERITED if row.cells.get(column)}
    new = {**kept, **said, "date": day, "supersedes": row.identity, "note": why}
    edits = [
        Edit("add", "decisions", None, new),
        Edit("change", "decisions", key, {"reviewed_on": day}, base),
    ]
    return write(dossier=dossier, author=author, edits=edits, now=now, why=why)


@transaction.atomic
def supersede_decision(
    *,
    dossier: int,
    author: int,
    key: int,
    by: int,
    day: str,
    why: str,
    now: datetime.datetime,
    base: int | None = None,
) -> Written:
    """Say that a decision already noted supersedes this one. Raises what `write` raises: a loop is refused."""
    row = _row(dossier, "decisions", key, author)
    edits = [
        Edit("change", "decisions", by, {"supersedes": row.identity}, base),
        Edit("change", "decisions", key, {"reviewed_on": day}, base),
    ]
    return write(dossier=dossier, author=author, edits=edits, now=now, why=why)


@transaction.atomic
def restate_commitment(
    *,
    dossier: int,
    author: int,
    key: int,
    on: datetime.date,
    cells: Mapping[str, str],
    now: datetime.datetime,
    base: int | None = None,
) -> Written:
    """Write a new dated state of a commitment: the one before ends the day before, and stays told.

    What the new state does not say again (source, confidence) is not carried to it: it was said of the former one.
    Raises `TooSoonError`, and what `write` raises.
    """
    row = _row(dossier, "commitments", key, author)
    before = (on - datetime.timedelta(days=1)).isoformat()
    if row.cells.get("since", "") > before or row.cells.get("until", "") > before:
        raise TooSoonError(row.cells.get("since", ""))
    dropped = ("until", "source", "confidence", "note", "review_on", "asserted_by")
    kept = {column: words for column, words in row.cells.items() if column not in dropped}
    new = {**kept, **{column: words for column, words in cells.items() if words}, "since": on.isoformat()}
    edits = [Edit("add", "commitments", None, new)]
    if not row.cells.get("until"):
        edits.insert(0, Edit("change", "commitments", key, {"until": before}, base))
    return write(dossier=dossier, author=author, edits=edits, now=now, why=cells.get("note", "")[:500])


def assess(*, dossier: int, author: int, cells: Mapping[str, str], now: datetime.datetime) -> Written:
    """Add what one rater sees of a resource on a day; what others said stays. Raises what `write` raises."""
    filled = {column: words for column, words in cells.items() if words}
    return write(dossier=dossier, author=author, edits=[Edit("add", "resources", None, filled)], now=now)
