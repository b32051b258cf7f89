"""``maillage value``: a statement to read, what could not be counted, the assumptions; the same for programs."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from maillage.cli.value import MEASURES
from maillage.value import coalitions
from tests.maillage.cli.conftest import Run

DAY = "2026-06-01"


@pytest.fixture
def fund(root: Path) -> Path:
    """The dossier of Montpellier."""
    return root / "examples/caisse-alimentaire-montpellier"


def test_the_statement_comes_first_then_what_is_missing_then_the_assumptions(run: Run, fund: Path) -> None:
    done = run("value", fund, "--at", DAY, "--from", 2024, "--to", 2024)
    assert (done.code, done.err) == (0, "")
    places = [
        done.out.index(words)
        for words in (
            "Compte de 2024",
            "Il manque 40\u00a0€",
            "Qui finance quoi",
            "Ce qui n’a pas pu être compté",
            "Hypothèses",
        )
    ]
    assert places == sorted(places)
    assert "−192\u202f000\u00a0€" in done.out
    assert "Effets utiles : pour qui, grâce à qui".replace(" :", "\u00a0:") in done.out
    assert not re.search("personnes? × an|Rendu possible.*[0-9]", done.out), "nobody has a share of an effect"
    assert "None" not in done.out
    assert "{" not in done.out


def test_the_same_in_english_with_a_rate(run: Run, fund: Path) -> None:
    done = run(
        "value", fund, "--at", DAY, "--lang", "en", "--rate", "4,5 %", "--convention", "start", "--to", 2027
    )
    assert done.code == 0
    for words in (
        "Ledger from 2022 to 2027",
        "Gap, discounted",
        "Discounted at 4.5% a year",
        "counts at its start",
    ):
        assert words in done.out


def test_one_actor_has_its_own_statement(run: Run, fund: Path) -> None:
    by_id, by_name = (
        run("value", fund, "--at", DAY, "--actor", name) for name in ("caisse", "Caisse alimentaire commune")
    )
    assert by_id.out == by_name.out
    for words in (
        "100\u00a0€ × 400",
        "Cotisation mensuelle moyenne",
        "pas d’équilibre",
        "Rendu possible par",
    ):
        assert words in by_id.out
    nobody = run("value", fund, "--actor", "caise")
    assert nobody.code == 2
    assert "caisse" in nobody.err


def test_programs_read_exact_amounts(run: Run, fund: Path) -> None:
    found = run("value", fund, "--at", DAY, "--from", 2024, "--to", 2024, "--format", "json").json()
    (money,) = (one for one in found["books"] if one["book"] == "money")
    assert money["balances"]["caisse"] == {"received": "288000", "given": "480000", "net": "-192000"}
    assert found["who_finances"][0]["needs"] == "480000"
    assert found["effects"][0]["beneficiaries"] == ["participants"]
    assert set(found["effects"][0]["thanks_to"]) == {"caisse", "comite-citoyen", "la-graine"}
    assert {one["reason"] for one in found["left_out"]} == {"no-amount", "no-period", "percent"}
    entries = [one for one in found["entries"] if (one["book"], one["giver"]) == ("money", "caisse")]
    assert sum(Decimal(one["amount"]) for one in entries) == 480000
    assert all(set(one) == {"fr", "en"} for one in found["assumptions"])


def test_a_supposed_change_is_said_and_counted(run: Run, fund: Path) -> None:
    change = "amount flows:allocation likely=60"
    done = run("value", fund, "--at", DAY, "--from", 2024, "--to", 2024, "--what-if", change)
    assert done.code == 0
    assert "En supposant" in done.out
    assert "en reçoit autant" in done.out
    assert run("value", fund, "--what-if", "dance").code == 2


def test_the_rules_and_the_uncertainty_are_added_when_asked(run: Run, fund: Path) -> None:
    plain = run("value", fund, "--at", DAY, "--format", "json").json()
    more = run("value", fund, "--at", DAY, "--format", "json", "--rules", "--uncertain").json()
    assert set(more) - set(plain) == {"rules", "outcomes"}
    told = run("value", fund, "--at", DAY, "--rules", "--uncertain")
    assert told.code == 0
    assert MEASURES == coalitions.MEASURES


def test_a_dossier_without_money_says_so_and_what_to_ask(run: Run, root: Path) -> None:
    done = run("value", root / "examples/lorient-reemploi", "--at", DAY)
    assert done.code == 0
    assert "aucun montant n’a pu être compté" in done.out
    assert "À demander" in done.out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--rate", "-3"], "négatif"),
        (["--rate", "450"], "absurde"),
        (["--rate", "douze"], "n’est pas un taux"),
        (["--rate", "NaN"], "n’est pas un taux"),
        (["--from", "2030", "--to", "2020"], "Échangez-les"),
        (["--from", "1700", "--to", "2020"], "plus courte"),
        (["--convention", "noon"], "middle"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    run: Run, fund: Path, options: list[str], words: str
) -> None:
    done = run("value", fund, *options)
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_without_dossier_nor_game_it_says_what_is_missing(run: Run) -> None:
    done = run("value")
    assert done.code == 2
    assert "--game" in done.err


def test_what_is_about_one_dossier_is_refused_for_a_folder_of_several(run: Run, root: Path) -> None:
    done = run("value", root / "examples", "--actor", "caisse")
    assert done.code == 2
    assert "un seul dossier" in done.err
