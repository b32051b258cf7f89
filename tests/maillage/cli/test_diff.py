"""`diff` says what changes, field by field; 0 when nothing does."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from maillage import io
from maillage.dossier.tables import Actor
from tests.maillage.cli.conftest import Run, small_dossier


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The small dossier, one actor renamed, one added, one cost gone."""
    dossier = small_dossier()
    renamed = dataclasses.replace(dossier.actors[0], name="L’association du Val")
    actors = (renamed, dossier.actors[1], Actor(id="mairie", name="La mairie"))
    io.save(dataclasses.replace(dossier, actors=actors, costs=()), tmp_path / "apres.zip")
    return tmp_path / "apres.zip"


def test_the_same_dossier_in_two_forms_is_equal(run: Run, folder: Path, workbook: Path) -> None:
    done = run("diff", folder, workbook)
    assert (done.code, done.out) == (0, "Aucune différence.\n")
    answer = run("diff", folder, workbook, "--format", "json").json()
    assert (answer["equal"], answer["changes"]) == (True, [])


def test_changes_are_told_table_by_table_with_before_and_after(run: Run, folder: Path, changed: Path) -> None:
    done = run("diff", folder, changed)
    assert done.code == 1
    assert "~ asso (modifié)" in done.out
    assert "Nom : L’association → L’association du Val" in done.out
    assert "+ mairie (ajouté)" in done.out
    assert "- loyer (retiré)" in done.out
    assert "1 ligne ajoutée, 1 ligne retirée, 1 ligne modifiée" in done.out


def test_changes_in_json(run: Run, folder: Path, changed: Path) -> None:
    done = run("diff", folder, changed, "--format", "json")
    answer = done.json()
    assert (done.code, answer["equal"]) == (1, False)
    fields = [{"column": "name", "before": "L’association", "after": "L’association du Val"}]
    assert {"table": "actors", "id": "asso", "kind": "changed", "fields": fields} in answer["changes"]
    assert {change["kind"] for change in answer["changes"]} == {"added", "removed", "changed"}


def test_two_states_of_one_dossier_are_compared(run: Run, folder: Path) -> None:
    done = run("diff", folder, "--at-a", "debut", "--at-b", "2021")
    assert done.code == 1
    assert "+ livraison (ajouté)" in done.out
    assert run("diff", folder, "--at-a", "2021", "--at-b", "2022").code == 0


def test_a_state_is_compared_with_the_whole(run: Run, folder: Path, workbook: Path) -> None:
    assert run("diff", folder, workbook, "--at-b", "2019").code == 1
    assert run("diff", folder, workbook, "--at-a", "2019", "--at-b", "2019").code == 0


def test_an_unreadable_side_leaves_2(run: Run, folder: Path, broken: Path) -> None:
    for pair in ((folder, broken), (broken, folder)):
        done = run("diff", *pair)
        assert (done.code, done.out) == (2, "")
        assert "[bad-commune]" in done.err
