"""What `show` prints: the overview with the tree of the articulation, or the rows of a table."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from maillage import io
from maillage.cli.branches import _LEADING
from maillage.dossier.tables import TABLES
from maillage.text import LANGUAGES, Language
from tests.maillage.cli.conftest import DAY, Run, small_dossier


def test_the_overview_follows_the_chain_and_marks_breaks_by_sign_and_words(run: Run, folder: Path) -> None:
    done = run("show", folder, "--at", DAY)
    assert (done.code, done.err) == (0, "")
    lines = [line.strip() for line in done.out.splitlines()]
    order = ["enjeu Bien manger", "effet Des repas sains", "composant Une boutique", "acteur L’association"]
    places = [next(i for i, line in enumerate(lines) if words in line) for words in order]
    assert places == sorted(places)
    assert "✕ aucun effet utile ne l’atteint" in done.out
    assert "Ce à quoi aucun enjeu ne mène" in done.out
    assert "composant Une livraison" in done.out
    assert "\x1b[" not in done.out


def test_the_overview_in_json_is_the_same_tree(run: Run, folder: Path) -> None:
    answer = run("show", folder, "--at", DAY, "--format", "json").json()
    assert set(answer) == {"dossier", "articulation", "apart"}
    reached, alone = answer["articulation"]
    assert (reached["id"], reached["next"]) == ("manger", "yes")
    assert (alone["id"], alone["next"], alone["branches"]) == ("bouger", "no", [])
    effect = reached["branches"][0]
    component = effect["branches"][0]
    assert [effect["table"], component["table"], component["branches"][0]["table"]] == [
        *_LEADING[1:],
        "actors",
    ]
    assert component["branches"][0]["next"] is None
    assert "ART001" in alone["findings"]


@pytest.mark.parametrize("name", ["actors", "Acteurs", "acteurs", "ACTORS"])
def test_a_table_is_shown_by_its_code_or_its_name(name: str, run: Run, folder: Path) -> None:
    done = run("show", folder, name)
    assert done.code == 0
    assert "L’association" in done.out
    assert "Identifiant" in done.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_shown_even_empty(table: str, language: Language, run: Run, folder: Path) -> None:
    assert run("show", folder, table, language=language).code == 0
    answer = run("show", folder, table, "--format", "json").json()
    assert answer["table"] == table
    assert all(
        set(row) == {item.name for item in TABLES[table].fields} | {"extras"} for row in answer["rows"]
    )


def test_rows_in_json_keep_exact_values(run: Run, folder: Path) -> None:
    (cost,) = run("show", folder, "costs", "--format", "json").json()["rows"]
    assert (cost["likely"], cost["unit"], cost["high"], cost["since"]) == ("1250.5", "eur", None, None)
    (effect,) = run("show", folder, "effects", "--format", "json").json()["rows"]
    assert (effect["challenges"], effect["intended"]) == (["manger"], True)
    late = run("show", folder, "components", "--format", "json", "--at", "2021").json()["rows"][1]
    assert (late["bearers"], late["since"]) == ([], "2020")


def test_the_state_of_a_day_is_shown(run: Run, folder: Path) -> None:
    assert "Une livraison" not in run("show", folder, "components", "--at", "debut").out
    assert "Une livraison" in run("show", folder, "components", "--at", "2021").out


def test_a_table_too_wide_for_the_screen_is_shown_one_row_after_the_other(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = run("show", folder, "effects").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run("show", folder, "effects").out
    assert "┃" in wide
    assert "┃" not in narrow
    assert "Des repas sains" in narrow
    assert max(map(len, narrow.splitlines())) <= 60


def test_unknown_columns_are_shown_too(run: Run, tmp_path: Path) -> None:
    dossier = small_dossier()
    actor = dataclasses.replace(dossier.actors[0], extras=(("couleur", "bleu\x1b[31m"),))
    io.save(dataclasses.replace(dossier, actors=(actor,)), tmp_path / "a.zip")
    done = run("show", tmp_path / "a.zip", "actors")
    if done.code == 0:
        assert "couleur" in done.out
        assert "\x1b" not in done.out


def test_an_empty_dossier_says_so(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "a.zip")
    done = run("show", tmp_path / "a.zip")
    assert "Le dossier ne contient encore rien." in done.out
    assert "Aucun enjeu n’est nommé" in done.out


def test_an_unreadable_dossier_is_explained_on_the_error_stream(run: Run, broken: Path) -> None:
    done = run("show", broken)
    assert (done.code, done.out) == (2, "")
    assert "[bad-commune]" in done.err
