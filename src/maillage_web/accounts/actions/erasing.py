"""Erase a person: who they were goes, what they asserted keeps an author without name nor address."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from maillage_web.accounts.models import User

CODE_MINUTES = 15
_CODE = "erasure_code"
_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"  # nothing that reads as something else, no vowel: no word


@transaction.atomic
def erase(*, person: User, now: datetime.datetime) -> None:
    """Erase `person`, after the other apps (``MAILLAGE_ERASURES``) did their part in the same transaction.

    Raises `ErasureRefused`, and changes nothing, when one of them refuses.
    """
    erasures: list[Callable[[User, datetime.datetime], None]] = [
        import_string(path) for path in settings.MAILLAGE_ERASURES
    ]
    for take_part in erasures:
        take_part(person, now)
    _forget_ways_in(person)
    _forget_in_the_journal(person)
    person.email = f"efface-{person.pk}@erased.invalid"
    person.name = person.organisation = ""
    person.set_unusable_password()
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login, person.erased_at = None, now
    person.save()


def _forget_ways_in(person: User) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    for kind in (EmailAddress, Authenticator, SocialAccount):
        kind.objects.filter(user=person).delete()
    person.groups.clear()
    person.user_permissions.clear()


def _forget_in_the_journal(person: User) -> None:
    """The journal of the administration pages names the rows it is about."""
    about = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=about, object_id=str(person.pk)).update(
        object_repr=f"no {person.pk}"
    )


def remember_code(session: SessionBase, *, now: datetime.datetime) -> str:
    """A code to send by e-mail to who has no password: kept in their session for a quarter of an hour."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    until = now + datetime.timedelta(minutes=CODE_MINUTES)
    session[_CODE] = {"code": code, "until": until.isoformat()}
    return code


def is_the_code(session: SessionBase, typed: str, *, now: datetime.datetime) -> bool:
    """Whether the code sent was copied well, whatever its case and its spaces, and in time."""
    kept = session.get(_CODE)
    if not kept or datetime.datetime.fromisoformat(kept["until"]) <= now:
        return False
    return constant_time_compare("".join(typed.split()).upper(), kept["code"])
