"""Processes that live and die together, whichever of them is killed."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.one_database
PATIENCE = 30
PROGRAM = """
import os, signal, sys
from maillage_web.config.processes import Household

def say(who):
    with open(sys.argv[1], "a") as book:
        book.write(f"{who} {os.getpid()}\\n")

def site(lifeline):
    if os.fork() == 0:  # as gunicorn forks its workers
        lifeline.watch()
        say("inner")
        signal.pause()
    say("site")
    signal.pause()

def worker():
    say("worker")
    signal.pause()

def sockets():
    say("sockets")
    signal.pause()

sys.exit(Household(site, worker, sockets).live())
"""


@dataclass(slots=True)
class Household:
    """A household that runs; `alive` is a pipe that every process of it holds: it ends with the last of them."""

    process: subprocess.Popen[bytes]
    alive: int
    book: Path

    def members(self) -> list[tuple[str, int]]:
        """Who said to be there, in order."""
        lines = self.book.read_text(encoding="ascii").splitlines() if self.book.exists() else []
        return [(who, int(number)) for who, number in (line.split() for line in lines)]

    def member(self, who: str, *, besides: int = 0) -> int:
        """The process of this member, once it is there."""
        limit = time.monotonic() + PATIENCE
        while True:
            found = [number for name, number in self.members() if name == who and number != besides]
            if found:
                return found[-1]
            assert time.monotonic() < limit, self.members()
            time.sleep(0.02)

    def all_gone(self) -> bool:
        """Whether no process is left, after waiting for it."""
        return bool(select.select([self.alive], [], [], PATIENCE)[0]) and os.read(self.alive, 1) == b""


@pytest.fixture
def household(tmp_path: Path) -> Iterator[Household]:
    """A household whose four kinds of members are there."""
    with _living(tmp_path / "book") as lives:
        for who in ("inner", "site", "worker", "sockets"):
            lives.member(who)
        yield lives


@contextmanager
def _living(book: Path, before: Callable[[], object] | None = None) -> Iterator[Household]:
    end, held = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(book)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        pass_fds=[held],
        preexec_fn=before,
    )
    os.close(held)
    try:
        yield Household(process, end, book)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        os.close(end)


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_all_stop(household: Household, asked: signal.Signals) -> None:
    household.process.send_signal(asked)
    assert household.process.wait(timeout=PATIENCE) == 0
    assert household.all_gone()


def test_started_by_nohup_it_outlives_the_terminal(tmp_path: Path) -> None:
    with _living(tmp_path / "book", before=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as household:
        first = household.member("worker")
        household.process.send_signal(signal.SIGHUP)
        os.kill(first, signal.SIGKILL)
        assert household.member("worker", besides=first)  # started again: somebody still watches


def test_nobody_outlives_the_first_process_when_it_is_killed(household: Household) -> None:
    household.process.kill()
    assert household.process.wait(timeout=PATIENCE) == -signal.SIGKILL
    assert household.all_gone()


def test_a_worker_that_crashes_is_started_again_and_it_alone(household: Household) -> None:
    first = household.member("sockets")
    os.kill(first, signal.SIGKILL)
    assert household.member("sockets", besides=first) != first
    assert [who for who, _ in household.members()].count("worker") == 1
    assert household.process.poll() is None


def test_nobody_outlives_the_site(household: Household) -> None:
    os.kill(household.member("site"), signal.SIGKILL)
    assert household.process.wait(timeout=PATIENCE) == signal.SIGKILL
    assert household.all_gone()
