"""Enter the community by accepting its rules, and leave it."""

from __future__ import annotations

import datetime

from django.db import transaction

from maillage.commons.tables import rules
from maillage_web.commons.models import Member


@transaction.atomic
def accept(*, user: int, version: int, now: datetime.datetime) -> bool:
    """Accept the rules that were read; whether they are those in force. Who comes back keeps their role."""
    if version != rules().version:
        return False
    member, made = Member.objects.get_or_create(
        user_id=user, defaults={"accepted": version, "joined_at": now}
    )
    if not made:
        if member.left_at is not None:
            member.joined_at = now
        member.accepted, member.left_at = version, None
        member.save()
    return True


def leave(*, user: int, now: datetime.datetime) -> None:
    """Leave the community: what one published stays, under its licence."""
    Member.objects.filter(user=user, left_at=None).update(left_at=now, role=Member.Role.MEMBER)
