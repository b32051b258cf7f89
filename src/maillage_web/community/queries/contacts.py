"""Contacts as each side sees them: addresses are read only once both accepted, and while the contact is open."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maillage.text import Text
from maillage_web.community.models import Contact, Practice
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Membership
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import Living, find_living, visible_living

_PROJECTS = 100
_WAITING, _ACCEPTED = Contact.Answer.WAITING, Contact.Answer.ACCEPTED


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact for one of its two sides. `mine` says that the answer awaited is theirs."""

    token: str
    title: str
    person: str
    need: Text | None
    reasons: tuple[Text, ...]
    message: str
    at: datetime.datetime
    of_person: bool
    mine: bool
    accepted: bool
    email: str


def contacts_of(user_id: int) -> list[ContactShown]:
    """The open contacts of a person, those of their profile and those they asked for a dossier."""
    found = _open().filter(Q(profile__member__user=user_id) | Q(asked_by=user_id))
    return [_shown(one, user_id) for one in found]


def contacts_for(dossier: int, user_id: int) -> list[ContactShown]:
    """What somebody who leads a dossier sees there: what is offered to it, and what they asked themselves."""
    offered = Q(asked_by=None, of_project=_WAITING)
    found = _open().filter(dossier=dossier).filter(offered | Q(asked_by=user_id))
    return [_shown(one, user_id) for one in found]


def contact_named(token: str, user_id: int) -> ContactShown | None:
    """The contact of this address, for one of its two sides."""
    found = find_contact(token, user_id)
    return _shown(found, user_id) if found else None


def find_contact(token: str, user_id: int) -> Contact | None:
    """The open contact of this address when the person is of one of its sides; else it does not exist."""
    found = _open().filter(token=token).first()
    if found is None:
        return None
    if found.profile.member.user_id == user_id or found.asked_by_id == user_id:
        return found
    offered = found.asked_by_id is None and found.of_project == _WAITING
    return found if offered and leads(found.dossier.slug, user_id) else None


def leads(slug: str, user_id: int) -> bool:
    """Whether the person leads this dossier now."""
    living = find_living(slug, user_id)
    return living is not None and living.standing.may(Action.RUN_WORKSHOP).allowed


def open_projects(user_id: int) -> list[Living]:
    """The public dossiers where the person is not: those to which they could offer help."""
    return [one for one in visible_living(user_id) if one.standing.role is Role.VISITOR][:_PROJECTS]


def _open() -> Any:
    found = Contact.objects.filter(closed_at=None, profile__member__left_at=None)
    return found.select_related("dossier", "profile__member__user", "asked_by").order_by("-at", "-pk")


def _shown(one: Contact, user_id: int) -> ContactShown:
    person = one.profile.member.user
    of_person = person.pk == user_id
    accepted = one.of_person == one.of_project == _ACCEPTED
    other = one.asked_by if of_person else person
    waiting = one.of_person if of_person else one.of_project
    return ContactShown(
        token=one.token,
        title=one.dossier.title,
        person=person.name or (person.get_full_name() if accepted else "–"),
        need=Text(one.need["fr"], one.need["en"]) if one.need else None,
        reasons=tuple(Text(*pair) for pair in one.reasons),
        message=one.message,
        at=one.at,
        of_person=of_person,
        mine=waiting == _WAITING,
        accepted=accepted,
        email=other.email if accepted and other is not None and other.is_active else "",
    )


# --- journeys that people ask to show ---------------------------------------------------------------------------------


def facilitated(user_id: int) -> list[Membership]:
    """Where the person facilitates."""
    mine = Membership.objects.filter(user=user_id, role=Role.FACILITATOR)
    return list(mine.select_related("dossier").order_by("dossier__title", "dossier_id"))


def practices_of(user_id: int) -> list[Practice]:
    """The journeys that the person asked to show."""
    mine = Practice.objects.filter(profile__member__user=user_id)
    return list(mine.select_related("dossier").order_by("at", "pk"))


def practices_in(dossier: int) -> list[Practice]:
    """What people ask to show, or show, of a dossier."""
    asked = Practice.objects.filter(dossier=dossier, profile__member__left_at=None)
    return list(asked.select_related("profile__member__user").order_by("at", "pk"))
