"""A job is started, runs, ends: done, refused, broken, stopped, lost."""

from __future__ import annotations

import datetime
import logging
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage_web.jobs import actions
from maillage_web.jobs.choices import AT_ONCE, BROKEN, INTERRUPTED, KEPT, LOST, State
from maillage_web.jobs.models import Job
from tests.maillage_web.jobs import tasks
from tests.maillage_web.jobs.conftest import TITLE, Starter

pytestmark = pytest.mark.django_db
Run = Callable[[], int]


def test_a_job_runs_tells_and_leads_somewhere(begin: Starter, run_jobs: Run) -> None:
    job = begin(names=["a", "b", "c"])
    assert (job.state, job.done, job.total) == (State.WAITING, 0, None)
    assert run_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.DONE, 3, 3)
    assert job.message == tasks.COUNTING._asdict()
    assert job.result["view"] == "dossiers"
    assert job.result["made"] == 3
    assert job.started_at is not None
    assert job.ended_at is not None
    assert Group.objects.count() == 3


def test_a_job_and_its_task_are_there_together_or_not_at_all(begin: Starter, run_jobs: Run) -> None:
    with transaction.atomic():
        begin(names=["a"])
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert run_jobs() == 0


def test_a_title_may_be_a_message_of_the_catalogues(person: Any, now: datetime.datetime) -> None:
    job = actions.start(
        task=tasks.refuse,
        kind="import",
        owner=person,
        session_token="",
        title=gettext_lazy("About"),
        arguments={},
        now=now,
    )
    assert job.title == {"fr": "À propos", "en": "About"}


def test_what_cannot_be_done_is_said_in_the_words_of_the_task(
    begin: Starter, run_jobs: Run, caplog: pytest.LogCaptureFixture
) -> None:
    job = begin(tasks.refuse)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, tasks.IMPOSSIBLE._asdict())
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_an_error_is_told_with_a_number_that_the_log_has_too(
    begin: Starter, run_jobs: Run, caplog: pytest.LogCaptureFixture
) -> None:
    job = begin(tasks.break_down)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, BROKEN._asdict())
    assert not Group.objects.exists()
    ours = [record for record in caplog.records if f"job {job.pk} (import) failed" in record.getMessage()]
    assert "the disk is on fire" in str(ours[0].exc_info)
    assert DBTaskResult.objects.get(pk=job.task_id).status == TaskResultStatus.FAILED


def test_a_task_that_never_follows_its_job_does_not_leave_it_waiting(begin: Starter, run_jobs: Run) -> None:
    job = begin(tasks.never_follow)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, BROKEN._asdict())


def test_a_task_whose_code_is_gone_does_not_leave_its_job_waiting(begin: Starter, run_jobs: Run) -> None:
    job = begin(names=["a"])
    DBTaskResult.objects.filter(pk=job.task_id).update(task_path="tests.maillage_web.jobs.tasks.forgotten")
    run_jobs()
    actions.sweep(now=job.created_at + 2 * LOST)
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_a_waiting_job_is_stopped_at_once(begin: Starter, run_jobs: Run, now: datetime.datetime) -> None:
    job = begin(names=["a"])
    actions.ask_to_stop(token=job.token, now=now)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert run_jobs() == 0


def test_a_job_asked_to_stop_while_it_writes_keeps_nothing(begin: Starter, run_jobs: Run) -> None:
    job = begin(tasks.ask_oneself_to_stop)
    run_jobs()
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert not Group.objects.exists()


def test_an_ended_job_is_not_stopped(begin: Starter, run_jobs: Run, now: datetime.datetime) -> None:
    job = begin(names=["a"])
    run_jobs()
    actions.ask_to_stop(token=job.token, now=now)
    job.refresh_from_db()
    assert (job.state, job.cancel_asked) == (State.DONE, False)


def test_nobody_starts_more_than_so_many_jobs(begin: Starter, run_jobs: Run) -> None:
    for number in range(AT_ONCE):
        begin(names=[f"group {number}"])
    with pytest.raises(actions.CannotDo, match="Trop de travaux"):
        begin(names=["one more"])
    assert run_jobs() == AT_ONCE
    assert begin(names=["one more"]).state == State.WAITING


def _silent(job: Job, now: datetime.datetime) -> None:
    """As a worker that was killed leaves it."""
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, started_at=now, beat_at=now)
    DBTaskResult.objects.filter(pk=job.task_id).update(status=TaskResultStatus.RUNNING, started_at=now)


def test_a_job_whose_worker_vanished_is_told_as_interrupted(begin: Starter, now: datetime.datetime) -> None:
    job = begin(names=["a"])
    _silent(job, now)
    assert actions.sweep(now=now + LOST / 2) == 0
    assert actions.sweep(now=now + LOST) == 1
    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, INTERRUPTED._asdict())
    assert DBTaskResult.objects.get(pk=job.task_id).status == TaskResultStatus.FAILED
    assert actions.sweep(now=now + 2 * LOST) == 0


def test_a_repeatable_job_whose_worker_vanished_runs_again_once(
    begin: Starter, run_jobs: Run, now: datetime.datetime
) -> None:
    job = begin(repeatable=True, names=["a"])
    first_task = job.task_id
    _silent(job, now)
    assert actions.sweep(now=now + LOST) == 1
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.WAITING, 2)
    assert job.task_id != first_task
    _silent(job, now)
    assert actions.sweep(now=now + LOST) == 1
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert run_jobs() == 0


def test_a_job_taken_from_the_queue_by_a_worker_killed_before_it_began_runs_again(
    begin: Starter, run_jobs: Run, now: datetime.datetime
) -> None:
    job = begin(names=["a"])
    DBTaskResult.objects.filter(pk=job.task_id).update(status=TaskResultStatus.RUNNING, started_at=now)
    assert actions.sweep(now=now + LOST) == 1
    assert run_jobs() == 1
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_job_whose_task_is_nowhere_ends(begin: Starter, now: datetime.datetime) -> None:
    job = begin(names=["a"])
    Job.objects.filter(pk=job.pk).update(task_id=uuid.uuid4())
    actions.sweep(now=now + LOST)
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_a_lost_job_that_one_had_asked_to_stop_is_stopped(begin: Starter, now: datetime.datetime) -> None:
    job = begin(repeatable=True, names=["a"])
    _silent(job, now)
    actions.ask_to_stop(token=job.token, now=now)
    actions.sweep(now=now + LOST)
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_a_worker_that_comes_back_late_writes_nothing(begin: Starter, now: datetime.datetime) -> None:
    job = begin(repeatable=True, names=["a"])
    with actions.following(job.token) as progress:
        late = now + datetime.timedelta(days=1)
        assert actions.sweep(now=late) == 1
        with pytest.raises(actions.Lost), progress.writing():
            Group.objects.create(name="twice")
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.WAITING, 2)
    assert not Group.objects.exists()


def test_old_jobs_and_tasks_are_purged(begin: Starter, run_jobs: Run, now: datetime.datetime) -> None:
    begin(names=["a"])
    run_jobs()
    begin(names=["b"])
    minute = datetime.timedelta(minutes=1)
    assert actions.purge(now=now + KEPT - minute) == (0, 0)
    assert actions.purge(now=now + KEPT + minute) == (2, 1)


def test_what_is_kept_of_a_session_is_not_its_token(now: datetime.datetime) -> None:
    token = "secret of a session"
    job = actions.start(
        task=tasks.refuse, kind="x", owner=None, session_token=token, title=TITLE, arguments={}, now=now
    )
    assert token not in str(vars(job))
    assert len(job.session) == 64
