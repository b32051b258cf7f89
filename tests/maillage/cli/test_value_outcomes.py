"""``maillage value --uncertain``: intervals in the terminal and as JSON; a folder of dossiers, wherever it is computed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from maillage.cli.value import DISTRIBUTIONS
from maillage.cli.value_many import dossiers_in
from maillage.value.distributions import SHAPES
from tests.maillage.cli.conftest import Run

EXAMPLE = "caisse-alimentaire-montpellier"


def test_uncertainty_is_told_with_what_it_takes_for_granted(run: Run, root: Path) -> None:
    found = run("value", root / "examples" / EXAMPLE, "--uncertain", "--at", "2025", "--rate", "4,5")
    assert found.code == 0, found.err
    assert "Incertitude" in found.out
    assert "suite de Sobol" in found.out
    assert "actualisé à 4,5" in found.out
    assert "Aucun n’est donné en fourchette" in found.out


def test_uncertainty_as_json_has_numbers_and_codes_only(run: Run, root: Path) -> None:
    found = run("value", root / "examples" / EXAMPLE, "--uncertain", "--at", "2025", "--format", "json")
    outcomes = json.loads(found.out)["outcomes"]
    assert outcomes["draws"] == 4096
    caisse = next(one for one in outcomes["actors"] if one["actor"] == "caisse")
    assert caisse["p5"] == caisse["p50"] == caisse["p95"]
    assert caisse["missing"] > 0


def test_the_draws_are_chosen(run: Run, root: Path) -> None:
    def drawn(*options: str) -> dict[str, Any]:
        found = run(
            "value", root / "examples" / EXAMPLE, "--uncertain", "--at", "2025", "--format", "json", *options
        )
        outcomes: dict[str, Any] = json.loads(found.out)["outcomes"]
        return outcomes

    asked = ("--draws", "256", "--seed", "3", "--distribution", "triangular", "--spread")
    first, again, other = drawn(*asked), drawn(*asked), drawn(*asked[:-1])
    assert first == again
    assert (first["draws"], first["seed"]) == (256, 3)
    caisse, still = (
        next(one for one in found["actors"] if one["actor"] == "caisse") for found in (first, other)
    )
    assert caisse["p5"] < caisse["p50"] < caisse["p95"]
    assert still["p5"] == still["p95"]
    assert DISTRIBUTIONS == SHAPES
    refused = run("value", root / "examples" / EXAMPLE, "--uncertain", "--draws", "3")
    assert refused.code == 2
    assert "16" in refused.err


@pytest.fixture
def several(root: Path, tmp_path: Path) -> Path:
    """A folder with two dossiers that can be read, one that cannot, and something else."""
    for name in (EXAMPLE, "ikos"):
        shutil.copytree(root / "examples" / name, tmp_path / name)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "dossier.csv").write_text("id,title\n", encoding="utf-8")
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_a_folder_of_dossiers_is_computed_dossier_by_dossier(
    run: Run, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [one.name for one in dossiers_in(several)] == ["broken", EXAMPLE, "ikos"]
    assert dossiers_in(several / "ikos") == ()
    monkeypatch.setenv("MAILLAGE_WORKERS", "inline")
    found = run("value", several, "--at", "2025")
    assert found.code == 1
    assert "Dossiers calculés\u00a0: 2 sur 3." in found.out
    assert "broken\u00a0: ce dossier ne se lit pas" in found.out
    told = json.loads(run("value", several, "--at", "2025", "--format", "json").out)
    assert [("error" in one, one["dossier"]) for one in told] == [
        (True, "broken"),
        (False, EXAMPLE),
        (False, "ikos"),
    ]


def test_a_setting_that_says_no_place_is_refused(
    run: Run, several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILLAGE_WORKERS", "somewhere")
    found = run("value", several)
    assert found.code == 2
    assert "« somewhere »".replace(" ", "\u00a0") in found.err
    assert run("value", several, "--at", "premiere-seance").code == 2
