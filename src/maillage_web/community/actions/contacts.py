"""Contacts between a project and a practitioner: each side is free, and addresses pass only if both accept."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.urls import reverse

from maillage.text import Text
from maillage_web.community.actions.profiles import KIND, leading
from maillage_web.community.models import Contact, Profile
from maillage_web.community.queries.contacts import find_contact
from maillage_web.community.queries.meeting import resting
from maillage_web.notices.actions.telling import tell

_PROPOSED = Text(
    "Un projet vous propose un contact. Vous êtes libre d’accepter ou non.",
    "A project proposes a contact to you. You are free to accept or not.",
)
_OFFERED = Text(
    "Une personne propose son aide à un projet que vous menez.",
    "Somebody offers help to a project that you lead.",
)
_ACCEPTED = Text(
    "Un contact est accepté : vous pouvez vous écrire.", "A contact is accepted: you can write to each other."
)
_DECLINED = Text(
    "Un contact proposé ne se fera pas cette fois. Il n’y a pas de raison à demander.",
    "A contact that was proposed will not happen this time. There is no reason to ask for.",
)
_YES, _NO, _WAITING = Contact.Answer.ACCEPTED, Contact.Answer.DECLINED, Contact.Answer.WAITING
LONGEST = 3000


def propose(
    *,
    dossier: int,
    profile: int,
    need: Text,
    reasons: Sequence[Text],
    message: str,
    author: int,
    now: datetime.datetime,
) -> Contact | None:
    """A project proposes a contact; nothing when it must leave the person alone."""
    further = {"asked_by_id": author, "of_project": _YES, "of_person": _WAITING}
    told = [list(one) for one in reasons]
    said = {"need": need._asdict(), "reasons": told, "message": message[:LONGEST]}
    made = _begin(dossier, profile, now, **said, **further)
    if made is not None:
        person = made.profile.member.user_id
        _tell([person], made, "asked", _PROPOSED, now)
    return made


def offer(*, dossier: int, profile: int, message: str, now: datetime.datetime) -> Contact | None:
    """A practitioner offers help to a project; nothing when a contact is open or one of the two declined lately."""
    further = {"need": {}, "message": message[:LONGEST], "of_project": _WAITING, "of_person": _YES}
    made = _begin(dossier, profile, now, **further)
    if made is not None:
        _tell(leading(dossier), made, "offered", _OFFERED, now)
    return made


def _begin(dossier: int, profile: int, now: datetime.datetime, **said: object) -> Contact | None:
    try:
        with transaction.atomic():
            Profile.objects.select_for_update().get(pk=profile)
            if profile in resting(dossier, now):
                return None
            token = secrets.token_urlsafe(12)
            return Contact.objects.create(token=token, dossier_id=dossier, profile_id=profile, at=now, **said)
    except IntegrityError:  # somebody else proposed at the same moment
        return None


@transaction.atomic
def answer(*, token: str, accepts: bool, author: int, now: datetime.datetime) -> bool:
    """The side whose answer is awaited accepts or declines, without a reason. Says whether it was done."""
    Contact.objects.select_for_update().filter(token=token).first()
    found = find_contact(token, author)
    if found is None:
        return False
    person = found.profile.member.user_id == author
    side = "of_person" if person else "of_project"
    if getattr(found, side) != _WAITING:
        return False
    asker = {found.asked_by_id} if person else {found.profile.member.user_id}
    setattr(found, side, _YES if accepts else _NO)
    found.answered_at = now
    if not person:
        found.asked_by_id = author
    if not accepts:
        found.closed_at = now
    found.save()
    told = {one for one in asker if one is not None}
    _tell(told, found, "yes" if accepts else "no", _ACCEPTED if accepts else _DECLINED, now)
    return True


@transaction.atomic
def close(*, token: str, author: int, now: datetime.datetime) -> bool:
    """One side ends a contact: addresses are no longer shown. Nobody is told."""
    found = find_contact(token, author)
    if found is None:
        return False
    return bool(Contact.objects.filter(pk=found.pk, closed_at=None).update(closed_at=now))


def _tell(
    users: Sequence[int] | set[int], contact: Contact, what: str, text: Text, now: datetime.datetime
) -> None:
    """A contact that is declined is no longer there: the list of contacts is where one goes."""
    address = reverse("contacts") if what == "no" else reverse("contact", args=[contact.token])
    tell(users, kind=KIND, key=f"contact:{contact.pk}:{what}", text=text, address=address, now=now)
