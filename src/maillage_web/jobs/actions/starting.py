"""Start a job, ask for it to stop."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage_web.jobs.actions.ending import CannotDo
from maillage_web.jobs.choices import AT_ONCE, ENDED, KEPT, SESSION_KEY, TOO_MANY, State
from maillage_web.jobs.mappers import Words, fingerprint, packed
from maillage_web.jobs.models import Job


def session_token(session: SessionBase) -> str:
    """The token of the jobs that this session starts; made if need be, so never from a page that is only read.

    It stays the same when one signs in, unlike the key of the session.
    """
    if SESSION_KEY not in session:
        session[SESSION_KEY] = secrets.token_urlsafe(24)
    return str(session[SESSION_KEY])


@transaction.atomic
def start(
    *,
    task: Task[Any, Any],
    kind: str,
    owner: AbstractBaseUser | None,
    session_token: str,
    title: Words,
    arguments: dict[str, Any],
    now: datetime.datetime,
    repeatable: bool = False,
) -> Job:
    """Queue ``task(token=…, **arguments)`` and return the job that follows it; send the person to its address.

    The job and its task are rows of the transaction one is in: a worker sees both once it is committed, and neither
    if it is not. `arguments` is JSON, and small: what is big is stored before and named by its id.
    `owner` or `session_token` says who sees the job; a job without either is seen by nobody.
    `repeatable`: the task may run again if its worker disappears, because all it writes is in ``progress.writing()``.
    Raises `CannotDo` when too many jobs of the same person wait or run.
    """
    session = fingerprint(session_token)
    _refuse_too_many(owner, session)
    token = secrets.token_urlsafe(24)
    queued = task.enqueue(token=token, **arguments)
    return Job.objects.create(
        token=token,
        owner_id=owner.pk if owner else None,
        session=session,
        kind=kind,
        title=packed(title),
        repeatable=repeatable,
        task_id=queued.id,
        created_at=now,
        expires_at=now + KEPT,
    )


def _refuse_too_many(owner: AbstractBaseUser | None, session: str) -> None:
    whose = Q(owner_id=owner.pk) if owner else Q(session=session)
    if (owner or session) and Job.objects.filter(whose).exclude(state__in=ENDED).count() >= AT_ONCE:
        raise CannotDo(TOO_MANY)


@transaction.atomic
def ask_to_stop(*, token: str, now: datetime.datetime) -> None:
    """Stop a job that waits; ask one that runs to stop, which it does at its next `check`. An ended one stays so."""
    job = Job.objects.select_for_update().get(token=token)
    if job.state in ENDED:
        return
    job.cancel_asked = True
    unqueued, _ = DBTaskResult.objects.filter(pk=job.task_id, status=TaskResultStatus.READY).delete()
    if unqueued:
        job.state, job.ended_at, job.expires_at = State.CANCELLED, now, now + KEPT
    job.save(update_fields=["cancel_asked", "state", "ended_at", "expires_at"])
