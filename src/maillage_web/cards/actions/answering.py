"""Answers written through the one door: once each, never over other words, taken back, opened to the group."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from maillage.dossier.values import fold
from maillage_web.cards.queries.speaking import KEPT_FOR_ONE, MEMBERS, confidential, visibilities
from maillage_web.dossiers.actions.drafting import free_id
from maillage_web.dossiers.actions.edits import Edit, NotAllowedError, Written
from maillage_web.dossiers.actions.undoing import undo
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.models import Act, LivingDossier, LivingRow
from maillage_web.dossiers.policies import Standing
from maillage_web.dossiers.queries.living import standing_in

TABLE = "answers"
TOKEN = "answer"
"""Where the details of an act keep what tells its answer apart."""
_COLUMNS = ("value", "narrative", "evidence")
_REMEMBERED = datetime.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to write: what it says about whom, of which item, given by which voice on which day."""

    holder: str
    frame: str
    version: str
    item: str
    words: tuple[str, str, str]
    voice: str
    day: datetime.date
    visibility: str = ""


class MetError(Exception):
    """The same voice answered the same question since the person looked; nothing was written."""

    def __init__(self, row: LivingRow, author: int | None) -> None:
        self.words = tuple(str(row.cells.get(column, "")) for column in _COLUMNS)
        self.author = author
        super().__init__(row.identity)


@transaction.atomic
def answer(
    *, dossier: int, author: int, said: Said, token: str, base: int | None, now: datetime.datetime
) -> Written:
    """Write an answer; the row of the same voice on the same day says it anew, another day is another row.

    An answer sent twice, by its `token`, is written once. Raises `MetError` when that voice answered after the act
    `base`, and what `write` raises.
    """
    locked = LivingDossier.objects.select_for_update().get(pk=dossier)
    if known := _known(dossier, author, token, now):
        return Written(known)
    standing = standing_in(locked, author)
    mine = list(_mine(dossier, standing, said))
    _refuse_met(mine, said, base)
    details = {TOKEN: token}
    edit = _edit(dossier, mine, standing, said)
    return write(dossier=dossier, author=author, edits=[edit], now=now, details=details)


def _known(dossier: int, author: int, token: str, now: datetime.datetime) -> int | None:
    """The act that wrote the answer of this token, if it was written already."""
    lately = Act.objects.filter(dossier=dossier, author=author, at__gte=now - _REMEMBERED)
    return lately.filter(**{f"details__{TOKEN}": token}).values_list("number", flat=True).first()


def _mine(dossier: int, standing: Standing, said: Said) -> Iterator[LivingRow]:
    """The answers of that voice to that item, those that the person sees."""
    exact = {"holder": said.holder, "frame": said.frame, "version": said.version, "item": said.item}
    rows = LivingRow.objects.filter(dossier=dossier, table=TABLE, archived=False)
    for row in rows.filter(**{f"cells__{column}": words for column, words in exact.items()}).order_by("pk"):
        if fold(row.cells.get("rater", "")) == fold(said.voice) and standing.sees(TABLE, row.cells):
            yield row


def _refuse_met(mine: Sequence[LivingRow], said: Said, base: int | None) -> None:
    for row in mine:
        theirs = tuple(row.cells.get(column, "") for column in _COLUMNS)
        if base is not None and row.version > base and theirs != said.words:
            author = Act.objects.filter(dossier=row.dossier, number=row.version)
            raise MetError(row, author.values_list("author", flat=True).first())


def _edit(dossier: int, mine: Sequence[LivingRow], standing: Standing, said: Said) -> Edit:
    words = dict(zip(_COLUMNS, said.words, strict=True))
    day = said.day.isoformat()
    for row in mine:
        if row.cells.get("date") == day:
            return Edit("change", TABLE, row.pk, words)
    chosen = said.visibility in visibilities(standing, said.holder)
    cells = {
        "id": _new_id(dossier, f"{said.holder}-{said.item}-{day}"),
        "holder": said.holder,
        "frame": said.frame,
        "version": said.version,
        "item": said.item,
        **words,
        "rater": said.voice,
        "date": day,
        "visibility": said.visibility if chosen else confidential(standing, said.holder),
    }
    return Edit("add", TABLE, None, cells)


def _new_id(dossier: int, words: str) -> str:
    rows = LivingRow.objects.filter(dossier=dossier, table=TABLE)
    return free_id(TABLE, words, set(rows.values_list("identity", flat=True)))


@transaction.atomic
def take_back(*, dossier: int, author: int, number: int, now: datetime.datetime) -> Written:
    """Undo an answer that the person gave themselves. Raises `NotAllowedError`, `ConflictError`."""
    act = Act.objects.filter(dossier=dossier, number=number, author=author, details__has_key=TOKEN).first()
    if act is None:
        raise NotAllowedError("not an answer of theirs")
    return undo(dossier=dossier, number=number, author=author, now=now)


@transaction.atomic
def open_to_members(
    *, dossier: int, author: int, holder: str, rows: Sequence[int], now: datetime.datetime
) -> Written:
    """Let the members of the dossier read answers kept for one actor. Raises what `write` raises."""
    kept = LivingRow.objects.filter(dossier=dossier, table=TABLE, archived=False, pk__in=rows)
    wanted = kept.filter(cells__holder=holder, cells__visibility=KEPT_FOR_ONE)
    edits = [Edit("change", TABLE, row.pk, {"visibility": MEMBERS}) for row in wanted.order_by("pk")]
    if not edits:
        return Written(None)
    return write(dossier=dossier, author=author, edits=edits, now=now)
