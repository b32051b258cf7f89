"""Real workers, in processes of their own, on a database of their own: none does another’s job, none is missed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.text import Text
from maillage_web.jobs import actions
from maillage_web.jobs.choices import LOST, State
from maillage_web.jobs.models import Job
from tests.conftest import ROOT
from tests.maillage_web.databases import HERE, connected, fresh_database
from tests.maillage_web.jobs import tasks

pytestmark = pytest.mark.slow
PATIENCE = 60


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[str]:
    """A database of the kind that the tests run on, with its tables."""
    with fresh_database(HERE, tmp_path_factory.mktemp("workers")) as url, django_db_blocker.unblock():
        with connected("default", url):
            call_command("migrate", verbosity=0)
        yield url


@pytest.fixture
def database(address: str, django_db_blocker: Any) -> Iterator[str]:
    """That database in place of the usual one, without a transaction around the test; empty again at the end."""
    with django_db_blocker.unblock(), connected("default", address):
        yield address
        for model in (Job, Group, DBTaskResult):
            model.objects.all().delete()


@contextmanager
def working(database: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, killed at the end if it still lives."""
    environment = {**os.environ, "DATABASE_URL": database, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    with log.open("ab") as said:
        worker = subprocess.Popen(
            [sys.executable, "-m", "maillage_web", "work"],
            env=environment,
            stdout=said,
            stderr=said,
            cwd=log.parent,
        )
    try:
        yield worker
    finally:
        with contextlib.suppress(ProcessLookupError):
            worker.kill()
        worker.wait(timeout=PATIENCE)


def begin(task: Any, *, repeatable: bool = False, **arguments: Any) -> Job:
    """Start a job of nobody."""
    return actions.start(
        task=task,
        kind="trial",
        owner=None,
        session_token="",
        title=Text("Essai", "Trial"),
        arguments=arguments,
        now=timezone.now(),
        repeatable=repeatable,
    )


def until(true: Callable[[], bool], log: Path) -> None:
    """Wait for something to be so; fails, showing what the workers said, when it takes too long."""
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit, log.read_text(encoding="utf-8")
        time.sleep(0.05)


def state_of(job: Job) -> str:
    """Where the job stands now."""
    return Job.objects.get(pk=job.pk).state


def test_two_workers_share_the_queue_and_no_job_runs_twice(database: str, tmp_path: Path) -> None:
    book, log, go = (tmp_path / name for name in ("book", "log", "go"))
    held = [tmp_path / "first", tmp_path / "second"]
    for path in held:  # one for each worker, however late the second is up
        begin(tasks.wait_for_a_file, begun=str(path), go=str(go))
    started = [begin(tasks.sign, book=str(book)) for _ in range(60)]
    with working(database, log) as one, working(database, log) as two:
        until(lambda: all(path.exists() for path in held), log)
        go.touch()
        until(lambda: not Job.objects.exclude(state=State.DONE).exists(), log)
        for worker in (one, two):
            worker.terminate()
        assert [worker.wait(timeout=PATIENCE) for worker in (one, two)] == [0, 0]
    signed = [line.split() for line in book.read_text(encoding="ascii").splitlines()]
    assert sorted(token for token, _ in signed) == sorted(job.token for job in started)
    assert len(Counter(process for _, process in signed)) == 2, "one of the workers did nothing"
    said = log.read_text(encoding="utf-8")
    assert "Traceback" not in said, said


def test_progress_is_seen_while_the_task_works_and_a_request_to_stop_undoes_its_transaction(
    database: str, tmp_path: Path
) -> None:
    log, book = tmp_path / "log", tmp_path / "book"
    job = begin(tasks.wait_in_a_transaction, book=str(book))
    with working(database, log):
        until(lambda: Job.objects.get(pk=job.pk).done == 3, log)
        assert Job.objects.get(pk=job.pk).total == 10
        if HERE == "postgresql":  # elsewhere one connection writes at a time: a request to stop would wait
            book.touch()
        actions.ask_to_stop(token=job.token, now=timezone.now())
        until(lambda: state_of(job) == State.CANCELLED, log)
    assert not Group.objects.exists()


def test_a_worker_asked_to_stop_finishes_what_it_has_begun(database: str, tmp_path: Path) -> None:
    log, begun, go = (tmp_path / name for name in ("log", "begun", "go"))
    job = begin(tasks.wait_for_a_file, begun=str(begun), go=str(go))
    after = begin(tasks.make_groups, names=["never"])
    with working(database, log) as worker:
        until(begun.exists, log)
        worker.terminate()
        go.touch()
        assert worker.wait(timeout=PATIENCE) == 0
    assert (state_of(job), state_of(after)) == (State.DONE, State.WAITING)


def test_a_worker_asked_twice_to_stop_gives_its_job_back(database: str, tmp_path: Path) -> None:
    log, begun, go = (tmp_path / name for name in ("log", "begun", "go"))
    job = begin(tasks.wait_for_a_file, repeatable=True, begun=str(begun), go=str(go))
    with working(database, log) as worker:
        until(begun.exists, log)
        worker.terminate()
        until(lambda: "shutting down" in log.read_text(encoding="utf-8"), log)
        worker.terminate()
        assert worker.wait(timeout=PATIENCE) == 0
    assert state_of(job) == State.WAITING


@pytest.mark.parametrize("repeatable", [True, False])
def test_a_job_whose_worker_was_killed_is_taken_up(database: str, tmp_path: Path, repeatable: bool) -> None:
    log, begun, go = (tmp_path / name for name in ("log", "begun", "go"))
    job = begin(tasks.wait_for_a_file, repeatable=repeatable, begun=str(begun), go=str(go))
    with working(database, log) as worker:
        until(begun.exists, log)
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=PATIENCE)
    assert state_of(job) == State.RUNNING
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - LOST)  # a minute later
    go.touch()
    with working(database, log):
        until(lambda: state_of(job) == (State.DONE if repeatable else State.FAILED), log)
    assert list(Group.objects.values_list("name", flat=True)) == ([job.token] if repeatable else [])
    assert len(begun.read_text(encoding="ascii").splitlines()) == (2 if repeatable else 1)


def test_a_worker_waits_for_a_database_that_is_not_ready(tmp_path: Path, django_db_blocker: Any) -> None:
    log, book = tmp_path / "log", tmp_path / "book"
    with (
        fresh_database(HERE, tmp_path) as url,
        django_db_blocker.unblock(),
        connected("default", url),
        working(url, log),
    ):
        until(lambda: "cannot be read" in log.read_text(encoding="utf-8"), log)
        call_command("migrate", verbosity=0)
        job = begin(tasks.sign, book=str(book))
        until(lambda: state_of(job) == State.DONE, log)
