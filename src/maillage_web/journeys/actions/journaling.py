"""Write in the journal: for oneself, which stays out of the dossier, or for others, which is a row of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from maillage_web.accounts.models import User
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.journeys.models import PrivateEntry

COLUMNS = ("date", "title", "text", "phase", "session")
"""What a private entry says; `text` is the column ``entry`` of the table of the journal."""


class GoneError(Exception):
    """The private entry is not there: erased or shared meanwhile, or somebody else’s."""


def _mine(dossier: int, author: int, entry: int) -> PrivateEntry:
    found = PrivateEntry.objects.select_for_update().filter(pk=entry, dossier=dossier, author=author).first()
    if found is None:
        raise GoneError(entry)
    return found


@transaction.atomic
def keep_for_oneself(
    *, dossier: int, author: int, entry: int | None, words: Mapping[str, str], now: datetime.datetime
) -> int:
    """Write a private entry, or write it anew; give its number. Raises `GoneError`."""
    said = {name: words.get(name, "") for name in COLUMNS}
    if entry is None:
        times = {"written_at": now, "changed_at": now}
        made: int = PrivateEntry.objects.create(dossier_id=dossier, author_id=author, **said, **times).pk
        return made
    mine = _mine(dossier, author, entry)
    for name, value in said.items():
        setattr(mine, name, value)
    mine.changed_at = now
    mine.save()
    return entry


def remove(*, author: int, entry: int) -> bool:
    """Erase a private entry for good; whether there was one."""
    return PrivateEntry.objects.filter(pk=entry, author=author).delete()[0] > 0


@transaction.atomic
def write_entry(
    *,
    dossier: int,
    author: int,
    cells: Mapping[str, str],
    now: datetime.datetime,
    entry: int | None = None,
) -> Written:
    """Write an entry that others read, as a row of the dossier; `entry` is the private one that becomes it.

    The private entry goes in the same transaction: the text is in one place. Undoing the act archives the row, text
    included: it is brought back from the history. Raises what `write` raises, and `GoneError`.
    """
    mine = None if entry is None else _mine(dossier, author, entry)
    filled = {column: words for column, words in cells.items() if words}
    written = write(dossier=dossier, author=author, edits=[Edit("add", "journal", None, filled)], now=now)
    if mine is not None:
        mine.delete()
    return written


def forget_person(person: User, _now: datetime.datetime) -> None:
    """Erase the private entries of a person who is about to be erased (``MAILLAGE_ERASURES``)."""
    PrivateEntry.objects.filter(author=person).delete()
