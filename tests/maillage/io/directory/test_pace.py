"""All the processes together keep to the rate that the directory publishes, as the directory itself counts it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from requests_ratelimiter import RateItem

from maillage.io.asking.pace import SharedBucket
from maillage.io.directory import Directory
from tests.conftest import ROOT
from tests.directory_server import PUBLISHED_RATE, DirectoryServer
from tests.maillage.io.directory.conftest import Asking

ASK = """
import sys
from pathlib import Path
from maillage.io.directory import Directory
with Directory(sys.argv[1], Path(sys.argv[2]), patience=10.0) as directory:
    directory.search(f"prêt {sys.argv[3]}")
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(6):
        problem = directory.search(f"val {sys.argv[3]} {number}").problem
        print(problem.code if problem else "ok", flush=True)
"""


def test_one_process_keeps_to_the_rate(asking: Asking, server: DirectoryServer) -> None:
    server.mode = "limited"
    directory = asking(patience=10.0)
    start = time.monotonic()
    answers = [directory.search(f"val {number}") for number in range(9)]
    assert [answer.problem for answer in answers] == [None] * 9
    assert len(server.moments) == 9
    assert server.most_in_a_second() <= PUBLISHED_RATE
    assert time.monotonic() - start < 2


def test_the_rate_is_a_setting(asking: Asking, server: DirectoryServer) -> None:
    directory = asking(patience=10.0, per_second=2)
    for number in range(4):
        directory.search(f"val {number}")
    assert server.moments[2] - server.moments[0] >= 0.95


def test_what_is_kept_takes_no_turn(asking: Asking, server: DirectoryServer) -> None:
    directory = asking(patience=10.0, per_second=2)
    start = time.monotonic()
    for _ in range(50):
        directory.search("du val")
    assert time.monotonic() - start < 0.9
    assert len(server.moments) == 1


def test_a_turn_that_comes_too_late_is_refused_at_once(asking: Asking, server: DirectoryServer) -> None:
    directory = asking(patience=0.3, per_second=1)
    directory.search("val 1")
    start = time.monotonic()
    answer = directory.search("val 2")
    assert time.monotonic() - start < 0.3
    assert answer.problem is not None
    assert (answer.problem.code, answer.problem.seconds) == ("too-many-requests", 1)
    assert len(server.asked) == 1


def test_two_processes_share_the_rate(server: DirectoryServer, folder: Path) -> None:
    server.mode = "limited"
    command = [sys.executable, "-W", "error", "-c", ASK, server.url, str(folder)]
    both = [
        subprocess.Popen([*command, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for name in ("un", "deux")
    ]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    server.moments.clear()
    said = [process.communicate("\n", timeout=30)[0].split() for process in both]
    assert said == [["ok"] * 6] * 2
    assert len(server.moments) == 12
    assert server.most_in_a_second() <= PUBLISHED_RATE


def test_no_two_of_them_ever_take_the_last_place(tmp_path: Path) -> None:
    """Each bucket has its own connection, as in its own process, and all of them try at the same moment."""
    file, together = tmp_path / "pace.sqlite", threading.Barrier(8)
    seconds = range(1_000_000, 1_080_000, 10_000)
    taken: dict[int, list[bool]] = {second: [] for second in seconds}

    def take() -> None:
        bucket = SharedBucket.of(file, 5)
        for second in seconds:
            bucket.now = lambda second=second: second  # type: ignore[method-assign,misc]
            together.wait()
            taken[second].extend(bucket.put(RateItem("a", 0)) for _ in range(2))
        bucket.close()  # type: ignore[no-untyped-call]

    SharedBucket.of(file, 5).close()  # type: ignore[no-untyped-call]
    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(len(places), places.count(True)) for places in taken.values()] == [(16, 5)] * len(seconds)


def test_threads_share_the_rate_and_the_directory(asking: Asking, server: DirectoryServer) -> None:
    server.mode = "limited"
    directory = asking(patience=10.0)
    problems: list[object] = []

    def ask(name: str) -> None:
        problems.extend(directory.search(f"val {name} {number}").problem for number in range(3))

    threads = [threading.Thread(target=ask, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == [None] * 9
    assert server.most_in_a_second() <= PUBLISHED_RATE


def test_when_the_directory_says_to_wait_every_process_waits(
    asking: Asking, server: DirectoryServer, folder: Path
) -> None:
    server.then.append("busy-long")
    assert asking().search("val 1").problem is not None
    with Directory(server.url, folder, patience=1.0) as other:
        answer = other.search("val 2")
    assert answer.problem is not None
    assert answer.problem.code == "too-many-requests"
    assert answer.problem.seconds is not None
    assert 55 <= answer.problem.seconds <= 60
    assert len(server.asked) == 1


@pytest.fixture
def bucket(tmp_path: Path) -> SharedBucket:
    return SharedBucket.of(tmp_path / "pace.sqlite", 3)


def test_places_are_forgotten_when_their_second_is_over(
    bucket: SharedBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000_000
    monkeypatch.setattr(bucket, "now", lambda: now)
    assert [bucket.put(RateItem("a", 0)) for _ in range(4)] == [True, True, True, False]
    assert bucket.wait() == 1.0
    now += 1_001
    assert bucket.wait() == 0.0
    assert bucket.put(RateItem("a", 0))
    now += 5_000
    assert bucket.put(RateItem("a", 0))
    assert bucket.count() == 1
    bucket.hold(10)
    assert bucket.wait() == 10.0
    assert not bucket.put(RateItem("a", 0))
    now += 9_990
    assert not bucket.put(RateItem("a", 0))
    now += 20
    assert bucket.put(RateItem("a", 0))
    bucket.close()  # type: ignore[no-untyped-call]
