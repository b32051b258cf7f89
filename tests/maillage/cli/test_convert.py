"""`convert` keeps everything, says what it repaired, and writes nothing when it cannot do it whole."""

from __future__ import annotations

import itertools
from pathlib import Path

import openpyxl
import pytest

from maillage import io
from tests.maillage.cli.conftest import Run, small_dossier

FORMS = ("a", "a.xlsx", "a.zip")


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(FORMS, 2)))
def test_each_form_becomes_each_other_without_loss(first: str, second: str, run: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "de" / first, tmp_path / "vers" / second
    io.save(small_dossier(), source)
    done = run("convert", source, target)
    assert (done.code, done.err) == (0, "")
    assert "10 lignes" in done.out
    assert io.load(target).dossier == small_dossier()


def test_nothing_is_written_when_the_source_is_unreadable(run: Run, broken: Path, tmp_path: Path) -> None:
    for name in ("b", "b.xlsx", "b.zip"):
        done = run("convert", broken, tmp_path / name)
        assert (done.code, done.out) == (2, "")
        assert "[bad-commune]" in done.err
        assert not (tmp_path / name).exists()


def test_a_file_that_stands_is_left_byte_for_byte(run: Run, folder: Path, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("convert", folder, workbook)
    assert done.code == 2
    assert "--force" in done.err
    assert workbook.read_bytes() == before


def test_an_unreadable_source_leaves_what_stands_even_with_force(
    run: Run, broken: Path, workbook: Path
) -> None:
    before = workbook.read_bytes()
    assert run("convert", broken, workbook, "--force").code == 2
    assert workbook.read_bytes() == before


def test_force_replaces_what_stands(run: Run, folder: Path, tmp_path: Path) -> None:
    run("new", tmp_path / "a.xlsx")
    assert run("convert", folder, tmp_path / "a.xlsx", "--force").code == 0
    assert io.load(tmp_path / "a.xlsx").dossier == small_dossier()


def test_repairs_and_what_is_left_aside_are_named(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "budget.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (folder / "actors.csv").write_text(
        "id,name,couleur\nasso, Association,bleu\nhabitants,Habitants,\n", encoding="utf-8"
    )
    done = run("convert", folder, tmp_path / "a.zip")
    assert done.code == 0
    assert "« budget.csv » n’est pas une table du dossier : laissé de côté" in done.out
    assert "colonne inconnue « couleur » gardée telle quelle" in done.out
    assert "espaces superflus retirés" in done.out


@pytest.mark.parametrize(("words", "sheet"), [((), "Acteurs"), (("--lang", "en"), "Actors")])
def test_headers_follow_the_language_asked_for_else_that_of_the_dossier(
    words: tuple[str, ...], sheet: str, run: Run, folder: Path, tmp_path: Path
) -> None:
    run("convert", folder, tmp_path / "a.xlsx", *words, language="en")
    assert sheet in openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True).sheetnames
