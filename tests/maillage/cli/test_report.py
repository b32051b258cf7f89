"""`report` writes one file, and never over another without being told to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import DAY, Run


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_written_in_the_language(
    language: Language, run: Run, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "a.html"
    done = run("report", folder, "-o", target, "--on", DAY, language=language)
    assert (done.code, done.err) == (0, "")
    page = target.read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    assert "L’épicerie du coin" in page
    assert str(target) in done.out


def test_a_pdf_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    target = tmp_path / "a.pdf"
    assert run("report", folder, "-o", target, "--at", "2021").code == 0
    assert target.read_bytes().startswith(b"%PDF-")


def test_without_the_compiler_a_pdf_is_refused_and_a_way_out_is_given(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = run("report", folder, "-o", tmp_path / "a.pdf")
    assert done.code == 2
    assert "maillage[pdf]" in done.err
    assert not (tmp_path / "a.pdf").exists()


def test_without_a_name_the_page_takes_the_id_of_the_dossier(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("report", folder).code == 0
    assert (tmp_path / "epicerie.html").is_file()
    assert run("report", folder).code == 2
    assert run("report", folder, "--force").code == 0


def test_a_file_that_stands_is_left_byte_for_byte(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    target.write_bytes(b"mine")
    assert run("report", folder, "-o", target).code == 2
    assert target.read_bytes() == b"mine"


def test_nothing_is_written_when_the_dossier_is_unreadable(run: Run, broken: Path, tmp_path: Path) -> None:
    assert run("report", broken, "-o", tmp_path / "a.html").code == 2
    assert not (tmp_path / "a.html").exists()
