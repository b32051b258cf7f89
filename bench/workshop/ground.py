"""The rows of the bench, in the process of the site: ``python -m bench.workshop.ground make PEOPLE`` or ``read``.

``make`` opens a workshop, lets people in and prints their tickets; ``read`` prints the notes that the database holds.
"""

from __future__ import annotations

import json
import sys

import django
from django.utils import timezone


def make(people: int) -> list[str]:
    """A workshop where people may write notes; gives a ticket each."""
    from maillage_web.dossiers.models import LivingDossier
    from maillage_web.workshops.actions import rooms
    from maillage_web.workshops.actions.saying import Said, say
    from maillage_web.workshops.queries.tickets import ticket_for

    now = timezone.now()
    dossier = LivingDossier.objects.create(slug="bench", title="Bench", created_at=now)
    asked = [rooms.Prepared(kind="notes", title="Notes")]
    workshop = rooms.prepare(dossier=dossier.pk, author=None, title="Bench", activities=asked, now=now)
    rooms.open_workshop(workshop=workshop.pk, now=now)
    for number in range(1, people + 1):
        rooms.enter(workshop=workshop.pk, name=f"P{number}", now=now)
    say(workshop.pk, "f", [Said("open", workshop.activities.get().key, "open", {})], now)
    return [ticket_for(workshop, "participant", f"p{number}") for number in range(1, people + 1)]


def read() -> list[str]:
    """The keys of the notes kept, as often as each is there."""
    from maillage_web.workshops.models import Event

    return sorted(Event.objects.filter(kind="note").values_list("key", flat=True))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(make(int(sys.argv[2])) if sys.argv[1] == "make" else read()))
