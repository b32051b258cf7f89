"""The demonstration starts in an empty folder, says where it is, and stops when told to."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from maillage_web.config import live
from maillage_web.config.demo import why_no_accounts
from tests.e2e.demo import environment, free_port, running_demo

pytestmark = pytest.mark.one_database


def _run(tmp_path: Path, *arguments: str, **further: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maillage_web", *arguments],
        env=environment(tmp_path, **further),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
    )


@pytest.mark.slow
def test_the_demo_serves_and_stops(tmp_path: Path) -> None:
    with running_demo(tmp_path) as demo:
        with urllib.request.urlopen(f"{demo.address}/") as response:
            assert response.status == 200
            assert "Content-Security-Policy" in response.headers
        with urllib.request.urlopen(f"{demo.address}/static/maillage_web/site.css") as response:
            assert response.headers["Content-Type"].startswith("text/css")
            assert response.read()
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(timeout=20) == 0
    assert "Traceback" not in demo.log.read_text(encoding="utf-8")


def test_a_taken_port_is_told_with_another_to_try(tmp_path: Path) -> None:
    port = free_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = _run(tmp_path, "demo", PORT=str(port), HOST="127.0.0.1")
    assert done.returncode == 2
    assert f"PORT={port + 1} make demo" in done.stderr
    assert "pris" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["demo", "live"])
def test_a_taken_port_of_the_sockets_is_told(tmp_path: Path, command: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _run(tmp_path, command, PORT=str(free_port()), HOST="127.0.0.1", MAILLAGE_LIVE_PORT=port)
    assert done.returncode == 2
    assert f"MAILLAGE_LIVE_PORT={int(port) + 1}" in done.stderr
    assert "pris" in done.stderr


def test_the_sockets_take_the_next_free_port_when_none_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port - 1))
        monkeypatch.setenv("MAILLAGE_LIVE_PORT", "")
        assert live.choose_port("127.0.0.1") > port


def test_a_port_that_is_none_is_told(tmp_path: Path) -> None:
    done = _run(tmp_path, "demo", PORT="eight")
    assert done.returncode == 2
    assert "'eight'" in done.stderr
    done = _run(tmp_path, "live", PORT="8000", MAILLAGE_LIVE_PORT="nine")
    assert done.returncode == 2
    assert "'nine'" in done.stderr


def test_no_command_gives_the_usage(tmp_path: Path) -> None:
    assert _run(tmp_path).returncode == 2
    shown = _run(tmp_path, "--help")
    assert shown.returncode == 0
    assert "demo" in shown.stdout


def test_the_manager_of_django_is_reached(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert _run(tmp_path, "manage", "check").returncode == 0


@pytest.mark.slow
def test_nothing_answers_any_more_once_the_demo_is_killed(tmp_path: Path) -> None:
    with running_demo(tmp_path) as demo:
        address = urlsplit(demo.address)
        demo.process.kill()
        demo.process.wait(timeout=20)
        limit = time.monotonic() + 20
        while _answers(address.hostname or "", address.port or 0):
            assert time.monotonic() < limit, "a process of the demo is still there"
            time.sleep(0.05)


def _answers(host: str, port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex((host, port)) == 0


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ({}, True),
        ({"MAILLAGE_HTTPS": "1"}, False),
        ({"DATABASE_URL": "sqlite:///elsewhere.sqlite3"}, False),
        ({"MAILLAGE_HTTPS": "1", "MAILLAGE_DEMO_ACCOUNTS": "1"}, True),
    ],
)
def test_accounts_with_a_known_password_are_not_made_where_others_may_come(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], made: bool
) -> None:
    for name in ("MAILLAGE_HTTPS", "DATABASE_URL", "MAILLAGE_DEMO_ACCOUNTS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert (why_no_accounts() == "") is made
