"""Private notes of facilitators: written and erased by their author, seen by nobody else."""

from __future__ import annotations

import datetime

from maillage_web.accounts.models import User
from maillage_web.workshops.actions.refusals import NOTES_FULL, RoomRefusedError
from maillage_web.workshops.models import PrivateNote, Workshop

LONGEST_NOTE = 4000
MOST_NOTES = 500


def write_note(*, workshop: int, author: int, text: str, now: datetime.datetime) -> None:
    """Keep a note for its author; nothing is kept of blank words. Raises `RoomRefusedError` past `MOST_NOTES`."""
    words = text.strip()[:LONGEST_NOTE]
    if not words:
        return
    if PrivateNote.objects.filter(workshop=workshop, author=author).count() >= MOST_NOTES:
        raise RoomRefusedError(NOTES_FULL)
    PrivateNote.objects.create(workshop_id=workshop, author_id=author, text=words, at=now)


def erase_note(*, workshop: int, author: int, note: int) -> None:
    """Erase a note of its author; the note of somebody else is not there."""
    PrivateNote.objects.filter(workshop=workshop, author=author, pk=note).delete()


def forget_person(person: User, now: datetime.datetime) -> None:
    """Before a person is erased (``MAILLAGE_ERASURES``): their notes go; workshops they began belong to nobody."""
    PrivateNote.objects.filter(author=person).delete()
    Workshop.objects.filter(created_by=person).update(created_by=None)
