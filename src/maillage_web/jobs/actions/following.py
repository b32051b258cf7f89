"""Follow a job from inside its task."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from maillage_web.jobs.actions.ending import Cancelled, CannotDo, Lost, end
from maillage_web.jobs.actions.progress import Progress
from maillage_web.jobs.actions.pulse import pulsing
from maillage_web.jobs.actions.recovering import recover
from maillage_web.jobs.choices import BROKEN, State
from maillage_web.jobs.models import Job

logger = logging.getLogger(__name__)


@contextmanager
def following(token: str) -> Iterator[Progress]:
    """Run a task as the job of this token: it begins here, and ends, one way or another, at the end of the block.

    `Cancelled` and `CannotDo` stop here. Any other error is told to the person in a sentence with a reference number,
    logged with that number and its traceback, and goes on to the queue, which marks the task as failed.
    """
    job = _begin(token)
    progress = Progress(job, inline=connection.in_atomic_block)
    try:
        with pulsing(progress):
            yield progress
        if not progress.finished:
            progress.finish()
    except Lost:
        logger.warning("job %s (%s): taken up by another worker, given up here", job.pk, job.kind)
    except Cancelled:
        end(job, State.CANCELLED, now=timezone.now())
    except CannotDo as refusal:
        end(job, State.FAILED, now=timezone.now(), words=refusal.words)
    except (SystemExit, KeyboardInterrupt):
        _give_back(job)
        raise
    except BaseException:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        end(job, State.FAILED, now=timezone.now(), words=BROKEN)
        raise


def _give_back(job: Job) -> None:
    """The worker was told twice to stop: another one takes the job up, if it may."""
    held = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING).first()
    if held is not None:
        recover(held, now=timezone.now())


@transaction.atomic
def _begin(token: str) -> Job:
    """Mark a waiting job as running. Raises `Lost` when there is none: stopped, or begun elsewhere."""
    now = timezone.now()
    job = Job.objects.select_for_update().filter(token=token, state=State.WAITING).first()
    if job is None:
        raise Lost(token)
    job.state, job.started_at, job.beat_at = State.RUNNING, job.started_at or now, now
    job.save(update_fields=["state", "started_at", "beat_at"])
    return job
