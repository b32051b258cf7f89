"""Whatever happens, a sentence and never a traceback; and nothing half-written."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import NoReturn

import pytest
from rich.console import Console

from maillage import io
from maillage.cli import shell as shells
from maillage.text import Language
from tests.maillage.cli.conftest import Run


def failing(error: BaseException) -> Callable[..., NoReturn]:
    """A function that raises `error` whatever it is given."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "a.zip : il n’y a plus de place sur le disque"), ("en", "a.zip: the disk is full")],
)
def test_a_full_disk_is_told_and_leaves_nothing(
    language: Language, said: str, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(OSError(errno.ENOSPC, "No space left on device", ".a.zip.x7")))
    done = run("convert", folder, tmp_path / "a.zip", language=language)
    assert done.code == 2
    assert said in done.err
    assert ".a.zip.x7" not in done.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["epicerie"]


def test_a_file_that_may_not_be_read_is_a_problem_like_another(
    run: Run, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", failing(PermissionError(errno.EACCES, "Permission denied")))
    done = run("check", workbook, "--format", "json")
    assert done.code == 2
    assert [problem["code"] for problem in done.json()["problems"]] == ["not-readable"]


def test_a_target_inside_a_file_is_told(run: Run, folder: Path, workbook: Path) -> None:
    done = run("convert", folder, workbook / "a.zip")
    assert done.code == 2
    assert (
        "c’est un fichier ; il faudrait un dossier." in done.err or "un fichier de ce nom existe" in done.err
    )


@pytest.mark.parametrize("target", ["a.xlsx", "a.zip"])
def test_a_folder_in_place_of_a_file_is_told(target: str, run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / target).mkdir()
    (tmp_path / target / "notes.txt").write_text("à garder", encoding="utf-8")
    assert run("convert", folder, tmp_path / target, "--force").code == 2
    assert [path.name for path in (tmp_path / target).iterdir()] == ["notes.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [target, "epicerie"]


def test_an_interruption_leaves_130_and_no_traceback(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(io, "load", failing(KeyboardInterrupt()))
    done = run("check", folder)
    assert done.code == 130
    assert done.out == ""
    assert done.err.strip() == ""


def test_a_defect_is_told_with_what_to_do(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(io, "load", failing(RuntimeError("aïe")))
    done = run("check", folder)
    assert done.code == 2
    assert "C’est un défaut de Maillage" in done.err
    assert "Traceback" not in done.err
    monkeypatch.setenv("MAILLAGE_DEBUG", "1")
    assert "Traceback" in run("check", folder).err


def test_long_work_is_announced_to_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shells, "_PATIENCE", 0.0)
    told = {}
    for terminal in (True, False):
        target = StringIO()
        shell = shells.Shell.around("fr", [])
        object.__setattr__(shell, "err", Console(file=target, force_terminal=terminal, width=80))
        with shell.waiting("say.reading", name="a.xlsx"):
            time.sleep(0.3)
        told[terminal] = target.getvalue()
    assert "Lecture de a.xlsx…" in told[True]
    assert told[False] == ""
    assert capsys.readouterr().out == ""
