"""What `model` prints: every actor in brief, one card, the matrix, the path; and what cannot be asked."""

from __future__ import annotations

from pathlib import Path

from tests.maillage.cli.conftest import DAY, Run

ROOT = Path(__file__).resolve().parents[3]
AUDRUICQ = ROOT / "examples" / "ecopole-audruicq"


def test_every_actor_is_told_in_brief_and_those_without_model_are_named(run: Run) -> None:
    done = run("model", AUDRUICQ, "--at", DAY, language="en")
    assert (done.code, done.err) == (0, "")
    assert "Value created · Stage 2, territory; advancing" in done.out
    assert "The dossier says nothing of the model of:" in done.out
    assert "3 questions to ask" in done.out


def test_one_card_tells_its_rows_its_interest_and_what_to_ask(run: Run) -> None:
    out = run("model", AUDRUICQ, "anges-gardins", "--at", DAY).out.replace("\u00a0", " ")
    parts = [
        "Valeur créée",
        "anges-offre · Maillage (lecture) · ecopole-presentation, club-inne · depuis 2015",
        "Ce qu’il porte dans la solution",
        "Freins rencontrés",
        "Jalons, dans l’ordre",
        "À demander",
    ]
    places = [out.index(words) for words in parts]
    assert places == sorted(places)


def test_the_matrix_and_the_path(run: Run) -> None:
    matrix = run("model", AUDRUICQ, "--matrix", "--at", DAY, language="en").out
    assert "Not said" in matrix
    path = run("model", AUDRUICQ, "anges-gardins", "--path", language="en").out
    assert path.index("2011") < path.index("Stage 1, use performance") < path.index("Documented stages")
    whole = run("model", AUDRUICQ, "--path", language="en").out
    assert "according to another source: Reached (2016)" in whole
    assert "Ville de Loos-en-Gohelle: joined (2012)" in whole


def test_json_for_programs(run: Run) -> None:
    card = run("model", AUDRUICQ, "anges-gardins", "--at", DAY, "--format", "json").json()
    assert card["registers"][0]["stage"] == "territorial"
    assert card["registers"][0]["today"][0]["source"] == ["ecopole-presentation", "club-inne"]
    cards = run("model", AUDRUICQ, "--at", DAY, "--format", "json").json()["cards"]
    assert {one["actor"]["id"] for one in cards} >= {"anges-gardins", "ccra"}
    matrix = run("model", AUDRUICQ, "--matrix", "--at", DAY, "--format", "json").json()
    assert {one["id"]: one["cells"]["overall"]["state"] for one in matrix["actors"]}["ccra"] == "unsaid"
    path = run("model", AUDRUICQ, "--path", "--format", "json").json()
    assert path["milestones"][0]["variants"][0]["reached_on"] == "2012"


def test_what_cannot_be_asked_is_said(run: Run) -> None:
    done = run("model", AUDRUICQ, "personne", "--at", DAY)
    assert (done.code, "personne" in done.err) == (2, True)
    assert run("model", AUDRUICQ, "ccra", "--matrix").code == 2
    assert run("model", AUDRUICQ, "personne", "--path").code == 2
