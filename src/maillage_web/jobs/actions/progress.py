"""What a task says while it works, and what it hears."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage_web.jobs.actions.ending import Cancelled, Lost, end
from maillage_web.jobs.choices import BEAT, State
from maillage_web.jobs.mappers import Words, packed
from maillage_web.jobs.models import Job


class Progress:
    """The progress of one attempt of a job. `tell` and `check` cost nothing: call them for every row if you like.

    What is told is written by another thread, through a connection of its own (see `pulse`), so that it is seen
    while the task is in a transaction, and so that the task never waits to tell it. A task that runs inside somebody
    else's transaction, as in the tests, writes it at once through the connection that it has (`inline`).
    """

    def __init__(self, job: Job, *, inline: bool) -> None:
        self.job = job
        self.inline = inline
        self.finished = False
        self._told: dict[str, Any] = {"done": job.done, "total": job.total, "message": job.message}
        self._written = dict(self._told)
        self._result: dict[str, Any] = {}
        self._beaten_at = job.beat_at
        self._stop: type[Cancelled] | None = None

    def tell(self, done: int, total: int | None = None, message: Words | None = None) -> None:
        """Say how far one is: so many things done, out of so many, doing what. What is left out stays as told."""
        told = dict(self._told, done=done)
        if total is not None:
            told["total"] = total
        if message is not None:
            told["message"] = packed(message)
        self._told = told
        if self.inline:
            self.beat(timezone.now())

    def check(self) -> None:
        """Raise `Cancelled` when the person asked to stop, `Lost` when the job was taken from this worker."""
        if self.inline:
            self.listen()
        if self._stop:
            raise self._stop(self.job.token)

    def leads_to(self, view: str, *arguments: Any, query: str = "", words: Words | None = None) -> None:
        """Name the page to go to once done: a URL name and its arguments, and what the link says."""
        self._result |= {"view": view, "arguments": [str(argument) for argument in arguments], "query": query}
        if words is not None:
            self._result["words"] = packed(words)

    def keep(self, **values: Any) -> None:
        """Keep values in the result of the job, as JSON."""
        self._result |= values

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The one transaction in which a task writes: its writes and the end of the job are committed together.

        When the person has asked to stop in the meantime, or the job was taken from this worker, nothing of it stays.
        """
        self.check()
        with transaction.atomic():
            yield
            if not self.finish(unless_asked_to_stop=True):
                self.listen()
                raise (self._stop or Lost)(self.job.token)
        self.finished = True

    def finish(self, *, unless_asked_to_stop: bool = False) -> bool:
        """End the job as done; False when it could not be."""
        unless = {"cancel_asked": False} if unless_asked_to_stop else {}
        values = {"result": self._result, **self._told}
        return end(self.job, State.DONE, now=timezone.now(), provided=unless, **values)

    def beat(self, now: datetime.datetime) -> None:
        """Write what was told since the last time, or at least that one lives."""
        told = self._told
        if told == self._written and self._beaten_at and now - self._beaten_at < BEAT:
            return
        running = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=State.RUNNING)
        running.update(beat_at=now, **told)
        self._written, self._beaten_at = told, now

    def listen(self) -> None:
        """Hear whether one is asked to stop."""
        job = Job.objects.filter(pk=self.job.pk).values("attempt", "state", "cancel_asked").first()
        if job is None or job["attempt"] != self.job.attempt or job["state"] != State.RUNNING:
            self._stop = Lost
        elif job["cancel_asked"]:
            self._stop = Cancelled
