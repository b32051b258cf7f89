"""The worker: one process that runs the jobs of the queue, one at a time. Several may run beside each other."""

from __future__ import annotations

import datetime
import logging
import os
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks.base import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from maillage_web.jobs.actions.purging import purge
from maillage_web.jobs.actions.recovering import sweep
from maillage_web.jobs.choices import POLL, PURGE_EVERY, SWEEP_EVERY

logger = logging.getLogger(__name__)


def work(*, poll: float = POLL) -> None:
    """Run jobs until SIGTERM or SIGINT; the one under way is finished first, unless a second signal comes.

    `poll`: seconds between two looks at an empty queue.
    """
    worker = queue_worker()
    worker.configure_signals()
    upkeep = Upkeep()
    while worker.running:
        try:
            close_old_connections()
            upkeep.do(timezone.now())
            run_or_wait(worker, poll)
        except DatabaseError as error:  # busy for too long, restarted, away: it will be back
            logger.warning("the queue cannot be read, trying again: %s", error)
            time.sleep(poll)


def queue_worker() -> Worker:
    """The worker of the queue, for how it runs a task and hears a signal; the loop is ours."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.getpid()}-{get_random_string(12)}",
        excluded_queue_names=[],
    )


def run_or_wait(worker: Worker, poll: float) -> None:
    """Run the next task. An empty queue is only read: taking from it locks an SQLite database for a moment."""
    ran = DBTaskResult.objects.ready().exists() and run_next(worker)
    if not ran and worker.running:
        time.sleep(poll)


def run_next(worker: Worker) -> bool:
    """Take a task from the queue, so that no other worker does, and run it; False when there is none."""
    worker.running_task = True  # from here on, a request to stop waits for the end of what is taken
    try:
        with exclusive_transaction():
            task = DBTaskResult.objects.ready().filter(backend_name=worker.backend_name).get_locked()
            if task is not None:
                task.claim(worker.worker_id)
        if task is not None:
            worker.run_task(task)
    finally:
        worker.running_task = False
    return task is not None


def run_waiting() -> int:
    """Run, here and now, everything that waits, and say how much: for tests and for single commands."""
    worker, ran = queue_worker(), 0
    while run_next(worker):
        ran += 1
    return ran


@dataclass(slots=True)
class Upkeep:
    """What a worker does between jobs, now and then: take up what others left, purge."""

    swept_at: datetime.datetime | None = None
    purged_at: datetime.datetime | None = None

    def do(self, now: datetime.datetime) -> None:
        """Do what is due; at its start a worker does everything."""
        if self.swept_at is None or now - self.swept_at >= SWEEP_EVERY:
            sweep(now=now)
            self.swept_at = now
        if self.purged_at is None or now - self.purged_at >= PURGE_EVERY:
            purge(now=now)
            tend(now)
            self.purged_at = now


def tend(now: datetime.datetime) -> None:
    """Do what the other apps ask of a worker (``MAILLAGE_UPKEEP``); one that fails does not stop the others."""
    for path in settings.MAILLAGE_UPKEEP:
        try:
            import_string(path)(now=now)
        except Exception:
            logger.exception("the upkeep %s failed; it is tried again in an hour", path)
