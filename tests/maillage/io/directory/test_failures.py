"""Whatever the directory does, the answer is a value with a sentence, in time."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from maillage.data import packaged
from maillage.io.directory import Answer, Directory
from tests.directory_server import MODES, DirectoryServer
from tests.maillage.io.directory.conftest import Asking

CODES = {
    "busy": "too-many-requests",
    "busy-until": "too-many-requests",
    "busy-long": "too-many-requests",
    "busy-silent": "too-many-requests",
    "busy-odd": "too-many-requests",
    "failing": "server-error",
    "unavailable": "server-error",
    "unavailable-long": "server-error",
    "forbidden": "refused",
    "moved": "bad-answer",
    "slow": "timeout",
    "drip": "timeout",
    "html": "bad-answer",
    "truncated": "bad-answer",
    "cut": "bad-answer",
    "closed": "offline",
    "huge": "bad-answer",
    "list": "bad-answer",
    "results-null": "bad-answer",
    "deep": "bad-answer",
}
GOOD = {"normal", "limited", "empty", "shapeless"}


def told(answer: Answer) -> str:
    """The code of the problem of an answer that holds nothing else."""
    assert answer.problem is not None
    assert (answer.organisations, answer.asked_at, answer.stale) == ((), None, False)
    assert all(answer.problem.message)
    assert not re.search(r"[{}]", "".join(answer.problem.message))
    return answer.problem.code


def test_every_way_the_server_answers_is_tried_here() -> None:
    assert set(MODES) == {*CODES, *GOOD}


@pytest.mark.parametrize("mode", CODES)
def test_a_bad_answer_is_a_sentence_and_comes_in_time(
    mode: str, asking: Asking, server: DirectoryServer
) -> None:
    server.mode = mode
    directory = asking(patience=0.4)
    start = time.monotonic()
    assert told(directory.search("du val")) == CODES[mode]
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize("mode", CODES)
def test_a_bad_answer_is_not_kept(mode: str, asking: Asking, server: DirectoryServer, folder: Path) -> None:
    server.mode = mode
    directory = asking(patience=0.3)
    directory.search("du val")
    directory.close()
    (folder / "pace.sqlite").unlink()
    server.mode = "normal"
    answer = asking().search("du val")  # with all the patience that a busy machine may ask
    assert (answer.problem, answer.from_cache, len(answer.organisations)) == (None, False, 9)


def test_one_unreadable_result_does_not_hide_the_others(asking: Asking, server: DirectoryServer) -> None:
    server.mode = "shapeless"
    answer = asking().search("du val")
    assert answer.problem is None
    assert answer.unread == 7
    assert {one.name for one in answer.organisations} >= {"LES JARDINS PARTAGES DU VAL", "SANS NATURE"}
    assert answer.total == len(answer.organisations) == 6


@pytest.mark.parametrize(("mode", "fewest", "most"), [("busy-long", 60, 60), ("busy-until", 28, 30)])
def test_a_long_wait_is_said_at_once(
    mode: str, fewest: int, most: int, asking: Asking, server: DirectoryServer
) -> None:
    server.mode = mode
    start = time.monotonic()
    answer = asking(patience=5.0).search("du val")
    assert time.monotonic() - start < 1
    assert answer.problem is not None
    assert answer.problem.seconds is not None
    assert fewest <= answer.problem.seconds <= most
    assert str(answer.problem.seconds) in answer.problem.message.fr
    assert str(answer.problem.seconds) in answer.problem.message.en
    assert len(server.asked) == 1


def test_a_short_wait_is_waited_for(asking: Asking, server: DirectoryServer) -> None:
    server.then.append("busy")
    answer = asking(patience=3.0).search("du val")
    assert answer.problem is None
    assert len(answer.organisations) == 9
    first, second = server.moments
    assert 1.0 <= second - first < 2.0


def test_a_failure_that_passes_is_not_even_seen(asking: Asking, server: DirectoryServer) -> None:
    server.then.extend(["failing", "unavailable"])
    answer = asking(patience=3.0).search("du val")
    assert answer.problem is None
    assert len(server.asked) == 3


def test_a_server_that_keeps_failing_is_not_insisted_upon(asking: Asking, server: DirectoryServer) -> None:
    server.mode = "failing"
    assert told(asking(patience=3.0).search("du val")) == "server-error"
    assert len(server.asked) <= 4


def test_nobody_at_the_address_is_offline(folder: Path) -> None:
    with DirectoryServer() as gone:
        address = gone.url
    with Directory(address, folder, patience=1.0) as directory:
        assert told(directory.search("du val")) == "offline"


@pytest.mark.parametrize(
    "address", ["http://nowhere.invalid", "pas une adresse", "http://", "ftp://example.org"]
)
def test_an_address_that_is_none_is_a_sentence_too(address: str, folder: Path) -> None:
    with Directory(address, folder, patience=1.0) as directory:
        assert told(directory.search("du val")) in ("offline", "bad-answer", "timeout")


def test_a_folder_that_cannot_be_made_is_named(server: DirectoryServer, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with Directory(server.url, tmp_path / "fichier" / "dossier", patience=1.0) as directory:
        answer = directory.search("du val")
    assert told(answer) == "cache"
    assert answer.problem is not None
    assert "fichier" in answer.problem.message.fr


@pytest.mark.parametrize("name", ["answers.sqlite", "pace.sqlite"])
def test_a_spoilt_file_is_told_and_not_overwritten(name: str, server: DirectoryServer, folder: Path) -> None:
    folder.mkdir()
    (folder / name).write_bytes(b"ceci n'est pas une base" * 100)
    with Directory(server.url, folder, patience=1.0) as directory:
        assert told(directory.search("du val")) == "cache"
        assert told(directory.search("du val")) == "cache"
    assert (folder / name).read_bytes().startswith(b"ceci")


def test_every_problem_told_has_its_sentence() -> None:
    told_codes = {*CODES.values(), "cache", "too-short", "bad-siren"}
    assert set(packaged.document("messages/organisations.toml")["problem"]) == told_codes
