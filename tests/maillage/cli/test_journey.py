"""What `journey` prints: where journeys stand, templates, and what is wrong with a foreign one."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT
from tests.maillage.cli.conftest import Run

LORIENT = ROOT / "examples/lorient-reemploi"
SHIPPED = ROOT / "src/maillage/data/journeys"
DAY = "2026-11-01"


def test_the_journeys_of_a_dossier_are_told_in_both_languages(run: Run) -> None:
    done = run("journey", LORIENT, "--on", DAY)
    assert (done.code, done.err) == (0, "")
    assert "  Expérimenter (depuis 2023)\n" in done.out
    assert "Aucune séance à venir n’est notée." in done.out
    assert "Le programme COOP’TER" in done.out
    one = run("journey", LORIENT, "coopter", "--on", DAY, language="en")
    assert "Entering the programme (April 2021)" in one.out
    assert "A meeting of the community of bearers every two months. None is noted to this day." in one.out
    assert "Experimenting" not in one.out


def test_json_may_be_asked_before_or_after_the_path_and_a_path_may_be_called_like_a_command(run: Run) -> None:
    told = run("journey", LORIENT, "--on", DAY, "--format", "json").json()
    assert [one["here"] for one in told["journeys"]] == [["experiment"], []]
    assert run("journey", "--format", "json", LORIENT, "--on", DAY).json() == told
    assert run("journey", "show", LORIENT, "--on", DAY, "--format", "json").json() == told


def test_what_is_not_there_is_said_with_what_is(run: Run, folder: Path) -> None:
    none = run("journey", folder, "--on", DAY)
    assert "Ce dossier ne dit aucun parcours." in none.out
    wrong = run("journey", LORIENT, "ailleurs")
    assert (wrong.code, "reemploi-lorient, coopter" in wrong.err) == (2, True)


def test_templates_are_listed_and_a_foreign_one_is_checked_and_followed(run: Run, tmp_path: Path) -> None:
    listed = run("journey", "templates", language="en").out
    assert "programme · 6 phases · over 24 months" in listed
    assert [one["id"] for one in run("journey", "templates", "--format", "json").json()["templates"]] == [
        "collective", "leader", "programme",
    ]  # fmt: skip
    sound = run("journey", "check", SHIPPED / "leader", language="en")
    assert (sound.code, sound.out.endswith("The template holds together.\n")) == (0, True)
    (tmp_path / "template.csv").write_text("id,title_fr,kind\nmien,Le mien,collective\n", encoding="utf-8")
    (tmp_path / "phases.csv").write_text("code,rank,title_fr\nun,0,Un\n", encoding="utf-8")
    wrong = run("journey", "check", tmp_path)
    assert (wrong.code, "phases.csv, ligne 2, colonne aim_fr" in wrong.out) == (1, True)
    assert "1 problème dans ce modèle." in wrong.out
    found = run("journey", "check", tmp_path, "--format", "json").json()
    assert (found["template"], found["problems"][0]["row"]) == (None, 2)
    assert run("journey", LORIENT, "--template", tmp_path).code == 2
    (tmp_path / "phases.csv").write_text(
        "code,rank,title_fr,aim_fr\nexperiment,0,Un,Voir\n", encoding="utf-8"
    )
    followed = run("journey", LORIENT, "reemploi-lorient", "--template", tmp_path, "--on", DAY)
    assert "  Un (depuis 2023)\n" in followed.out
