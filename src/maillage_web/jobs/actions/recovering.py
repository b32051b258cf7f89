"""Take up what a vanished worker left: its jobs are given to another one, or told as interrupted."""

from __future__ import annotations

import datetime
import logging
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage_web.jobs.choices import ATTEMPTS, BROKEN, ENDED, FORGOTTEN, INTERRUPTED, KEPT, LOST, State
from maillage_web.jobs.mappers import packed
from maillage_web.jobs.models import Job

logger = logging.getLogger(__name__)


class WorkerVanished(Exception):
    """What the queue keeps of a task whose worker was killed."""


def sweep(*, now: datetime.datetime) -> int:
    """Take up the jobs whose worker has given no sign of life for a minute; say how many."""
    taken = sum(recover(job, now=now) for job in _silent(now))
    _forget_lost_tasks(now)
    return taken


def _silent(now: datetime.datetime) -> QuerySet[Job]:
    """Jobs that run in silence, and those whose task was taken from the queue, or lost, without their beginning."""
    live = DBTaskResult.objects.filter(
        Q(status=TaskResultStatus.READY) | Q(status=TaskResultStatus.RUNNING, started_at__gt=now - LOST)
    )
    silent = Q(state=State.RUNNING, beat_at__lte=now - LOST)
    never_begun = Q(state=State.WAITING, created_at__lte=now - LOST) & ~Q(task_id__in=live.values("pk"))
    return Job.objects.filter(silent | never_begun).order_by("pk")


@transaction.atomic
def recover(job: Job, *, now: datetime.datetime) -> bool:
    """Queue the job again if that is safe, else end it, with a sentence; False when it moved in the meantime."""
    held = Job.objects.select_for_update().filter(pk=job.pk, attempt=job.attempt, state=job.state).first()
    if held is None or held.beat_at != job.beat_at:
        return False
    task = DBTaskResult.objects.filter(pk=held.task_id).first()
    again = _queue_again(task) if task is not None and _may_run_again(held) else None
    if again is not None:
        held.task_id, held.attempt = again, held.attempt + 1
        held.state, held.beat_at, held.done = State.WAITING, None, 0
    else:
        _give_up(held, now)
    held.save()
    _mark_failed(task)
    logger.warning(
        "job %s (%s): its worker vanished, %s", held.pk, held.kind, "queued again" if again else "ended"
    )
    return True


def _queue_again(task: DBTaskResult) -> UUID | None:
    """Queue the same task with the same arguments; None when its code is no longer there."""
    try:
        queued = task.task.enqueue(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    except (ImportError, SuspiciousOperation):
        return None
    return UUID(queued.id)


def _may_run_again(job: Job) -> bool:
    """What never began may always run; what began, only if it says that it is repeatable."""
    safe = job.repeatable or job.state == State.WAITING
    return safe and job.attempt < ATTEMPTS and not job.cancel_asked


def _give_up(job: Job, now: datetime.datetime) -> None:
    job.state = State.CANCELLED if job.cancel_asked else State.FAILED
    job.ended_at, job.expires_at = now, now + KEPT
    if job.state == State.FAILED:
        job.message = packed(INTERRUPTED)


def _mark_failed(task: DBTaskResult | None) -> None:
    """The queue knows too that the task is over, and purges it one day."""
    if task is not None and task.status == TaskResultStatus.RUNNING:
        task.set_failed(WorkerVanished())


def _forget_lost_tasks(now: datetime.datetime) -> None:
    """Tasks without job have no pulse: after a day, they are lost."""
    for task in DBTaskResult.objects.running().filter(started_at__lte=now - FORGOTTEN):
        if not Job.objects.filter(task_id=task.pk).exclude(state__in=ENDED).exists():
            task.set_failed(WorkerVanished())


@transaction.atomic
def settle(*, task_id: str, now: datetime.datetime) -> None:
    """The task is over: a job that did not notice (its code is gone, it never called `following`) ends too."""
    for job in Job.objects.select_for_update().filter(task_id=task_id).exclude(state__in=ENDED):
        job.state, job.message = State.FAILED, packed(BROKEN)
        job.ended_at, job.expires_at = now, now + KEPT
        job.save(update_fields=["state", "message", "ended_at", "expires_at"])
        logger.error("job %s (%s): its task %s ended without it", job.pk, job.kind, task_id)
