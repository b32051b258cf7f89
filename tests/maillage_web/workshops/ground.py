"""A workshop to test with, in the dossier where people of every role are."""

from __future__ import annotations

from maillage_web.workshops.models import Workshop
from tests.maillage_web.living.people import NOW, Ground


def some_workshop(place: Ground) -> Workshop:
    """An open workshop of the dossier, with one activity; always the same one."""
    made, fresh = Workshop.objects.get_or_create(
        token=f"atelier-{place.pk}",
        defaults={
            "dossier": place.dossier,
            "title": "Premier atelier",
            "state": Workshop.State.OPEN,
            "created_at": NOW,
            "opened_at": NOW,
        },
    )
    if fresh:
        options = {"actors": [{"id": "la-ville", "label": "La ville"}]}
        made.activities.create(
            key="a1", position=1, kind="exit", title="Et si ?", minutes=10, settings={"options": options}
        )
    return made
