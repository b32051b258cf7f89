"""What workshops keep of a person with an account: their private notes, the workshops they began."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.workshops.models import PrivateNote, Workshop

_NOTES = Text(
    "Vos notes privées prises pendant des ateliers, que vous seul(e) voyez, effacées au bout d’un an.",
    "The private notes that you took during workshops, which only you see, erased after a year.",
)
_BEGUN = Text(
    "Les ateliers que vous avez préparés : le dossier, le titre, et quand.",
    "The workshops that you prepared: the dossier, the title, and when.",
)


def of_the_workshops(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    notes = PrivateNote.objects.filter(author=person).order_by("pk")
    begun = Workshop.objects.filter(created_by=person).order_by("pk")
    return {
        "workshop_notes": Holding(
            _NOTES, list(notes.values("workshop__dossier__slug", "workshop__title", "at", "text"))
        ),
        "workshops_begun": Holding(_BEGUN, list(begun.values("dossier__slug", "title", "created_at"))),
    }
