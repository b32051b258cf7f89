"""``maillage territory``: search, show, load, sources, catalogue, in both languages."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest

from maillage.cli import territory
from maillage.cli.app import INTERRUPTED
from maillage.cli.words import Words
from maillage.data import packaged
from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import Run
from tests.maillage.io.territory.test_loading import RP_2022, rp_2022
from tests.territory_data import loaded_folder

LENS = "246200364"
KEYS = {
    "code", "label", "value", "unit", "vintage", "since", "source", "status", "members", "known", "secret", "inputs",
}  # fmt: skip


@pytest.fixture
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The official files are loaded."""
    folder = loaded_folder(shared, tmp_path_factory)
    monkeypatch.setenv("MAILLAGE_TERRITORY", str(folder))
    return folder


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is loaded."""
    monkeypatch.setenv("MAILLAGE_TERRITORY", str(tmp_path / "territory"))
    return tmp_path


@pytest.mark.usefixtures("official")
def test_each_indicator_is_printed_with_its_value_unit_vintage_source_and_status(run: Run) -> None:
    done = run("territory", "show", LENS, "--format", "json")
    found = done.json()
    assert (done.code, found["territory"]["key"], found["territory"]["geography"]) == (
        0,
        f"epci:{LENS}",
        2026,
    )
    assert all(set(one) == KEYS for one in found["indicators"])
    (unemployment,) = (one for one in found["indicators"] if one["code"] == "unemployment_rate")
    assert round(unemployment["value"], 2) == 20.54
    assert (unemployment["unit"], unemployment["vintage"], unemployment["status"]) == ("%", 2018, "known")
    assert "INSEE" in unemployment["source"]
    assert [one["measure"] for one in unemployment["inputs"]] == ["unemployed_15_64", "active_15_64"]
    (waste,) = (one for one in found["indicators"] if one["code"] == "waste_per_inhabitant")
    assert (waste["value"], waste["vintage"], waste["status"]) == (None, None, "not_loaded")
    assert waste["source"]  # who would say it


@pytest.mark.usefixtures("official")
def test_the_table_speaks_both_languages(run: Run) -> None:
    french = run(
        "territory", "show", LENS, "--indicator", "vacancy_rate", "--indicator", "ghg_per_inhabitant"
    )
    assert french.code == 0
    assert "7,84\u00a0%" in french.out
    assert "Connu" in french.out
    assert "1 indicateur n’est pas chargé" in french.out
    english = run("territory", "show", LENS, "--indicator", "vacancy_rate", "--lang", "en")
    assert "7.84%" in english.out
    assert "geography of 2026" in english.out


@pytest.mark.usefixtures("official")
def test_a_narrow_terminal_gets_sheets_and_a_part_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    done = run("territory", "show", "246000582", "--indicator", "population")
    assert "Partiel : " in done.out.replace("\u00a0", " ")
    assert "┃" not in done.out


@pytest.mark.usefixtures("official")
def test_the_csv_has_a_row_for_each_figure(run: Run) -> None:
    done = run("territory", "show", LENS, "--format", "csv", "--indicator", "population")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert set(row) == KEYS
    assert (row["value"], row["vintage"], row["inputs"]) == ("241703.0", "2018", "population 2018 = 241703.0")


def test_nothing_known_is_an_exit_code(run: Run, empty: Path) -> None:
    done = run("territory", "show", "245900428", "--format", "json", "--indicator", "waste_per_inhabitant")
    assert done.code == 1
    assert {one["status"] for one in done.json()["indicators"]} == {"not_loaded"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("show", "lens lievin"), LENS),
        (("show", "xyzzy-nowhere"), "62041+246200364"),
        (("show", "1001"), "(Ain, 01001)"),
        (("show", "20004"), "Ajaccio (Corse-du-Sud, 2A004)"),
        (("show", "62041+99999+88888"), "99999, 88888"),
        (("show", "x" * 5_000), f"{'x' * 60}…"),
        (("show", LENS, "--indicator", "vacancy"), "vacancy_rate"),
        (("catalogue", "populations"), "population"),
        (("shwo", LENS), "show"),
        (("load", "nothing.csv", "--dataset", "insee_bp"), "insee_bpe"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_done_is_said_with_what_could_be(
    run: Run, empty: Path, line: tuple[str, ...], said: str, language: Language
) -> None:
    done = run("territory", *line, language=language)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_files_are_loaded_and_told_then_found_among_the_sources(run: Run, empty: Path) -> None:
    path = empty / "rp.csv"
    lines = (RP_2022, rp_2022("59350"), rp_2022("59355"), rp_2022("99999"))
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("territory", "load", path, empty / "no.csv")
    assert done.code == 2
    assert "2022" in done.out
    assert "1 code d’autrefois ramené" in done.out
    assert "1 code inconnu aujourd’hui laissé de côté (99999…)" in done.out
    assert "[no-file]" in done.err
    again = run("territory", "load", path, "--format", "json", "--lang", "en")
    (file,) = again.json()["files"]
    assert (again.code, file["editions"][0]["id"], file["problems"]) == (0, "insee_comparateur-2022", [])
    sources = run("territory", "sources", "--format", "json").json()["sources"]
    (census,) = (one for one in sources if one["id"] == "insee_comparateur")
    assert census["editions"][0]["sha256"] == file["editions"][0]["sha256"]
    told = run("territory", "sources", "--all", language="en")
    assert "nothing is loaded" in told.out
    assert f"({file['editions'][0]['sha256'][:12]})" in told.out
    assert "1 code of before carried" in told.out


def test_a_problem_is_told_to_programs_too(run: Run, empty: Path) -> None:
    path = empty / "rp.csv"
    path.write_text("\n".join((RP_2022, rp_2022("59350", P22_POP="many"))), encoding="utf-8")
    done = run("territory", "load", path, "--format", "json", language="en")
    (problem,) = done.json()["files"][0]["problems"]
    assert (done.code, problem["code"], problem["row"], problem["column"]) == (
        2,
        "not-a-number",
        2,
        "P22_POP",
    )
    assert "not a number" in problem["message"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            duckdb.IOException('IO Error: Could not write file "x": No space left on device'),
            2,
            "plus de place",
        ),
        (RuntimeError("Query interrupted"), INTERRUPTED, ""),
        (RuntimeError("another"), 2, "défaut de Maillage"),
    ],
)
def test_a_full_disk_or_an_interruption_is_no_defect(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("maillage.cli.territory_search.perimeters_named", fail)
    done = run("territory", "search", "lens")
    assert (done.code, said in done.err) == (code, True)


def test_a_territory_is_found_by_typing(run: Run) -> None:
    done = run("territory", "search", "lens", "lievin", "--limit", 1)
    assert done.code == 0
    assert LENS in done.out
    found = run("territory", "search", "dunkerke", "--format", "json").json()["found"]
    assert found[0]["code"] == "245900428"
    assert {"kind", "code", "name", "population"} <= set(found[0])
    assert run("territory", "search", "qqqqqq").code == 1
    region = run("territory", "search", "hauts de france")
    assert "territory show R32" in region.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_says_the_definition_and_the_formula(run: Run, language: Language) -> None:
    every = run("territory", "catalogue", language=language)
    assert len(every.out.splitlines()) > 60
    one = run("territory", "catalogue", "vacancy_rate", language=language)
    assert "dwellings_vacant / dwellings * 100" in one.out
    assert "insee.fr" in one.out
    told = run("territory", "catalogue", "vacancy_rate", "--format", "json", language=language).json()
    assert told["indicators"][0]["direction"] == "down"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["search", "show", "read", "load", "update", "outlines", "sources", "catalogue"]
)
def test_every_command_of_the_group_explains_itself(run: Run, name: str, language: Language) -> None:
    done = run("territory", name, "--help", language=language)
    assert done.code == 0
    assert f"maillage territory {name}" in done.out
    assert f"  {name} " in run("territory", "--help", language=language).out


def test_without_the_engine_the_command_says_what_to_install(
    run: Run, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith("maillage.") and "territory" in one]:
        if name.startswith(("maillage.io.territory", "maillage.cli.territory_")):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = run("territory", "show", LENS)
    assert done.code == 2
    assert "maillage[territory]" in done.err


def test_every_message_is_there_in_both_languages_with_the_same_holes_and_french_spaces() -> None:
    entries: list[tuple[str, Any, Any]] = []
    for section, rows in packaged.document("messages/territory.toml").items():
        for name, row in rows.items():
            pairs = [(row["fr"], row["en"])]
            if isinstance(row["fr"], dict):
                pairs = [(row["fr"][part], row["en"][part]) for part in ("said", "expected", "repair")]
            entries += [(f"{section}.{name}", str(french), str(english)) for french, english in pairs]
    assert len(entries) > 80
    hole, space = re.compile(r"\{\w+\}"), re.compile(r"[^\s\u00a0] [:;?!»]|« |[a-z]'[a-z]")
    assert [
        key for key, french, english in entries if set(hole.findall(french)) != set(hole.findall(english))
    ] == []
    assert [key for key, french, _ in entries if space.search(french)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_tells_every_option_of_every_command(root: Path, language: Language) -> None:
    guide = {"fr": "ligne-de-commande.md", "en": "command-line.md"}[language]
    section = (
        (root / "docs" / "guide" / guide).read_text(encoding="utf-8").partition("## `maillage territory")[2]
    )
    group = territory.command(Words(language))
    context = click.Context(group)
    for name in territory.COMMANDS:
        (row,) = (line for line in section.splitlines() if line.startswith(f"| `{name}"))
        command = group.get_command(context, name)
        options = [one.opts[-1] for one in command.params if isinstance(one, click.Option)]
        flags = [option for option in options if option.startswith("--")]
        assert [flag for flag in flags if f"`{flag}" not in row and flag not in ("--lang", "--format")] == []
