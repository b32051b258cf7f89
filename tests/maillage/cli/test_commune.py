"""What `commune` says: codes of communes and of EPCI, without network."""

from __future__ import annotations

import pytest

from tests.maillage.cli.conftest import Run


def test_a_commune_is_found_by_typing(run: Run) -> None:
    done = run("commune", "st", "omer", "62", "--limit", "1")
    assert done.code == 0
    name, said, source = done.out.splitlines()
    assert name == "Saint-Omer (Pas-de-Calais, 62765)"
    assert "62500" in said
    assert "CA du Pays de Saint-Omer (200069037)" in said
    assert "2026" in source
    assert "INSEE" in source


def test_an_epci_is_found_by_typing(run: Run) -> None:
    done = run("commune", "--epci", "lille", language="en")
    assert done.code == 0
    assert done.out.startswith("Métropole Européenne de Lille (Nord, 200093201)\n  METRO · ")
    assert "Source: Administrative divisions" in done.out


def test_in_json_codes_are_text(run: Run) -> None:
    answer = run("commune", "01001", "--format", "json").json()
    assert answer["vintage"] == 2026
    (found,) = answer["found"]
    assert (found["code"], found["department"], found["postal_codes"]) == ("01001", "01", ["01400"])
    (group,) = run("commune", "--epci", "200093201", "--format", "json").json()["found"]
    assert (group["code"], group["kind"]) == ("200093201", "METRO")


@pytest.mark.parametrize("options", [(), ("--epci",), ("--format", "json")])
def test_nothing_of_that_name_leaves_1(options: tuple[str, ...], run: Run) -> None:
    done = run("commune", "zzzz", *options)
    assert done.code == 1
    assert done.err == ""


def test_no_more_are_shown_than_asked(run: Run) -> None:
    assert len(run("commune", "saint", "--limit", "3", "--format", "json").json()["found"]) == 3
    assert len(run("commune", "saint", "--format", "json").json()["found"]) == 10


@pytest.mark.parametrize(
    ("line", "said"),
    [(("commune",), "il manque MOTS…"), (("commune", "lens", "--limit", "-1"), "n’est pas un nombre entier")],
)
def test_what_cannot_be_asked_leaves_2(line: tuple[str, ...], said: str, run: Run) -> None:
    done = run(*line)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
