"""The ways a job ends."""

from __future__ import annotations

import datetime
from typing import Any

from maillage_web.jobs.choices import KEPT, State
from maillage_web.jobs.mappers import Words, packed
from maillage_web.jobs.models import Job


class Cancelled(Exception):
    """The person asked to stop: let it pass through the task, `following` expects it."""


class Lost(Cancelled):
    """The job is no longer this worker's: it was silent for so long that the job was taken from it."""


class CannotDo(Exception):
    """What was asked cannot be done, and `words` says why and what to do: raised by a task, shown to the person."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


def end(
    job: Job,
    state: State,
    *,
    now: datetime.datetime,
    words: Words | None = None,
    provided: dict[str, Any] | None = None,
    **values: Any,
) -> bool:
    """End this attempt of a running job; False, and nothing written, when it is no longer so, or not as `provided`."""
    if words is not None:
        values["message"] = packed(words)
    running = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING, **(provided or {}))
    return bool(running.update(state=state, ended_at=now, beat_at=now, expires_at=now + KEPT, **values))
