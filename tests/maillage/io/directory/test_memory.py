"""An answer is kept for a week, stands in for one that does not come, and holds neither people nor what was typed."""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import pytest

from maillage.io.directory import Directory
from tests.directory_data import ORGANISATIONS, PERSON
from tests.directory_server import DirectoryServer
from tests.maillage.io.directory.conftest import OLD, Asking


def made_older(folder: Path, day: str) -> None:
    """Write in the memory that its answers are of another day."""
    with sqlite3.connect(folder / "answers.sqlite") as memory:
        rows = memory.execute("SELECT key, value FROM responses").fetchall()
        for key, value in rows:
            text = value.decode() if isinstance(value, bytes) else value
            start = text.index('"created_at": "') + len('"created_at": "')
            memory.execute(
                "UPDATE responses SET value = ? WHERE key = ?", (text[:start] + day + text[start + 10 :], key)
            )
    memory.close()


def everything_kept(folder: Path) -> bytes:
    """All the bytes of all the files of the folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_what_was_asked_lately_is_not_asked_again(asking: Asking, server: DirectoryServer) -> None:
    directory = asking()
    first, second = directory.search("du val"), directory.search(" DU  val".lower())
    assert len(server.asked) == 1
    assert second.from_cache
    assert not second.stale
    assert second.organisations == first.organisations
    assert second.asked_at is not None
    assert first.asked_at is not None
    assert abs(second.asked_at - first.asked_at) < datetime.timedelta(seconds=2)


def test_another_process_finds_what_was_kept(asking: Asking, server: DirectoryServer, folder: Path) -> None:
    asking().search("du val")
    with Directory(server.url, folder, patience=1.0) as other:
        assert other.search("du val").from_cache
    assert len(server.asked) == 1


def test_another_request_is_another_answer(asking: Asking, server: DirectoryServer) -> None:
    directory = asking()
    directory.search("du val")
    assert not directory.search("du val", commune="62040").from_cache
    assert not directory.search("du val", page=2).from_cache
    assert not directory.search("jardins").from_cache
    assert len(server.asked) == 4


def test_an_answer_is_fresh_for_a_week(asking: Asking, folder: Path) -> None:
    directory = asking()
    directory.search("du val")
    with sqlite3.connect(folder / "answers.sqlite") as memory:
        ((expires, now),) = memory.execute("SELECT expires, unixepoch() FROM responses").fetchall()
    memory.close()
    assert expires - now == pytest.approx(7 * 24 * 3600, abs=10)


def test_an_old_answer_is_asked_for_again(asking: Asking, server: DirectoryServer) -> None:
    directory = asking(fresh_for=OLD)
    directory.search("du val")
    answer = directory.search("du val")
    assert len(server.asked) == 2
    assert (answer.from_cache, answer.stale, answer.problem) == (False, False, None)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("failing", "server-error"),
        ("busy-long", "too-many-requests"),
        ("html", "bad-answer"),
        ("cut", "bad-answer"),
        ("slow", "timeout"),
        ("forbidden", "refused"),
    ],
)
def test_an_old_answer_stands_in_for_one_that_does_not_come_and_says_its_day(
    mode: str, code: str, asking: Asking, server: DirectoryServer, folder: Path
) -> None:
    fresh = asking(fresh_for=OLD).search("du val")
    directory = asking(fresh_for=OLD, patience=0.5)
    made_older(folder, "2026-01-05")
    server.mode = mode
    answer = directory.search("du val")
    assert answer.stale
    assert answer.from_cache
    assert [one.siren for one in answer.organisations] == [one.siren for one in fresh.organisations]
    assert answer.asked_at is not None
    assert answer.asked_at.date() == datetime.date(2026, 1, 5)
    assert answer.organisations[0].source.accessed_on == datetime.date(2026, 1, 5)
    assert answer.problem is not None
    assert answer.problem.code == code
    assert "la réponse du 2026-01-05" in answer.problem.message.fr
    assert "the answer of 2026-01-05" in answer.problem.message.en


def test_without_network_an_old_answer_is_served_again_and_again(
    asking: Asking, server: DirectoryServer, folder: Path
) -> None:
    directory = asking(fresh_for=OLD)
    directory.search("du val")
    made_older(folder, "2025-06-30")
    server.stop()
    for _ in range(3):
        answer = directory.search("du val")
        assert answer.problem is not None
        assert (answer.stale, answer.problem.code, len(answer.organisations)) == (True, "offline", 9)
    unknown = directory.search("autre chose")
    assert (unknown.stale, unknown.organisations) == (False, ())


def test_a_siren_is_found_offline_when_it_was_asked_before(asking: Asking, server: DirectoryServer) -> None:
    directory = asking(fresh_for=OLD)
    directory.by_siren("999990013")
    server.stop()
    answer = directory.by_siren("999990013")
    assert answer.stale
    assert [one.siren for one in answer.organisations] == ["999990013"]


def test_no_person_is_ever_written_down(asking: Asking, server: DirectoryServer, folder: Path) -> None:
    directory = asking(fresh_for=OLD)
    for words in ("du val", "val", "exemple", PERSON, "999990054", "999990047"):
        directory.search(words)
    for mode in ("shapeless", "truncated", "failing"):
        server.mode = mode
        directory.search(f"du val {mode}")
    written = everything_kept(folder)
    assert b"LES JARDINS PARTAGES DU VAL" in written
    assert PERSON.encode() not in written
    assert PERSON.lower().encode() not in written.lower()
    assert len(server.asked) > 6


def test_what_was_typed_is_not_written_down(asking: Asking, folder: Path) -> None:
    asking().search("mots tapés par quelqu’un xyzzy")
    assert b"xyzzy" not in everything_kept(folder)


def test_an_answer_somebody_spoilt_is_asked_for_again_or_told(asking: Asking, folder: Path) -> None:
    directory = asking()
    directory.search("du val")
    with sqlite3.connect(folder / "answers.sqlite") as memory:
        memory.execute("UPDATE responses SET value = 'rien de lisible'")
    memory.close()
    answer = directory.search("du val")
    assert answer.problem is not None or not answer.from_cache


def test_what_is_kept_is_no_code(asking: Asking, folder: Path) -> None:
    asking().search("du val")
    with sqlite3.connect(folder / "answers.sqlite") as memory:
        ((value,),) = memory.execute("SELECT value FROM responses").fetchall()
    memory.close()
    assert value[:1] in ("{", b"{")
    assert len(value) < 3_000 * len(ORGANISATIONS)


def test_old_answers_are_forgotten_when_asked(asking: Asking, server: DirectoryServer, folder: Path) -> None:
    directory = asking()
    directory.search("du val")
    made_older(folder, "2020-01-05")
    directory.search("jardins")
    assert directory.forget(datetime.timedelta(days=90)) is None
    assert directory.search("jardins").from_cache
    assert not directory.search("du val").from_cache


def test_forgetting_in_a_folder_that_cannot_be_used_is_a_sentence(
    server: DirectoryServer, tmp_path: Path
) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    with Directory(server.url, tmp_path / "fichier", patience=1.0) as directory:
        problem = directory.forget(datetime.timedelta(days=90))
    assert problem is not None
    assert problem.code == "cache"
