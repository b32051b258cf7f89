"""Delete what is no longer looked at."""

from __future__ import annotations

import datetime

from django_tasks_db.models import DBTaskResult

from maillage_web.jobs.choices import KEPT, State
from maillage_web.jobs.models import Job


def purge(*, now: datetime.datetime) -> tuple[int, int]:
    """Delete the jobs that have expired and the tasks that ended a week ago; say how many of each."""
    jobs, _ = Job.objects.filter(expires_at__lte=now).exclude(state=State.RUNNING).delete()
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lte=now - KEPT).delete()
    return jobs, tasks
