"""An empty dossier, or the workbook to fill in: written once, never over something."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from maillage import io
from maillage.dossier.tables import TABLES
from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import Run


@pytest.mark.parametrize("name", ["coin", "coin.xlsx", "coin.zip"])
def test_new_writes_an_empty_dossier_in_the_form_of_its_name(name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / name
    done = run("new", path, "--title", "Le coin des cantines")
    assert (done.code, done.err) == (0, "")
    assert f"maillage check {path}" in done.out
    reading = io.load(path)
    assert (reading.problems, reading.repairs) == ((), ())
    assert reading.dossier is not None
    record = reading.dossier.record
    assert (record.id, record.title, record.language) == (
        "le-coin-des-cantines",
        "Le coin des cantines",
        "fr",
    )
    assert reading.dossier.count() == 1


def test_a_new_folder_has_every_table_and_a_descriptor(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "coin")
    files = {path.name for path in (tmp_path / "coin").iterdir()}
    assert files == {"datapackage.json", *(f"{table}.csv" for table in TABLES)}
    described = json.loads((tmp_path / "coin" / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in described["resources"]] == list(TABLES)


def test_a_new_dossier_without_title_takes_the_name_of_its_file(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "Épicerie du Val.zip", "--lang", "en")
    dossier = io.load(tmp_path / "Épicerie du Val.zip").dossier
    assert dossier is not None
    assert (dossier.record.id, dossier.record.title) == ("epicerie-du-val", "Épicerie du Val")
    assert dossier.record.language == "en"


def test_a_title_without_any_letter_still_gives_an_id(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "a.zip", "--title", "…").code == 0
    dossier = io.load(tmp_path / "a.zip").dossier
    assert dossier is not None
    assert dossier.record.id == "dossier"


def test_new_refuses_a_file_that_stands(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("new", workbook)
    assert done.code == 2
    assert "existe déjà, rien n’est écrit" in done.err
    assert workbook.read_bytes() == before


def test_new_refuses_a_folder_that_is_not_empty(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder", encoding="utf-8")
    done = run("new", tmp_path)
    assert done.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_new_accepts_an_empty_folder(run: Run, tmp_path: Path) -> None:
    assert run("new", tmp_path).code == 0


def test_force_replaces_and_leaves_other_files(run: Run, folder: Path) -> None:
    (folder / "notes.txt").write_text("à garder", encoding="utf-8")
    assert run("new", folder, "--force").code == 0
    dossier = io.load(folder).dossier
    assert dossier is not None
    assert dossier.count() == 1
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "à garder"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_has_a_sheet_per_table_in_the_language(
    language: Language, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    assert run("template", "-o", path, "--lang", language).code == 0
    titles = openpyxl.load_workbook(path, read_only=True).sheetnames
    assert [table.name for table in TABLES.values() if table.label.in_(language) not in titles] == []


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "maillage-modele.xlsx"), ("en", "maillage-template.xlsx")]
)
def test_the_template_has_a_name_in_each_language(
    language: Language, name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("template", language=language).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_template_refuses_a_file_that_stands(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    assert run("template", "-o", workbook).code == 2
    assert workbook.read_bytes() == before
    assert run("template", "-o", workbook, "--force").code == 0
    assert workbook.read_bytes() != before
