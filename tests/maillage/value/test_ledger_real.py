"""The ledgers of the real dossiers, read as a facilitator would."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from maillage import io
from maillage.dossier.dossier import Dossier
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.ledger_words import exchange_said, financing_said
from maillage.value.lines import Assumptions, lines_of
from tests.maillage.value.test_ledger import assert_identities

ON = datetime.date(2026, 6, 1)
DOSSIERS = sorted(
    path.parent.name for path in (Path(__file__).parents[3] / "examples").glob("*/datapackage.json")
)


def read(root: Path, name: str) -> Dossier:
    """One of the examples."""
    dossier = io.load(root / "examples" / name).dossier
    assert dossier is not None
    return dossier


def ledger(root: Path, name: str, assumptions: Assumptions = Assumptions()) -> Ledger:  # noqa: B008
    """Its ledger on the day."""
    return ledger_of(lines_of(read(root, name), ON, assumptions))


@pytest.mark.parametrize("name", DOSSIERS)
def test_the_identities_hold(name: str, root: Path) -> None:
    assert_identities(ledger(root, name))


def test_montpellier_gives_100_receives_60_and_192_000_euros_a_year_are_to_be_found(root: Path) -> None:
    found = ledger(root, "caisse-alimentaire-montpellier", Assumptions(2024, 2024))
    (exchange,) = found.exchanges
    assert (exchange.gives, exchange.receives, exchange.per, exchange.times) == (100, 60, "month", 400)
    assert abs(exchange.gap) == 40
    assert {gap.account: gap.gap for gap in found.gaps()} == {"caisse": -192000, "participants": 192000}
    (row,) = found.who_finances
    assert (row.needs, row.funders, row.rests_on) == (480000, {"participants": 288000}, {"caisse": 192000})
    said = " ".join(
        one.fr
        for one in (*financing_said(row, found.lines.names), exchange_said(exchange, found.lines.names))
    )
    for words in (
        "40\u00a0€",
        "192\u202f000\u00a0€",
        "240\u202f000\u00a0€, période non dite",
        "480\u202f000\u00a0€, période non dite",
        "Fondation",
    ):
        assert words in said
    assert {one.id for one in row.unknown} == {
        "ville-et-metropole",
        "ville",
        "metropole",
        "carasso",
        "fdf",
        "budget",
    }


def test_the_budget_of_montpellier_is_not_counted_beside_what_it_pays_without_a_word(root: Path) -> None:
    found = ledger(root, "caisse-alimentaire-montpellier", Assumptions(2024, 2024, unsaid_period="year"))
    assert found.balances()["caisse"].given == Decimal(960000)
    assert any("retirez-le du coût" in note.fr for note in found.lines.notes)


def test_ikos_misses_the_eight_millions_of_its_loan(root: Path) -> None:
    (row,) = (one for one in ledger(root, "ikos").who_finances if one.needs)
    assert (row.needs, row.funded, row.rests_on) == (
        18_500_000,
        10_500_000,
        {"ikos-scic": Decimal(8_000_000)},
    )


def test_audruicq_says_what_the_site_cost_and_not_who_paid(root: Path) -> None:
    (row,) = (one for one in ledger(root, "ecopole-audruicq").who_finances if one.component == "site")
    assert (row.needs, row.funders, row.rests_on) == (2_500_000, {}, {"ccra": Decimal(2_500_000)})
    assert {one.parties[0] for one in row.unknown} == {"etat", "region", "departement-62"}


@pytest.mark.parametrize("name", ["jaime-mes-bouteilles", "kalundborg", "lorient-reemploi"])
def test_where_no_money_is_said_none_is_made_up(name: str, root: Path) -> None:
    found = ledger(root, name)
    assert found.of() == ()
    assert [one for one in found.lines.left_out if one.reason == "no-amount"] != []
