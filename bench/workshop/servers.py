"""The servers that are measured: each starts on a port, is watched, killed, stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import ROOT
from bench.workspace.site import Site, free_port

PEER = ROOT / "bench" / "workshop" / "peer"
UNPACKED = ROOT / ".tools" / "bench-workshop"
_PATIENCE = 30.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A server: how it is started, where it answers, and its process."""

    name: str
    command: Sequence[str]
    port: int
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            list(self.command),
            env={**os.environ, **self.environment},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not answer on port {self.port}")

    def kill(self) -> None:
        """Kill it without a word (SIGKILL)."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(_PATIENCE)

    def stop(self) -> None:
        """Ask it to end."""
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def cpu(self) -> float:
        """Seconds of processor it has spent."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """The most memory it has held, in MB."""
        assert self.process is not None
        lines = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def ours(site: Site) -> Server:
    """Our live process, on the database of this site."""
    port = free_port()
    return Server(
        "Maillage",
        [sys.executable, "-m", "maillage_web", "live"],
        port,
        {**site.environment, "MAILLAGE_LIVE_PORT": str(port)},
    )


def pycrdt() -> Server:
    """The server of pycrdt-websocket."""
    port = free_port()
    return Server("pycrdt-websocket", [sys.executable, "-m", "bench.workshop.pycrdt_server", str(port)], port)


def yjs() -> Server:
    """The reference server of Yjs."""
    port = free_port()
    script = UNPACKED / "node_modules" / "@y" / "websocket-server" / "src" / "server.js"
    told = {"PORT": str(port), "HOST": "127.0.0.1"}
    return Server("@y/websocket-server", ["node", str(script)], port, told, UNPACKED)


def unpack() -> str:
    """Install what the peers need, from their lock; why it cannot be done, or nothing."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        return f"{' and '.join(missing)} not found: the servers of shared documents are not measured."
    UNPACKED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PEER / name, UNPACKED / name)
    if (UNPACKED / "node_modules").is_dir():
        return ""
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, cwd=UNPACKED, capture_output=True, text=True, check=False)
    return f"npm could not install the peers: {done.stderr.strip()[-500:]}" if done.returncode else ""


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server, started; stopped at the end."""
    server.start()
    try:
        yield server
    finally:
        server.stop()
