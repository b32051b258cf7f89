"""What people asked to receive, and what the site keeps of them for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from maillage.text import Text
from maillage_web.accounts.choices import Holding
from maillage_web.accounts.models import User
from maillage_web.calendars.models import CalendarKey, Reminder, Subscription
from maillage_web.dossiers.queries.living import Living, visible_living

_ASKED = Text(
    "Les rappels et résumés que vous avez demandés, dossier par dossier, et l’adresse du site d’où vous l’avez fait.",
    "The reminders and digests you asked for, dossier by dossier, and the address of the site you did it from.",
)
_SENT = Text("Les rappels qui vous ont été envoyés.", "The reminders that were sent to you.")
_KEY = Text(
    "L’adresse secrète de votre calendrier, dont seule l’empreinte est gardée : quand elle a été faite.",
    "The secret address of your calendar, of which only a fingerprint is kept: when it was made.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A dossier one is a member of, and what one asked to receive about it."""

    living: Living
    subscription: Subscription | None


def asked_by(user_id: int) -> tuple[Asked, ...]:
    """Every dossier that the person is a member of, with what they asked for."""
    mine = {one.dossier_id: one for one in Subscription.objects.filter(user=user_id)}
    members = [one for one in visible_living(user_id) if one.standing.user_id == user_id]
    return tuple(Asked(one, mine.get(one.pk)) for one in members)


def wishes_of(dossier: int, user_id: int) -> dict[str, Any]:
    """What the person asked to receive about one dossier, as the form shows it."""
    asked = Subscription.objects.filter(dossier=dossier, user=user_id).first() or Subscription()
    return {"reminders": asked.reminders, "digest": asked.digest}


def subscription(number: int) -> Subscription | None:
    """The subscription of this number, with its dossier, if it still stands."""
    return Subscription.objects.select_related("dossier").filter(pk=number).first()


def key_of(user_id: int) -> CalendarKey | None:
    """The calendar key of the person, when they made one."""
    return CalendarKey.objects.filter(user=user_id).first()


def person_of(secret: str) -> User | None:
    """The person whose calendar has this secret, as long as they may enter the site."""
    found = CalendarKey.objects.filter(secret=fingerprint(secret), user__is_active=True)
    key = found.select_related("user").first()
    return key.user if key else None


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def of_the_calendars(person: User) -> dict[str, Holding]:
    """What this app keeps of a person, for ``MAILLAGE_PERSONAL_DATA``."""
    asked = Subscription.objects.filter(user=person).order_by("pk")
    sent = Reminder.objects.filter(subscription__user=person).order_by("pk")
    key = CalendarKey.objects.filter(user=person)
    return {
        "subscriptions": Holding(
            _ASKED, _told(asked, "dossier__slug", "reminders", "digest", "origin", "since", "digest_on")
        ),
        "reminders": Holding(_SENT, _told(sent, "subscription__dossier__slug", "key", "sent_at")),
        "calendar": Holding(_KEY, _told(key, "made_at")),
    }


def _told(rows: Any, *columns: str) -> list[dict[str, Any]]:
    return [
        {("dossier" if name.endswith("slug") else name): value for name, value in one.items()}
        for one in rows.values(*columns)
    ]
