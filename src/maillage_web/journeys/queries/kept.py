"""What the journal keeps of a person: the entries that they alone read."""

from __future__ import annotations

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.journeys.models import PrivateEntry

_ENTRIES = Text(
    "Les textes de votre journal que vous gardez pour vous, dossier par dossier, même ceux que vous avez quittés.",
    "The texts of your journal that you keep for yourself, dossier by dossier, even those that you have left.",
)


def of_the_journal(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    told = ("date", "title", "text", "phase", "session", "written_at", "changed_at")
    found = PrivateEntry.objects.filter(author=person).order_by("pk").values("dossier__slug", *told)
    content = [{"dossier": one.pop("dossier__slug"), **one} for one in found]
    return {"private_journal": Holding(_ENTRIES, content)}
