"""Start the demonstration as a person does, in a folder of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Demo:
    """A demonstration that runs: where it answers, its process, what it prints."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def environment(folder: Path, **further: str) -> dict[str, str]:
    """The environment of a demonstration kept in ``folder``: SQLite, whatever the tests run on."""
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "HOST", "PORT")
    }
    own = {"PYTHONPATH": str(ROOT / "src"), "MAILLAGE_DATA": str(folder / "data")}
    return {**inherited, **own, **further}


@contextmanager
def running_demo(folder: Path, **further: str) -> Iterator[Demo]:
    """A demonstration, stopped at the end; ``further`` goes in its environment.

    Fails, showing what it printed, when it does not start.
    """
    port, log = free_port(), folder / "demo.log"
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "maillage_web", "demo"],
            env=environment(folder, PORT=str(port), **further),
            stdout=printed,
            stderr=subprocess.STDOUT,
            cwd=folder,
        )
    try:
        _wait(process, log)
        yield Demo(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + PATIENCE
    while "http://" not in log.read_text(encoding="utf-8"):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < limit, log.read_text(encoding="utf-8")
        time.sleep(0.05)
