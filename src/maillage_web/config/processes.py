"""Processes that live and die together: the site, the worker of the jobs, the sockets, and who watches over them.

The first process forks the others and waits. It relays Ctrl-C and SIGTERM, restarts the workers when they crash, and
stops when the site does. Should it be killed outright, the others notice: each holds the reading end of a pipe that
nobody writes to, and that ends when the last holder of its writing end is gone, the first process being the only one.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

GRACE = 6.0  # seconds to stop by oneself, once asked
_SOON = 2.0  # a process that lived less crashes at once: wait before starting it again


class Lifeline:
    """What tells a process that the first one is gone."""

    def __init__(self) -> None:
        self._end, self._held = os.pipe()

    def hold(self, *, grace: float = GRACE) -> None:
        """In a child: stop when the first process is gone, by SIGTERM, then without ceremony."""
        os.close(self._held)
        self.watch(grace=grace)

    def watch(self, *, grace: float = GRACE) -> None:
        """In a process forked by such a child: the same, the writing end being closed already."""
        threading.Thread(target=self._wait, args=(grace,), name="lifeline", daemon=True).start()

    def _wait(self, grace: float) -> None:
        while os.read(self._end, 1):
            pass  # nobody writes: what is read is the end
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace)
        os._exit(1)


class _Asked(BaseException):
    """Somebody asked to stop."""


class Household:
    """The first process: it starts the site and its workers, and stops them."""

    def __init__(self, site: Callable[[Lifeline], None], *workers: Callable[[], None]) -> None:
        self._site, self._workers = site, workers
        self._lifeline = Lifeline()
        self._alive: set[int] = set()
        spared = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN  # started by nohup
        self._asks = {signal.SIGINT, signal.SIGTERM} | (set() if spared else {signal.SIGHUP})

    def live(self) -> int:
        """Run until asked to stop, or until the site stops by itself; return the exit code."""
        for asked in self._asks:
            signal.signal(asked, _raise_asked)
        try:
            site = self._start(lambda: self._site(self._lifeline))
            return self._watch_over(site)
        except _Asked:
            return 0
        finally:
            for asked in self._asks:
                signal.signal(asked, signal.SIG_IGN)
            self._stop()

    def _watch_over(self, site: int) -> int:
        """Restart each worker as often as it ends; return the exit code of the site when it ends."""
        running = {self._start(worker): (worker, time.monotonic()) for worker in self._workers}
        while True:
            ended, status = os.wait()
            self._alive.discard(ended)
            if ended == site:
                return abs(os.waitstatus_to_exitcode(status))
            worker, started = running.pop(ended)
            if time.monotonic() - started < _SOON:
                time.sleep(_SOON)
            running[self._start(worker)] = (worker, time.monotonic())

    def _start(self, run: Callable[[], None]) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        signal.pthread_sigmask(signal.SIG_BLOCK, self._asks)  # a child must not stop in place of its parent
        child = os.fork()
        if child == 0:
            self._become(run)
        self._alive.add(child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self._asks)
        return child

    def _become(self, run: Callable[[], None]) -> NoReturn:
        """In a child: run, and never go back to the code of the first process."""
        code = 1
        try:
            os.setpgid(0, 0)  # Ctrl-C reaches the first process alone, which relays it once
            for asked in self._asks:
                signal.signal(asked, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, self._asks)
            self._lifeline.hold()
            run()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _stop(self) -> None:
        """Ask every child to stop; insist after a while, then end them."""
        for insistence in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
            for child in self._alive:
                os.kill(child, insistence)
            self._wait_for_all(GRACE)
            if not self._alive:
                return

    def _wait_for_all(self, seconds: float) -> None:
        limit = time.monotonic() + seconds
        while self._alive and time.monotonic() < limit:
            ended, _ = os.waitpid(-1, os.WNOHANG)
            self._alive.discard(ended)
            if not ended:
                time.sleep(0.05)


def _raise_asked(_number: int, _frame: object) -> NoReturn:
    raise _Asked


def work() -> int:
    """The worker alone, as a service runs it: until SIGTERM, finishing what it has begun."""
    import django

    django.setup()
    from maillage_web.jobs import actions

    actions.work()
    return 0
