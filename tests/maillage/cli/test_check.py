"""What `check` says to people and to programs, and its exit codes."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from maillage import io
from maillage.articulation.analysis import analyse
from maillage.articulation.catalogue import catalogue
from maillage.articulation.findings import Finding, RowRef
from maillage.cli.check import _tell_finding
from maillage.cli.shell import Shell
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED
from maillage.dossier.values import PartialDate
from maillage.text import LANGUAGES, same
from tests.conftest import ROOT
from tests.maillage.cli.conftest import DAY, Run, small_dossier

KEYS = {"dossier", "findings", "set_aside", "counts", "problems", "repairs"}
COUNTS = {"error", "warning", "info", "no", "unknown", "findings", "set_aside", "problems", "repairs"}
FINDING = {"code", "severity", "certainty", "rows", "message", "messages"}
PROBLEM = {"code", "file", "sheet", "row", "column", "found", "expected", "message", "repair"}


def assert_contract(answer: dict[str, Any]) -> None:
    """The keys and types that programs count on."""
    assert set(answer) == KEYS
    assert set(answer["counts"]) == COUNTS
    assert all(isinstance(number, int) for number in answer["counts"].values())
    for finding in answer["findings"]:
        assert set(finding) == FINDING
    for finding in answer["findings"] + answer["set_aside"]:
        assert finding["code"] in catalogue()
        assert finding["severity"] in ("error", "warning", "info")
        assert finding["certainty"] in ("no", "unknown")
        assert set(finding["messages"]) == set(LANGUAGES)
        assert all(set(row) == {"table", "id", "name"} for row in finding["rows"])
    for problem in answer["problems"]:
        assert set(problem) == PROBLEM
        assert problem["row"] is None or isinstance(problem["row"], int)


def test_a_dossier_with_an_error_leaves_1_and_one_json_object(run: Run, folder: Path) -> None:
    done = run("check", folder, "--format", "json", "--on", DAY)
    answer = done.json()
    assert (done.code, done.err) == (1, "")
    assert_contract(answer)
    assert {key: answer["dossier"][key] for key in ("id", "title", "territory_name", "language", "on")} == {
        "id": "epicerie",
        "title": "L’épicerie du coin",
        "territory_name": "Le Val",
        "language": "fr",
        "on": DAY,
    }
    assert set(answer["dossier"]["rows"]) == set(LISTED)
    assert answer["dossier"]["rows"]["actors"] == 2
    (found,) = (finding for finding in answer["findings"] if finding["code"] == "ART001")
    assert found["rows"] == [{"table": "challenges", "id": "bouger", "name": "Se déplacer"}]
    assert found["severity"] == "error"
    assert found["message"] == found["messages"]["fr"]


def test_the_json_says_what_the_library_finds(run: Run, folder: Path) -> None:
    answer = run("check", folder, "--format", "json", "--on", DAY).json()
    expected = analyse(small_dossier(), PartialDate.parse(DAY).last_day())
    assert [finding["code"] for finding in answer["findings"]] == [
        finding.code for finding in expected.findings
    ]
    for severity, number in expected.counts()["findings"].items():
        assert answer["counts"][severity] == number
    assert answer["counts"]["unknown"] == expected.counts()["certainty"]["unknown"]
    assert answer["counts"]["findings"] == len(expected.findings)


def test_the_json_speaks_the_language_asked_for(run: Run, folder: Path) -> None:
    answer = run("check", folder, "--format", "json", "--on", DAY, "--lang", "en").json()
    assert all(finding["message"] == finding["messages"]["en"] for finding in answer["findings"])


def test_the_exit_code_is_1_exactly_when_an_error_stands(
    run: Run, folder: Path, silenced: Path, tmp_path: Path
) -> None:
    for path in (folder, silenced):
        done = run("check", path, "--format", "json", "--on", DAY)
        assert done.code == (1 if done.json()["counts"]["error"] else 0)


def test_a_dossier_without_error_leaves_0(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", tmp_path / "vide.zip")
    done = run("check", tmp_path / "vide.zip", "--format", "json")
    errors = [finding for finding in done.json()["findings"] if finding["severity"] == "error"]
    assert done.code == bool(errors)


def test_an_unreadable_dossier_leaves_2_and_the_same_keys(run: Run, broken: Path) -> None:
    done = run("check", broken, "--format", "json")
    answer = done.json()
    assert done.code == 2
    assert_contract(answer)
    assert answer["dossier"] is None
    assert answer["findings"] == []
    places = {(one["file"], one["row"], one["column"]) for one in answer["problems"]}
    assert {("actors.csv", 2, "commune"), ("actors.csv", 3, "name"), ("costs.csv", 2, "likely")} <= places
    assert answer["counts"]["problems"] == len(answer["problems"])


@pytest.mark.parametrize("name", ["nulle-part", "nulle-part.xlsx", "nulle-part.zip"])
def test_a_dossier_that_is_not_there_leaves_2(name: str, run: Run, tmp_path: Path) -> None:
    done = run("check", tmp_path / name, "--format", "json")
    assert done.code == 2
    assert [one["code"] for one in done.json()["problems"]] == ["not-found"]
    assert run("check", tmp_path / name).code == 2


def test_people_read_where_what_was_expected_and_how_to_repair(run: Run, broken: Path) -> None:
    done = run("check", broken)
    assert done.code == 2
    assert "actors.csv, ligne 2, colonne commune  [bad-commune]" in done.out
    assert "attendu : " in done.out
    assert "réparer : " in done.out
    assert "problèmes : le dossier ne peut pas être lu." in done.out


def test_people_read_findings_by_severity_with_their_rows(run: Run, folder: Path) -> None:
    done = run("check", folder, "--on", DAY)
    assert done.code == 1
    assert "L’épicerie du coin" in done.out
    assert f"État au {DAY}" in done.out
    assert "À corriger (" in done.out
    assert "ART001   Aucun effet utile n’atteint l’enjeu « Se déplacer »." in done.out
    assert "Enjeux : bouger" in done.out
    assert "maillage explain " in done.out
    assert done.out.index("À corriger (") < done.out.index("À examiner (")


def test_what_the_group_set_aside_is_counted_then_shown(run: Run, silenced: Path) -> None:
    brief = run("check", silenced, "--on", DAY)
    assert "1 constat mis de côté par le groupe (le voir : --all)." in brief.out
    assert "ART001" not in brief.out
    whole = run("check", silenced, "--on", DAY, "--all")
    assert "mis de côté le 2024-01-15 : Pas cette année" in whole.out
    (aside,) = run("check", silenced, "--on", DAY, "--format", "json").json()["set_aside"]
    assert (aside["code"], aside["reason"], aside["date"]) == ("ART001", "Pas cette année", "2024-01-15")


def test_repairs_are_summed_up_or_told_one_by_one(run: Run, folder: Path) -> None:
    (folder / "actors.csv").write_text(
        "id;name;couleur;left_on\nasso; Association;bleu;\nhabitants;Habitants;;31/12/2030\n",
        encoding="utf-8",
    )
    brief = run("check", folder, "--on", DAY).out
    assert "réparations à la lecture" in brief
    assert "colonne inconnue « couleur » gardée telle quelle" in brief
    assert "--repairs all" in brief
    assert "31/12/2030" not in brief
    assert "31/12/2030" in run("check", folder, "--on", DAY, "--repairs", "all").out
    codes = {one["code"] for one in run("check", folder, "--on", DAY, "--format", "json").json()["repairs"]}
    assert {"delimiter", "column-kept", "french-date"} <= codes


def test_the_day_changes_the_state_that_is_looked_at(run: Run, folder: Path) -> None:
    def components(*words: str) -> int:
        rows = run("check", folder, "--format", "json", *words).json()["dossier"]["rows"]
        return int(rows["components"])

    assert components("--on", "2019") == 1
    assert components("--on", "2020") == 2
    assert components("--at", "2019-12-31") == 1
    assert components("--at", "debut") == 1
    assert components("--at", "le DÉBUT") == 1


def test_a_year_counts_up_to_its_last_day(run: Run, folder: Path) -> None:
    answer = run("check", folder, "--format", "json", "--on", "2015-02").json()
    assert answer["dossier"]["on"] == "2015-02-28"


def test_a_moment_that_nobody_knows_is_refused_with_the_known_ones(run: Run, folder: Path) -> None:
    done = run("check", folder, "--at", "début-2")
    assert done.code == 2
    assert "ni un état daté du dossier" in done.err
    assert "Il y a : debut." in done.err


def test_two_days_at_once_are_refused(run: Run, folder: Path) -> None:
    done = run("check", folder, "--at", "2019", "--on", "2020")
    assert done.code == 2
    assert "gardez l’un des deux" in done.err


def test_every_form_gives_the_same_findings(run: Run, folder: Path, tmp_path: Path) -> None:
    answers = []
    for name in ("a", "a.xlsx", "a.zip"):
        io.save(small_dossier(), tmp_path / name)
        answers.append(run("check", tmp_path / name, "--format", "json", "--on", DAY).json())
    assert answers[0] == answers[1] == answers[2]


def test_a_finding_about_many_rows_names_some_and_counts_the_rest(run: Run, tmp_path: Path) -> None:
    refs = tuple(RowRef("actors", f"a{number}", same(f"A{number}")) for number in range(9))
    shell = Shell.around("fr", [])
    with shell.out.capture() as told:
        _tell_finding(shell, Finding("ART001", "error", "unknown", refs, same("Neuf")))
    assert "Acteurs : a0, a1, a2, a3, a4, a5 et 3 de plus" in told.get()
    assert "ART001 ? Neuf" in told.get()


def test_orders_to_the_terminal_are_not_obeyed(run: Run, tmp_path: Path) -> None:
    record = dataclasses.replace(small_dossier().record, title="Un [bold]titre[/bold] \x9b31m :smile:")
    io.save(Dossier(record=record), tmp_path / "a")
    done = run("check", tmp_path / "a", "--on", DAY)
    assert "Un [bold]titre[/bold] ·31m :smile:" in done.out


def test_the_spaces_of_french_typography_stay(run: Run, tmp_path: Path) -> None:
    record = dataclasses.replace(small_dossier().record, title="«\u00a0Bien manger\u00a0»\u202f!")
    io.save(Dossier(record=record), tmp_path / "a.zip")
    assert "«\u00a0Bien manger\u00a0»\u202f!" in run("check", tmp_path / "a.zip", "--on", DAY).out


@pytest.mark.parametrize("path", sorted(path.parent for path in (ROOT / "examples").glob("*/dossier.csv")))
def test_every_example_is_read_and_keeps_the_contract(path: Path, run: Run) -> None:
    done = run("check", path, "--format", "json", "--on", DAY)
    assert done.code in (0, 1)
    assert_contract(done.json())
    assert done.json()["dossier"]["id"] == path.name
