"""What people do with their own profile, and with the journeys they ask to show."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from maillage.text import Text
from maillage_web.accounts.models import User
from maillage_web.commons.models import Member
from maillage_web.community.choices import JOURNEY
from maillage_web.community.models import Contact, Practice, Profile
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import LivingDossier, Membership
from maillage_web.notices.actions.telling import tell

_ASKED = Text(
    "Une personne demande à montrer qu’elle a accompagné un parcours de votre dossier.",
    "Somebody asks to show that they accompanied a journey of your dossier.",
)
_AGREED = Text(
    "On vous a répondu sur un parcours que vous demandiez à montrer.",
    "You have an answer about a journey that you asked to show.",
)
KIND = "community"


class ChangedMeanwhileError(ValueError):
    """The profile was changed elsewhere since the page was opened: nothing was saved."""


@transaction.atomic
def profile_of(user: int, now: datetime.datetime) -> Profile:
    """The profile of a member, made when they open it: empty, shown to nobody."""
    member = Member.objects.get(user=user, left_at=None)
    fresh = {"token": secrets.token_urlsafe(12), "changed_at": now}
    return Profile.objects.get_or_create(member=member, defaults=fresh)[0]


@transaction.atomic
def save_profile(*, user: int, edition: int, values: Mapping[str, Any], now: datetime.datetime) -> Profile:
    """Write a profile. Raises `ChangedMeanwhileError` when another page wrote it since `edition`."""
    profile = Profile.objects.select_for_update().get(member__user=user, member__left_at=None)
    if profile.edition != edition:
        raise ChangedMeanwhileError
    for name, value in values.items():
        setattr(profile, name, value)
    profile.edition, profile.changed_at = edition + 1, now
    profile.save()
    return profile


@transaction.atomic
def ask_to_show(*, user: int, dossier: int, what: str, now: datetime.datetime) -> Practice | None:
    """Ask those who lead a dossier to let a journey be shown; nothing for who does not facilitate there."""
    mine = Membership.objects.filter(dossier=dossier, user=user, role=Role.FACILITATOR)
    if not mine.exists():
        return None
    profile = profile_of(user, now)
    practice, fresh = Practice.objects.get_or_create(
        profile=profile,
        dossier_id=dossier,
        kind=JOURNEY,
        journey="",
        defaults={"what": what[:300], "at": now},
    )
    if fresh:
        slug = LivingDossier.objects.values_list("slug", flat=True).get(pk=dossier)
        told = leading(dossier) - {user}
        address = reverse("practice-agreements", args=[slug])
        tell(told, kind=KIND, key=f"practice:{practice.pk}", text=_ASKED, address=address, now=now)
    return practice


def leading(dossier: int) -> set[int]:
    """The people who lead a dossier: its owners and facilitators."""
    roles = (Role.OWNER, Role.FACILITATOR)
    return set(Membership.objects.filter(dossier=dossier, role__in=roles).values_list("user_id", flat=True))


@transaction.atomic
def withdraw_practice(*, user: int, practice: int) -> None:
    """Stop showing a journey, or asking to."""
    Practice.objects.filter(pk=practice, profile__member__user=user).delete()


@transaction.atomic
def answer_practice(
    *, dossier: int, practice: int, agrees: bool, author: int, now: datetime.datetime
) -> bool:
    """Agree that a journey is shown, or not, or no longer; nobody agrees for themselves. Says whether it was done."""
    asked = Practice.objects.filter(pk=practice, dossier=dossier).exclude(profile__member__user=author)
    found = asked.select_related("profile__member").first()
    if found is None:
        return False
    key = f"practice:{found.pk}:{'yes' if agrees else 'no'}"
    if agrees:
        asked.update(agreed_by=author, agreed_at=now)
    else:
        found.delete()
    address = reverse("my-practices")
    tell([found.profile.member.user_id], kind=KIND, key=key, text=_AGREED, address=address, now=now)
    return True


def forget_person(person: User, now: datetime.datetime) -> None:
    """Erase what the community keeps of a person who is about to be erased (``MAILLAGE_ERASURES``)."""
    Profile.objects.filter(member__user=person).delete()
    mine = Contact.objects.filter(asked_by=person)
    mine.filter(closed_at=None).update(closed_at=now)
    mine.update(message="", asked_by=None)
