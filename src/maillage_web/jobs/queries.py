"""Jobs as pages read them."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from maillage_web.jobs import policies
from maillage_web.jobs.mappers import Standing, standing_of
from maillage_web.jobs.models import Job


def find_standing(
    token: str, owner_id: int | None, session_tokens: Collection[str], now: datetime.datetime
) -> Standing | None:
    """The job of this address as this person may see it; None when it does not exist for them."""
    job = Job.objects.filter(token=token).first()
    if job is None or not policies.may_see(job, owner_id, session_tokens, now).allowed:
        return None
    return standing_of(job)
