"""Read what one was told, and say how one wants to be told."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction

from maillage_web.accounts.models import User
from maillage_web.notices.models import Digest, Notice, Wish

_NOT_BY_LETTER = (Wish.Way.SITE, Wish.Way.NEVER)


def mark_read(*, user: int, now: datetime.datetime, number: int | None = None) -> None:
    """Mark one notice of a person as read, or all of them."""
    mine = Notice.objects.filter(user=user, read_at=None)
    (mine if number is None else mine.filter(pk=number)).update(read_at=now)


@transaction.atomic
def choose(*, user: int, ways: Mapping[str, str], every: str, origin: str) -> None:
    """Keep how a person wants each kind and the digest; what waits to be sent follows the new choice."""
    for kind, way in ways.items():
        _choose_one(user, kind, way)
    Digest.objects.update_or_create(user_id=user, defaults={"every": every, "origin": origin})


def _choose_one(user: int, kind: str, way: str) -> None:
    Wish.objects.update_or_create(user_id=user, kind=kind, defaults={"way": way})
    kept = Wish.Way.SITE if way in _NOT_BY_LETTER else way
    Notice.objects.filter(user=user, kind=kind, sent_at=None).exclude(way=kept).update(way=kept)


def know_site(*, user: int, origin: str) -> None:
    """Know the address of the site of a person who wrote there: letters need it for their links."""
    Digest.objects.get_or_create(user_id=user, defaults={"origin": origin})
    Digest.objects.filter(user=user, origin="").update(origin=origin)


@transaction.atomic
def stop(*, user: int, kind: str) -> None:
    """Send no more letters of this kind; the kind ``digest`` is the digest itself."""
    if kind == "digest":
        Digest.objects.update_or_create(user_id=user, defaults={"every": Digest.Every.NEVER})
    else:
        _choose_one(user, kind, Wish.Way.SITE)


def forget_person(person: User, _now: datetime.datetime) -> None:
    """Before a person is erased: what they were told and how goes."""
    Notice.objects.filter(user=person).delete()
    Wish.objects.filter(user=person).delete()
    Digest.objects.filter(user=person).delete()
