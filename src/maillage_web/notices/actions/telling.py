"""Tell people that something happened."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from maillage.text import Text
from maillage_web.notices.models import Notice, Wish


def tell(
    users: Iterable[int], *, kind: str, key: str, text: Text, address: str, now: datetime.datetime
) -> None:
    """Tell each of these people once, each the way they want this kind; who wants none of it is not told.

    `text` says that something happened, never what was said; `address` is a path of the site, rights apply there.
    """
    wanted = set(users)
    ways = dict(Wish.objects.filter(user__in=wanted, kind=kind).values_list("user_id", "way"))
    told = [
        Notice(
            user_id=one,
            kind=kind,
            key=key[:200],
            text={"fr": text.fr, "en": text.en},
            address=address,
            way=ways.get(one, Wish.Way.DIGEST),
            at=now,
        )
        for one in sorted(wanted)
        if ways.get(one) != Wish.Way.NEVER
    ]
    Notice.objects.bulk_create(told, ignore_conflicts=True)
