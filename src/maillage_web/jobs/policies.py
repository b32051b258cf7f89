"""Who may see a job: the only place that knows."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from maillage_web.common.policies import Decision
from maillage_web.jobs.mappers import fingerprint
from maillage_web.jobs.models import Job


def may_see(
    job: Job, owner_id: int | None, session_tokens: Collection[str], now: datetime.datetime
) -> Decision:
    """Whether this person, or this session, may see the job and stop it: only who started it."""
    if job.expires_at <= now:
        return Decision(False, "the job has expired")
    if job.owner_id is not None and job.owner_id == owner_id:
        return Decision(True, "they started it")
    if job.session and job.session in {fingerprint(token) for token in session_tokens}:
        return Decision(True, "their session started it")
    return Decision(False, "a job is seen by who started it")
