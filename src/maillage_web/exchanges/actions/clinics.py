"""Open a case clinic, invite, come in, say, move on, close, erase for everybody."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from maillage.text import Text
from maillage_web.exchanges.choices import FIRST, STEPS
from maillage_web.exchanges.models import Clinic, ClinicNote, Seat
from maillage_web.notices.actions.telling import tell

_INVITED = Text("On vous invite à une étude de cas.", "You are invited to a case clinic.")


@transaction.atomic
def open_clinic(*, title: str, by: int, invited: Iterable[int], now: datetime.datetime) -> Clinic:
    """Open a clinic: who opens it presents, and facilitates until somebody else takes it."""
    token = secrets.token_urlsafe(12).replace("_", "a").replace("-", "b")
    clinic = Clinic.objects.create(
        token=token, title=title, presenter_id=by, facilitator_id=by, step=FIRST, created_at=now
    )
    Seat.objects.create(clinic=clinic, user_id=by, invited_at=now, came_at=now)
    invite(clinic=clinic, users=invited, now=now)
    return clinic


def invite(*, clinic: Clinic, users: Iterable[int], now: datetime.datetime) -> None:
    """Invite people, once each; they are told."""
    wanted = set(users)
    seats = [Seat(clinic=clinic, user_id=one, invited_at=now) for one in sorted(wanted)]
    Seat.objects.bulk_create(seats, ignore_conflicts=True)
    waiting = Seat.objects.filter(clinic=clinic, user__in=wanted, came_at=None, declined_at=None)
    tell(
        waiting.values_list("user_id", flat=True),
        kind="clinic",
        key=f"clinic/{clinic.token}",
        text=_INVITED,
        address=f"/codev/{clinic.token}/",
        now=now,
    )


def come_in(*, seat: Seat, now: datetime.datetime) -> None:
    """Come into the room, while it is open."""
    if seat.clinic.closed_at is None:
        Seat.objects.filter(pk=seat.pk, came_at=None).update(came_at=now, declined_at=None)


def decline(*, seat: Seat, now: datetime.datetime) -> None:
    """Decline, without reason."""
    Seat.objects.filter(pk=seat.pk, came_at=None).update(declined_at=now)


def note(*, seat: Seat, text: str, key: str, now: datetime.datetime) -> None:
    """Say something at the step where the clinic is; kept once per key."""
    step = Clinic.objects.values_list("step", flat=True).get(pk=seat.clinic_id)
    try:
        with transaction.atomic():
            ClinicNote.objects.create(
                clinic_id=seat.clinic_id, step=step, by_id=seat.user_id, text=text, key=key, at=now
            )
    except IntegrityError:
        return  # sent twice


def move(*, clinic: Clinic, step: str) -> None:
    """Go to a step."""
    if step in STEPS:
        Clinic.objects.filter(pk=clinic.pk, closed_at=None).update(step=step)


def facilitate(*, seat: Seat) -> None:
    """Take the facilitation from the presenter, who holds it until somebody does."""
    clinic = seat.clinic
    Clinic.objects.filter(pk=clinic.pk, facilitator=clinic.presenter_id, closed_at=None).update(
        facilitator=seat.user_id
    )


def close(*, clinic: Clinic, now: datetime.datetime) -> None:
    """Close: nobody comes in nor writes any more; those who came still read."""
    Clinic.objects.filter(pk=clinic.pk, closed_at=None).update(closed_at=now)


def erase(*, clinic: Clinic) -> None:
    """Erase the clinic and all that was said in it, for everybody."""
    Clinic.objects.filter(pk=clinic.pk).delete()
