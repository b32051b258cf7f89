"""Send what people asked for: reminders a week before and on the day, digests every week or month. Never twice."""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.dossier.audience import Audience
from maillage.dossier.compare import compare
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES
from maillage.journey.due import Due, due
from maillage.text import Language, Text, fill, joined_by
from maillage_web.accounts.actions import addresses_from, post
from maillage_web.accounts.choices import Letter, LetterNotSent
from maillage_web.calendars.actions import letters
from maillage_web.calendars.models import Reminder, Subscription
from maillage_web.dossiers.actions.letters import in_a_letter
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import Living, find_living, seen_then

STOP_SALT = "calendars.stop"
BEFORE = datetime.timedelta(days=7)
EVERY = {
    Subscription.Digest.WEEKLY: datetime.timedelta(days=7),
    Subscription.Digest.MONTHLY: datetime.timedelta(days=30),
}
_SHOWN = 8
_IN_LETTERS = frozenset({"public", "members"})
_log = logging.getLogger(__name__)


def send_due(now: datetime.datetime) -> int:
    """Send the reminders and digests due at `now`, and say how many letters left. May run as often as one wants."""
    asked = Subscription.objects.select_related("user", "dossier").filter(
        user__is_active=True, dossier__archived_at=None
    )
    return sum(_send_one(one, now) for one in asked.order_by("pk").iterator(chunk_size=200))


def _send_one(asked: Subscription, now: datetime.datetime) -> int:
    living = find_living(asked.dossier.slug, asked.user_id)
    if living is None or living.standing.user_id is None or not living.standing.may(Action.READ).allowed:
        return 0  # they left since
    today = timezone.localtime(now).date()
    sent = 0
    if asked.reminders:
        sent += sum(_remind(asked, living, one, today, now) for one in _near(living, today))
    if asked.digest != Subscription.Digest.NONE and _digest_is_due(asked, today):
        sent += _digest(asked, living, today)
    return sent


def in_letters(living: Living) -> Audience:
    """What an e-mail may say to somebody: what they see, and nothing that is kept for less than all members."""
    mine = living.standing.audience
    return replace(mine, levels=mine.levels & _IN_LETTERS, actors=frozenset())


def _told_dossier(living: Living, number: int | None = None) -> Dossier:
    at = living.number if number is None else number
    return seen_then(living.pk, at, living.number, in_letters(living))


def _near(living: Living, today: datetime.date) -> list[Due]:
    """What is due within a week. Each is told twice at most: once in the week, once on the day."""
    return list(due(_told_dossier(living), today, today + BEFORE))


def _remind(
    asked: Subscription, living: Living, one: Due, today: datetime.date, now: datetime.datetime
) -> int:
    moment = "day" if one.on == today else "week"
    key = f"{one.kind}/{one.table}/{one.row.id}/{one.on.isoformat()}/{moment}"
    try:
        with transaction.atomic():
            kept = Reminder.objects.create(subscription=asked, key=key[:300], sent_at=now)
    except IntegrityError:
        return 0
    when = letters.TODAY if one.on == today else date_words(one.on)
    values = {"what": _short(one.said), "when": _capital(when)}
    if _post(asked, living, letters.REMINDER, values, "agenda"):
        return 1
    kept.delete()  # the next run tries again
    return 0


def _digest_is_due(asked: Subscription, today: datetime.date) -> bool:
    last = asked.digest_on
    return last is None or today - last >= EVERY[Subscription.Digest(asked.digest)]


def _digest(asked: Subscription, living: Living, today: datetime.date) -> int:
    """Send what moved since the last one; when nothing moved and nothing comes, nothing is sent."""
    moved = _moved(living, asked.digest_number)
    dossier = _told_dossier(living)
    ahead = due(dossier, today, today + datetime.timedelta(days=31))
    late = [
        one
        for one in due(dossier, today - datetime.timedelta(days=366), today - datetime.timedelta(days=1))
        if one.kind in ("decision", "commitment")
    ]
    if moved or ahead or late:
        values = {
            "since": date_words(asked.digest_on or today),
            "moved": moved or letters.NOTHING_MOVED,
            "coming": _several(ahead) or letters.NOTHING,
            "late": _several(late) or letters.NOTHING_LATE,
        }
        if not _post(asked, living, letters.DIGEST, values, "overview"):
            return 0
    Subscription.objects.filter(pk=asked.pk).update(digest_on=today, digest_number=living.number)
    return int(bool(moved or ahead or late))


def _moved(living: Living, number: int) -> Text | None:
    """How many rows were added, changed or removed in each table, in words."""
    if number >= living.number or number < 1:
        return None
    changes = compare(_told_dossier(living, number), _told_dossier(living))
    counts = Counter(change.table for change in changes)
    parts = [
        fill(Text("{table} ({n})", "{table} ({n})"), table=TABLES[name].label, n=count)
        for name, count in counts.items()
    ]
    return joined_by(", ", parts) if parts else None


def _several(dues: list[Due] | tuple[Due, ...]) -> Text | None:
    parts = [
        fill(Text("{when} : {what}", "{when}: {what}"), when=date_words(one.on), what=_short(one.said))
        for one in dues[:_SHOWN]
    ]
    return joined_by(" · ", parts) if parts else None


def _short(said: Text) -> Text:
    return Text(in_a_letter(said.fr), in_a_letter(said.en))


def _capital(words: Text) -> Text:
    return Text(words.fr[:1].upper() + words.fr[1:], words.en[:1].upper() + words.en[1:])


def _post(
    asked: Subscription, living: Living, letter: Letter, values: Mapping[str, object], page: str
) -> bool:
    language: Language = "en" if asked.user.language == "en" else "fr"
    token = signing.dumps(asked.pk, salt=STOP_SALT)
    try:
        post(
            letter,
            to=asked.user.email,
            language=language,
            values={
                **values,
                "title": in_a_letter(living.title),
                "stop": addresses_from(asked.origin, "reminders-stop", token).in_(language),
            },
            link=addresses_from(asked.origin, page, living.slug),
        )
    except LetterNotSent:
        _log.warning("a letter about a dossier was not sent; the next run tries again")
        return False
    return True
