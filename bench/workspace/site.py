"""The site on a database of its own: made, served by gunicorn, killed, served again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Site:
    """A data folder, a database (that of `database_url`, or SQLite in the folder) and, now and then, its processes."""

    folder: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    workers: int = 2
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        told = {
            "MAILLAGE_DATA": str(self.folder),
            "MAILLAGE_SECRET_KEY": "a key for measurements only",
            "DJANGO_SETTINGS_MODULE": "maillage_web.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if self.database_url:
            told["DATABASE_URL"] = self.database_url
        return {**os.environ, **told}

    def run(self, *arguments: str) -> str:
        """Run a module of Python on this site; gives what it prints."""
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def make(self) -> None:
        """Make its tables."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.run("maillage_web", "manage", "migrate", "--verbosity=0")
        self.run("maillage_web", "manage", "createcachetable", "--verbosity=0")

    def start(self) -> None:
        """Serve, with a worker for the background jobs, until it answers."""
        bind = f"127.0.0.1:{self.port}"
        serve = ["gunicorn", "maillage_web.config.wsgi:application", "-b", bind, "-w", str(self.workers)]
        further = ["--timeout", "60", "--log-level", "error", "--no-control-socket"]
        self._processes = [self._spawn([*serve, *further]), self._spawn(["maillage_web", "work"])]
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until:
                raise RuntimeError(f"nothing answers at {self.address}")
            time.sleep(0.1)

    def _spawn(self, arguments: list[str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments], env=self.environment, cwd=ROOT, start_new_session=True
        )

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/a-propos/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """Kill every process of the site at once, without a word (SIGKILL)."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """Ask them to end."""
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        for process in self._processes:
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue
        for process in self._processes:
            process.wait(timeout=PATIENCE)
        self._processes = []
