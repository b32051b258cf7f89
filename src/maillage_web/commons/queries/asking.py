"""Who asks, and what they are in the community."""

from __future__ import annotations

from maillage.commons.tables import rules
from maillage_web.commons.models import Member
from maillage_web.commons.policies import Asking, Standing


def asking(user_id: int | None) -> Asking:
    """The standing of this person in the community; who did not accept the rules in force has only entered."""
    if user_id is None:
        return Asking(Standing.VISITOR)
    member = Member.objects.filter(user=user_id, left_at=None).first()
    if member is None or member.accepted < rules().version:
        return Asking(Standing.ENTERED, user_id)
    return Asking(Standing(member.role), user_id)
