"""What the report of a workshop is made of, for the app of documents, which does not know workshops."""

from __future__ import annotations

from maillage_web.deliverables.queries.rooms import Room as Told
from maillage_web.dossiers.models import Act, RowChange
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.queries.boards import board_of


def told_of(living: int, session: str) -> Told:
    """The board of the workshop of a session, and the rows that its review wrote and that were not taken back."""
    room = (
        Workshop.objects.filter(dossier=living, session=session).order_by("-pk").first() if session else None
    )
    if room is None:
        return Told()
    if room.act is None or was_undone(living, room.act):
        return Told(board_of(room))
    rows = RowChange.objects.filter(act__dossier=living, act__number=room.act).order_by("pk")
    return Told(board_of(room), tuple(rows.values_list("table", "identity")))


def was_undone(dossier: int, act: int | None) -> bool:
    """Whether an act was taken back, and this taking back was not itself."""
    if act is None:
        return False
    undoing = Act.objects.filter(dossier=dossier, undoes__number=act).order_by("-number").first()
    return undoing is not None and not was_undone(dossier, undoing.number)
