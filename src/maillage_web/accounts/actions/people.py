"""Make accounts and change them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from maillage.text import Language
from maillage_web.accounts.models import User


@transaction.atomic
def make_account(
    *,
    email: str,
    now: datetime.datetime,
    name: str = "",
    password: str | None = None,
    language: Language = "fr",
    admin: bool = False,
) -> tuple[User, bool]:
    """The account of this address and whether it was made now; one that exists is left as it is.

    Its address counts as confirmed: whoever runs the site answers for it. Without a password, one enters by a code.
    """
    email = email.strip().lower()
    if known := User.objects.filter(email=email).first():
        return known, False
    make = User.objects.create_superuser if admin else User.objects.create_user
    person = make(email, password, name=name, language=language, joined_at=now)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person, True


def change_profile(*, person: User, name: str, organisation: str, language: Language) -> None:
    """Change what a person says of themself."""
    person.name, person.organisation, person.language = name, organisation, language
    person.save(update_fields=["name", "organisation", "language"])


@transaction.atomic
def deactivate(*, people: Iterable[User]) -> int:
    """Close accounts: nobody enters them any more, their sessions end. What they wrote stays. Say how many."""
    keys = [person.pk for person in people]
    for session in UserSession.objects.filter(user__in=keys):
        session.end()
    return User.objects.filter(pk__in=keys, is_active=True).update(is_active=False)
