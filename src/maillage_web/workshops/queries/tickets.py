"""Tickets: a signed word that says which workshop, in which role and as whom. Whoever holds one needs no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.core import signing

from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import standing_in
from maillage_web.workshops.models import Participant, Workshop

__all__ = ["ROLES", "Role", "Ticket", "Workshop", "read_ticket", "still_there", "ticket_for", "workshop_of"]

Role = Literal["participant", "screen", "facilitator"]
ROLES: tuple[Role, ...] = ("participant", "screen", "facilitator")
TICKET_SECONDS = 12 * 3600
_SALT = "maillage.workshops.live"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A workshop by its number in the database, a role, and who: ``p12``, ``f``, or nobody for a screen.

    `user` is the person who runs the workshop, for a facilitator: their role in the dossier is looked at each time.
    """

    workshop: int
    role: Role
    who: str
    user: int | None = None


def ticket_for(workshop: Workshop, role: Role, who: str, user: int | None = None) -> str:
    """The words of a ticket, good for twelve hours; it says nothing that its holder does not know."""
    return signing.dumps([workshop.pk, role, who, user], salt=_SALT)


def read_ticket(text: str) -> Ticket | None:
    """The ticket these words are, or None when they are of another hand, or too old."""
    try:
        workshop, role, who, user = signing.loads(text, salt=_SALT, max_age=TICKET_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(workshop, role, who, user) if role in ROLES else None


def still_there(ticket: Ticket) -> bool:
    """Whether the holder still takes part, though the ticket is good.

    A participant who was removed does not, nor a person who may no longer run the workshops of the dossier.
    """
    if ticket.role == "screen":
        return Workshop.objects.filter(pk=ticket.workshop).exists()
    if ticket.role == "facilitator":
        return _may_run(ticket)
    number = ticket.who.removeprefix("p")
    asked = Participant.objects.filter(workshop=ticket.workshop, removed_at=None)
    return number.isdecimal() and asked.filter(number=int(number)).exists()


def _may_run(ticket: Ticket) -> bool:
    workshop = Workshop.objects.select_related("dossier").filter(pk=ticket.workshop).first()
    if workshop is None or ticket.user is None:
        return False
    return standing_in(workshop.dossier, ticket.user).may(Action.RUN_WORKSHOP).allowed


def workshop_of(ticket: Ticket) -> Workshop | None:
    """The workshop of a ticket, unless it is gone."""
    return Workshop.objects.filter(pk=ticket.workshop).first()
