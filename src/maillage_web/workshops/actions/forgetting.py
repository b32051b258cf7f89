"""What time erases of workshops: names after 30 days, private notes and what happened in them after a year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from maillage_web.workshops.actions.rooms import close_workshop, forget_names
from maillage_web.workshops.models import Event, Participant, PrivateNote, Workshop

OPEN_FOR = datetime.timedelta(days=7)
NAMES_FOR = datetime.timedelta(days=30)
EVENTS_FOR = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many workshops were closed, how many lost their names, how many their events and private notes."""

    closed: int
    unnamed: int
    emptied: int


def forget_workshops(*, now: datetime.datetime) -> Forgotten:
    """Forget what is due; run twice, the second run finds nothing more.

    A workshop left open for a week is closed. Names and secrets go 30 days after the end. A year after the end, private
    notes and events go: the dossier keeps what the review put there.
    """
    left_open = Workshop.objects.filter(state=Workshop.State.OPEN, opened_at__lte=now - OPEN_FOR)
    closed = [close_workshop(workshop=one, now=now).pk for one in left_open.values_list("pk", flat=True)]
    unnamed = _unname(now)
    return Forgotten(len(closed), unnamed, _empty(now))


def _unname(now: datetime.datetime) -> int:
    due = Participant.objects.filter(workshop__closed_at__lte=now - NAMES_FOR).exclude(
        name="", secret__startswith="-"
    )
    rooms = list(due.values_list("workshop", flat=True).distinct())
    for one in rooms:
        forget_names(workshop=one)
    return len(rooms)


def _empty(now: datetime.datetime) -> int:
    ended = Workshop.objects.annotate(ended=Coalesce(F("closed_at"), F("created_at")))
    old = ended.filter(ended__lte=now - EVENTS_FOR).exclude(state=Workshop.State.OPEN)
    rooms = list(
        old.filter(Q(events__isnull=False) | Q(private_notes__isnull=False))
        .values_list("pk", flat=True)
        .distinct()
    )
    Event.objects.filter(workshop__in=rooms).delete()
    PrivateNote.objects.filter(workshop__in=rooms).delete()
    return len(rooms)
