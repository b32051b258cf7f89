"""The pulse of a running job: a thread that writes its progress and hears whether it is asked to stop.

It has its own connection, so its own transactions: what it writes is seen at once, and it reads what others wrote,
whatever the task is doing. On SQLite, where one connection writes at a time, it waits while the task (or anybody)
writes; the task never waits for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from maillage_web.jobs.actions.progress import Progress
from maillage_web.jobs.choices import PULSE

logger = logging.getLogger(__name__)


@contextmanager
def pulsing(progress: Progress) -> Iterator[None]:
    """Keep a pulse while the task works; none when its progress is written inline."""
    if progress.inline:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_pulse, args=(progress, over), name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _pulse(progress: Progress, over: threading.Event) -> None:
    try:
        while not over.wait(PULSE):
            _look(progress)
    finally:
        connection.close()


def _look(progress: Progress) -> None:
    """Write and hear; a database that is busy or away will be there at the next pulse."""
    try:
        progress.listen()
        progress.beat(timezone.now())
    except DatabaseError as error:
        logger.info("job %s: no pulse this time: %s", progress.job.pk, error)
        connection.close_if_unusable_or_obsolete()
