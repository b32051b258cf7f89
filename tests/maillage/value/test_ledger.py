"""The ledger: its identities hold for any dossier, and a second computation agrees with it to the last cent."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import event, given, settings
from hypothesis import strategies as st

from maillage.dossier.dossier import Dossier
from maillage.value.discounting import discounted
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.lines import COLLECTIVE, NOT_ACTORS, OUTSIDE, UNSAID, Assumptions, lines_of
from maillage.value.money import LEVELS, Level, smallest
from tests.maillage.value.ledger_dossiers import countable, plain_balances
from tests.strategies import dossiers

ON = datetime.date(2024, 5, 20)
HOLE = re.compile(r"\{(?:amount|components|first|found|furthest|joined|largest|last|left|when|who|year)\}")
"""What the messages of rows left out are filled with; the cells of a dossier may hold other braces."""
ZERO = Decimal(0)


def assert_identities(ledger: Ledger) -> None:
    """Everything that a ledger promises, whatever it is made from."""
    for book, unit in ledger.units:
        balances = ledger.balances(book, unit)
        nets = {account: balance.net for account, balance in balances.items()}
        assert sum(nets.values(), ZERO) == 0
        inside = sum((net for account, net in nets.items() if account not in (OUTSIDE, UNSAID)), ZERO)
        assert inside == ledger.inflow(book, unit)
        years, parts = ledger.by_year(book, unit).values(), ledger.by_component(book, unit).values()
        for account, balance in balances.items():
            for pieces in (years, parts):
                assert (
                    sum((one[account].received for one in pieces if account in one), ZERO) == balance.received
                )
                assert sum((one[account].given for one in pieces if account in one), ZERO) == balance.given
            assert sum(ledger.yearly(account, book, unit).values(), ZERO) == balance.net
            assert balance.net % smallest(unit) == 0
        assert {gap.account: gap.gap for gap in ledger.gaps(book, unit)} == nets
        statements = [ledger.statement(account) for account in balances]
        assert [
            gap.gap for one in statements for gap in one.gaps if (gap.book, gap.unit) == (book, unit)
        ] == [*nets.values()]
    for row in ledger.who_finances:
        assert row.needs == row.funded + row.uncovered + row.unsaid
        assert row.gap == row.uncovered + row.unsaid
        nets = {account: -one.net for account, one in ledger.by_component().get(row.component, {}).items()}
        assert row.rests_on == {account: nets[account] for account in row.rests_on}
        assert row.unsaid == nets.get(UNSAID, ZERO)
        assert all(amount >= 0 for amount in (row.needs, *row.funders.values()))


@given(dossiers(), st.sampled_from(LEVELS))
@settings(max_examples=30)
def test_identities_hold_for_any_dossier(dossier: Dossier, level: Level) -> None:
    lines = lines_of(dossier, ON)
    ledger = ledger_of(lines, level)
    event(f"{min(len(ledger.entries), 3)} entries or so")
    assert_identities(ledger)
    counted = {(line.table, line.id) for line in lines.lines}
    for one in lines.left_out:
        assert all(half and not HOLE.search(half) for half in (*one.said, *one.repair))
    assert counted <= {(table, row.id) for table, row in dossier.stated()}


@given(countable(), st.sampled_from(LEVELS), st.sampled_from(["0", "0.045", "0.9"]))
@settings(max_examples=50)
def test_identities_hold_discounted_or_not(dossier: Dossier, level: Level, rate: str) -> None:
    ledger = ledger_of(lines_of(dossier, ON, Assumptions(rate=Decimal(rate), convention="middle")), level)
    assert_identities(ledger)
    assert_identities(discounted(ledger))


@given(countable(), st.sampled_from(LEVELS), st.sampled_from([(None, None), (2019, 2022), (2024, 2024)]))
@settings(max_examples=100)
def test_a_second_computation_agrees_to_the_last_cent(
    dossier: Dossier, level: Level, years: tuple[int | None, int | None]
) -> None:
    lines = lines_of(dossier, ON, Assumptions(*years))
    ledger = ledger_of(lines, level)
    found = {
        (book, unit, year, account): Fraction(balance.net)
        for book, unit in ledger.units
        for year, balances in ledger.by_year(book, unit).items()
        for account, balance in balances.items()
        if balance.net
    }
    event(f"{min(len(found) // 6, 5)} balances or so")
    assert found == plain_balances(dossier, lines, level, years[1])


def test_the_accounts_that_are_no_actor_are_three() -> None:
    assert NOT_ACTORS == (COLLECTIVE, OUTSIDE, UNSAID)
