"""Tasks to try the jobs with: each writes groups, which are nothing else than rows."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.contrib.auth.models import Group
from django_tasks import task

from maillage.text import Text
from maillage_web.jobs import actions

PATIENCE = 20  # seconds
COUNTING = Text("Lecture des lignes", "Reading the rows")
IMPOSSIBLE = Text("Le classeur est vide. Ajoutez une ligne.", "The workbook is empty. Add a row.")


@task
def make_groups(token: str, names: list[str]) -> None:
    """The pattern: compute first, telling; write at the end, in one transaction."""
    with actions.following(token) as progress:
        for number, _ in enumerate(names, start=1):
            progress.tell(number, len(names), COUNTING)
            progress.check()
        with progress.writing():
            Group.objects.bulk_create(Group(name=name) for name in names)
            progress.leads_to("dossiers", words=Text("Voir les dossiers", "See the dossiers"))
            progress.keep(made=len(names))


@task
def break_down(token: str) -> None:
    """Fails in the middle of its writing."""
    with actions.following(token) as progress, progress.writing():
        Group.objects.create(name="half")
        raise ZeroDivisionError("the disk is on fire")


@task
def refuse(token: str) -> None:
    """Says why it cannot be done."""
    with actions.following(token):
        raise actions.CannotDo(IMPOSSIBLE)


@task
def never_follow(token: str) -> None:
    """Forgets to follow its job."""


@task
def ask_oneself_to_stop(token: str) -> None:
    """Is asked to stop between its last look and its writing."""
    from django.utils import timezone

    with actions.following(token) as progress, progress.writing():
        Group.objects.create(name="too late")
        actions.ask_to_stop(token=token, now=timezone.now())


@task
def sign(token: str, book: str) -> None:
    """Write one’s process in a book, a line each time that the task runs."""
    with actions.following(token) as progress, progress.writing():
        _write_line(book, f"{token} {os.getpid()}")


@task
def wait_in_a_transaction(token: str, book: str) -> None:
    """Tell, open a transaction, write, and wait in it until asked to stop."""
    with actions.following(token) as progress:
        progress.tell(3, 10, COUNTING)
        _until(lambda: Path(book).exists(), progress)
        with progress.writing():
            Group.objects.create(name="undone")
            _until(lambda: False, progress)


@task
def wait_for_a_file(token: str, begun: str, go: str) -> None:
    """Say that one began, wait for a file, write."""
    with actions.following(token) as progress:
        _write_line(begun, str(os.getpid()))
        _until(lambda: Path(go).exists(), progress)
        with progress.writing():
            Group.objects.create(name=token)


def _write_line(book: str, line: str) -> None:
    handle = os.open(book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _until(true: Callable[[], bool], progress: actions.Progress) -> None:
    limit = time.monotonic() + PATIENCE
    while not true():
        progress.check()
        assert time.monotonic() < limit
        time.sleep(0.02)
