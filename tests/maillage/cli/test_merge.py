"""`merge` brings a copy back: what only one side changed is taken, conflicts are told, and nothing is half-written."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Component
from tests.maillage.cli.conftest import Run, small_dossier

Saved = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    """Write the small dossier, some of its tables replaced, under a name."""

    def save(name: str, **tables: Any) -> Path:
        io.save(dataclasses.replace(small_dossier(), **tables), tmp_path / name)
        return tmp_path / name

    return save


def actors(**names: str) -> tuple[Actor, ...]:
    """The actors of the small dossier, some of them renamed, others added."""
    known = {actor.id: actor.name for actor in small_dossier().actors}
    return tuple(Actor(id=identity, name=name) for identity, name in {**known, **names}.items())


def read(path: Path) -> Dossier:
    """The dossier that was written."""
    dossier = io.load(path).dossier
    assert dossier is not None
    return dossier


@pytest.mark.parametrize("name", ["out", "out.xlsx", "out.zip"])
def test_what_each_side_changed_is_in_the_result(
    name: str, run: Run, folder: Path, saved: Saved, tmp_path: Path
) -> None:
    current = saved("actuel.zip", actors=actors(asso="L’association du Val"))
    incoming = saved("recu.xlsx", actors=actors(mairie="La mairie"), costs=())
    done = run("merge", folder, current, incoming, "-o", tmp_path / name)
    assert (done.code, done.err) == (0, "")
    assert "+ mairie (ajouté)" in done.out
    assert "- loyer (retiré)" in done.out
    assert "1 ligne ajoutée, 1 ligne retirée" in done.out
    assert "asso" not in done.out
    assert f"Écrit : {tmp_path / name} (10 lignes)" in done.out
    expected = actors(asso="L’association du Val", mairie="La mairie")
    assert read(tmp_path / name) == dataclasses.replace(small_dossier(), actors=expected, costs=())


def test_without_an_output_the_plan_is_told_and_nothing_is_written(
    run: Run, folder: Path, saved: Saved, tmp_path: Path
) -> None:
    incoming = saved("recu.zip", actors=actors(asso="L’asso"))
    before = sorted(tmp_path.iterdir())
    done = run("merge", folder, folder, incoming)
    assert done.code == 0
    assert "~ asso (modifié)\n      Nom : L’association → L’asso\n" in done.out
    assert "Écrit" not in done.out
    assert sorted(tmp_path.iterdir()) == before


def test_nothing_to_bring_is_said_and_the_current_dossier_is_written(
    run: Run, folder: Path, workbook: Path, tmp_path: Path
) -> None:
    done = run("merge", folder, folder, workbook, "-o", tmp_path / "out.zip")
    assert done.code == 0
    assert done.out.startswith("Rien à reprendre.\n")
    assert read(tmp_path / "out.zip") == small_dossier()


@pytest.fixture
def sides(folder: Path, saved: Saved) -> tuple[Path, Path, Path]:
    """A base, and two copies that disagree on a name, on a removal, and on nothing else."""
    current = saved("actuel", actors=actors(asso="L’association du Val"), costs=())
    cost = dataclasses.replace(small_dossier().costs[0], note="revu")
    incoming = saved("recu", actors=actors(asso="L’asso", habitants="Les gens d’ici"), costs=(cost,))
    return folder, current, incoming


def test_conflicts_are_told_with_the_three_values_and_nothing_is_written(
    run: Run, sides: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    done = run("merge", *sides, "-o", tmp_path / "out")
    assert (done.code, done.err) == (1, "")
    assert "! asso (modifié des deux côtés)" in done.out
    assert "Nom : au départ L’association, actuel L’association du Val, reçu L’asso" in done.out
    assert "! loyer (retiré du dossier actuel, modifié dans le dossier reçu)" in done.out
    assert "Note : au départ (vide), actuel (vide), reçu revu" in done.out
    assert "~ habitants (modifié)" in done.out
    assert "2 conflits (marqués !)" in done.out
    assert "--ours" in done.out
    assert not (tmp_path / "out").exists()


def test_conflicts_in_english(run: Run, sides: tuple[Path, Path, Path]) -> None:
    done = run("merge", *sides, "--lang", "en")
    assert done.code == 1
    assert "Name: at first L’association, current L’association du Val, incoming L’asso" in done.out
    assert "! loyer (removed from the current dossier, changed in the incoming one)" in done.out


@pytest.mark.parametrize(
    ("flag", "name", "costs"), [("--ours", "L’association du Val", []), ("--theirs", "L’asso", ["revu"])]
)
def test_a_side_may_settle_every_conflict(
    flag: str, name: str, costs: list[str], run: Run, sides: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    done = run("merge", *sides, "-o", tmp_path / "out", flag)
    assert done.code == 0
    assert "Rien n’est écrit" not in done.out
    written = read(tmp_path / "out")
    assert [actor.name for actor in written.actors] == [name, "Les gens d’ici"]
    assert [cost.note for cost in written.costs] == costs


def test_lists_that_both_sides_completed_are_put_together(
    run: Run, folder: Path, saved: Saved, tmp_path: Path
) -> None:
    shop, *others = small_dossier().components
    more: dict[str, tuple[Component, ...]] = {
        side: (dataclasses.replace(shop, dimensions=(code,)), *others)
        for side, code in (("actuel", "ecological"), ("recu", "economic"))
    }
    paths = [saved(side, components=rows) for side, rows in more.items()]
    done = run("merge", folder, *paths, "-o", tmp_path / "out")
    assert done.code == 0
    assert "Dimensions : ecological → ecological; economic (réunion des deux)" in done.out
    assert read(tmp_path / "out").components[0].dimensions == ("ecological", "economic")


def test_a_row_that_looks_like_another_is_pointed_out(run: Run, folder: Path, saved: Saved) -> None:
    done = run("merge", folder, folder, saved("recu", actors=actors(association="L’Association")))
    assert "porte le nom de « asso » : est-ce la même chose ?" in done.out


def test_what_does_not_hold_together_is_told_and_not_written(
    run: Run, folder: Path, saved: Saved, tmp_path: Path
) -> None:
    livraison = dataclasses.replace(small_dossier().components[1], bearers=("habitants",))
    current = saved("actuel", components=(small_dossier().components[0], livraison))
    effect = dataclasses.replace(small_dossier().effects[0], beneficiaries=())
    incoming = saved("recu", actors=actors()[:1], effects=(effect,))
    for form in ("text", "json"):
        done = run("merge", folder, current, incoming, "-o", tmp_path / "out", "--format", form)
        assert done.code == 2
        assert "Ce que les deux disent ne tient pas ensemble" in done.err
        assert "components.livraison, colonne bearers  [dangling]" in done.err
        assert not (tmp_path / "out").exists()
    assert done.json()["written"] is False


def test_the_plan_in_json(run: Run, sides: tuple[Path, Path, Path], tmp_path: Path) -> None:
    done = run("merge", *sides, "--format", "json", "-o", tmp_path / "out")
    answer = done.json()
    assert (done.code, answer["written"], answer["conflicts"]) == (1, False, 2)
    assert answer["current"] == {"id": "epicerie", "title": "L’épicerie du coin"}
    asso, people, cost = answer["items"]
    assert (asso["key"], asso["kind"], asso["conflict"], asso["since"]) == (
        "actors.asso",
        "changed",
        True,
        None,
    )
    assert asso["fields"] == [
        {
            "column": "name",
            "base": "L’association",
            "current": "L’association du Val",
            "incoming": "L’asso",
            "conflict": True,
            "merged": False,
        }
    ]
    assert (people["id"], people["conflict"]) == ("habitants", False)
    assert (cost["table"], cost["kind"], cost["conflict"]) == ("costs", "added", True)
    done = run("merge", *sides, "--format", "json", "-o", tmp_path / "out", "--ours")
    assert (done.code, done.json()["written"]) == (0, True)


def test_a_file_that_stands_is_kept_without_force(
    run: Run, folder: Path, workbook: Path, saved: Saved
) -> None:
    incoming = saved("recu", actors=actors(asso="L’asso"))
    before = workbook.read_bytes()
    done = run("merge", folder, workbook, incoming, "-o", workbook)
    assert done.code == 2
    assert "--force" in done.err
    assert workbook.read_bytes() == before
    assert run("merge", folder, workbook, incoming, "-o", workbook, "--force").code == 0
    assert read(workbook).actors == actors(asso="L’asso")


def test_an_unreadable_side_leaves_2(run: Run, folder: Path, broken: Path, tmp_path: Path) -> None:
    for sides in ((broken, folder, folder), (folder, broken, folder), (folder, folder, broken)):
        done = run("merge", *sides, "-o", tmp_path / "out")
        assert (done.code, done.out) == (2, "")
        assert "[bad-commune]" in done.err
        assert not (tmp_path / "out").exists()
