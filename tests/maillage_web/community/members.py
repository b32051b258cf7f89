"""Members of the community to test with."""

from __future__ import annotations

from typing import Any

from django.test import Client

from maillage_web.accounts.models import User
from maillage_web.commons.models import Member
from maillage_web.community.choices import FIELDS
from maillage_web.community.models import Profile
from tests.maillage_web.living.people import NOW, person


def member(name: str = "", role: str = "member") -> User:
    """Somebody of the community."""
    user = person(name)
    Member.objects.create(user=user, role=role, accepted=1, joined_at=NOW)
    return user


def profile(name: str, level: str = "community", **said: Any) -> Profile:
    """A profile whose every field is shown to `level`."""
    user = member(name)
    shown = said.pop("shown", dict.fromkeys(FIELDS, level))
    values = {"open_to_contact": True, "shown": shown, "token": f"jeton-{user.pk}", "changed_at": NOW, **said}
    return Profile.objects.create(member=Member.objects.get(user=user), **values)


def entered(user: User | None) -> Client:
    """The browser of somebody who has entered, or of a visitor."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client
