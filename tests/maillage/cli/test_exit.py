"""``maillage exit``: the cascade told in words and in JSON, the same as the engine; refusals are sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.maillage.cli.conftest import Run

CASES = yaml.safe_load((ROOT / "tests/cases/exits/real.yaml").read_text(encoding="utf-8"))
BOTTLES = ROOT / "examples/jaime-mes-bouteilles"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_worked_exit_is_told_in_json_as_the_engine_finds_it(case: dict[str, Any], run: Run) -> None:
    words = [*case.get("actors", ()), "--at", case["day"], "--format", "json"]
    words += [word for one in case.get("money", ()) for word in ("--money", one)]
    words += ["--money-decides"] if case.get("money_decides") else []
    done = run("exit", ROOT / "examples" / case["dossier"], *words)
    assert done.code == 0
    lost = done.json()["lost"]
    for table, ids in case["falls"].items():
        found = [one["id"] for one in lost if one["table"] == table and one["kind"] != "stopped"]
        assert sorted(found) == sorted(ids), table


def test_the_cascade_is_told_round_by_round(run: Run) -> None:
    done = run("exit", BOTTLES, "Jura Boissons (Groupe Pernet)", "--at", "premier-depart")
    lines = plain(done.out).splitlines()
    assert done.code == 0
    assert (
        "Ce qui tombe, en 3 tours : 1 enjeu, 1 effet, 2 composants, 1 contribution, 2 flux, 1 lien de coopération."
        in lines
    )
    first = lines.index("Tour 1")
    assert lines[first + 1].strip() == "- Lavage industriel (composant) : plus personne ne le porte, sans « Jura Boissons (Groupe Pernet) »"  # fmt: skip
    assert lines.index("Tour 3") < lines.index("Tient encore, mais affaibli")


def test_without_an_actor_it_tells_what_rests_on_each_and_replays_real_exits(run: Run) -> None:
    done = run("exit", BOTTLES, language="en")
    assert done.code == 0
    assert "not the worth of that actor" in done.out
    assert "What would be enough to make a challenge fall" in done.out
    assert "What cannot be said: whether what stops then stops because of this exit." in done.out
    assert "- Supposing the exit of Jura Boissons (Groupe Pernet): 1 challenge" in done.out
    data = run("exit", BOTTLES, "--format", "json", "--at", "2018-06-30").json()
    assert data["resting"][0]["actor"] == "jura-boissons"
    assert data["replays"][0]["foreseen"] == []
    assert data["replays"][0]["what_ifs"][0]["actor"] == "jura-boissons"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["jura boisson"], "Vouliez-vous dire : Jura Boissons (Groupe Pernet) ?"),
        (["partenaire-2017"], "est déjà parti (2018)"),
        (["entreprise-jmb", "--at", "2015"], "n’est pas encore là au 31 décembre 2015 (entrée : 2021)"),
        (["--money", "aide-adem"], "Vouliez-vous dire : aide-ademe"),
        (["--money", "place-en-magasin"], "n’est ni une contribution en argent"),
    ],
)
def test_who_or_what_is_not_there_is_a_sentence(words: list[str], expected: str, run: Run) -> None:
    done = run("exit", BOTTLES, *words)
    assert (done.code, done.out) == (2, "")
    assert expected in plain(done.err)


def test_an_actor_who_gives_no_money_is_told_so(run: Run) -> None:
    done = run("exit", BOTTLES, "--money", "consommateurs")
    assert done.code == 0
    assert "Le dossier ne dit d’aucun argent qu’il vient ce jour-là de « Consommateurs »" in plain(done.out)


def test_a_name_with_a_comma_is_quoted_where_it_is_told(run: Run) -> None:
    done = run(
        "exit", BOTTLES.parent / "caisse-alimentaire-montpellier", "la cagette, supermarché coopératif"
    )
    assert done.code == 0
    assert "Sortie : « La Cagette, supermarché coopératif »." in plain(done.out)


def test_a_dossier_without_actors_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dossier.csv").write_text("id,title\nvide,Vide\n", encoding="utf-8")
    done = run("exit", tmp_path)
    assert "Aucun acteur n’est présent ce jour-là." in done.out
