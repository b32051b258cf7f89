"""Case clinics: who is invited sees that it exists, only who came in reads it. No role opens another way in."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.text import Text
from maillage_web.accounts.models import User
from maillage_web.exchanges.choices import STEPS
from maillage_web.exchanges.models import Clinic, ClinicNote, Seat

__all__ = ["Room", "Seat", "find_seat", "members_at", "room_of", "seats_of"]


@dataclass(frozen=True, slots=True)
class Room:
    """A clinic as somebody who came in reads it."""

    clinic: Clinic
    steps: tuple[tuple[str, Text, tuple[ClinicNote, ...]], ...]
    people: tuple[Seat, ...]
    facilitates: bool
    presents: bool


def seats_of(user: int) -> tuple[Seat, ...]:
    """The clinics somebody was invited to and did not decline, the newest first."""
    found = Seat.objects.filter(user=user, declined_at=None).select_related("clinic", "clinic__presenter")
    return tuple(found.order_by("-invited_at", "-pk")[:100])


def find_seat(token: str, user: int) -> Seat | None:
    """The seat of this person in this clinic; none for who was not invited, whoever they are."""
    return (
        Seat.objects.select_related("clinic", "clinic__presenter", "clinic__facilitator")
        .filter(clinic__token=token, user=user)
        .first()
    )


def room_of(seat: Seat) -> Room | None:
    """What is said in the clinic, for who came in; none otherwise."""
    if seat.came_at is None:
        return None
    clinic = seat.clinic
    notes = list(ClinicNote.objects.filter(clinic=clinic).select_related("by").order_by("at", "pk"))
    steps = tuple(
        (code, words, tuple(one for one in notes if one.step == code)) for code, words in STEPS.items()
    )
    people = tuple(Seat.objects.filter(clinic=clinic).select_related("user").order_by("pk"))
    return Room(
        clinic, steps, people, clinic.facilitator_id == seat.user_id, clinic.presenter_id == seat.user_id
    )


def members_at(emails: list[str]) -> tuple[list[User], list[str]]:
    """The active members of the community at these addresses, and the addresses that are nobody's among them."""
    wanted = list(dict.fromkeys(one.strip().lower() for one in emails if one.strip()))
    found = list(
        User.objects.filter(
            email__in=wanted, is_active=True, community__isnull=False, community__left_at=None
        )
    )
    known = {one.email for one in found}
    return found, [one for one in wanted if one not in known]
