"""Ask for reminders and digests, or for none; make the secret address of a calendar, or take it back."""

from __future__ import annotations

import datetime
import secrets

from django.db import transaction

from maillage_web.accounts.models import User
from maillage_web.calendars.models import CalendarKey, Subscription
from maillage_web.calendars.queries.subscriptions import fingerprint
from maillage_web.dossiers.models import LivingDossier


@transaction.atomic
def subscribe(
    *, dossier: int, user: int, reminders: bool, digest: str, origin: str, now: datetime.datetime
) -> None:
    """Keep what a person asks to receive about a dossier; asking for nothing keeps nothing.

    A digest begins with what happens from now on.
    """
    Subscription.objects.filter(dossier=dossier, user=user).exclude(digest=digest).update(digest_on=None)
    if not reminders and digest == Subscription.Digest.NONE:
        Subscription.objects.filter(dossier=dossier, user=user).delete()
        return
    number = LivingDossier.objects.values_list("number", flat=True).get(pk=dossier)
    asked, _made = Subscription.objects.get_or_create(
        dossier_id=dossier,
        user_id=user,
        defaults={"since": now, "digest_number": number, "digest_on": now.date()},
    )
    if asked.digest_on is None:
        asked.digest_number, asked.digest_on = number, now.date()
    asked.reminders, asked.digest, asked.origin = reminders, digest, origin
    asked.save()


def stop(*, subscription: int) -> None:
    """Send nothing more about this dossier."""
    Subscription.objects.filter(pk=subscription).delete()


def make_key(*, user: int, now: datetime.datetime) -> str:
    """A new secret address for the calendar of a person: the former one stops working. Shown once."""
    secret = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(
        user_id=user, defaults={"secret": fingerprint(secret), "made_at": now}
    )
    return secret


def drop_key(*, user: int) -> None:
    """The calendar of the person has no address any more."""
    CalendarKey.objects.filter(user=user).delete()


def forget(person: User, now: datetime.datetime) -> None:
    """Before a person is erased: nothing is sent to them, and their calendar has no address."""
    Subscription.objects.filter(user=person).delete()
    drop_key(user=person.pk)
