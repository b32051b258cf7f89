"""Money in words: the whole in a few amounts, component by component, year by year, between two actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from maillage.text import Text
from maillage.value.discounting import discounted
from maillage.value.entry import Entry, total
from maillage.value.ledger_words import balance_said
from maillage.value.lines import NOT_ACTORS, OUTSIDE, UNSAID
from maillage.value.showing import shown
from maillage_web.dossiers.queries.state import Link
from maillage_web.values.queries.accounts import ZERO, Accounts, missing_link
from maillage_web.values.queries.proofs import Row
from maillage_web.values.queries.statement import Bearing, Crossing, Part, Short, Worth, Year

_EXTERNAL = (OUTSIDE, UNSAID)
_TOLD = 6
"""Of how many payers the page says when they are no longer in the red."""


def short(accounts: Accounts) -> Short:
    """What the first sentences say."""
    money = accounts.ledger.of()
    enters = [one for one in money if _enters(one)]
    leaves = [one for one in money if _leaves(one)]
    paid = _by_giver(leaves)
    funds: dict[str, Decimal] = {}
    unsaid = ZERO
    for part in accounts.financing:
        unsaid += part.unsaid
        for id, amount in part.funders.items():
            funds[id] = funds.get(id, ZERO) + amount
    return Short(
        enters=_some(total(enters)),
        leaves=_some(total(leaves)),
        inflow=shown(accounts.ledger.inflow()),
        funds=_bearings(accounts, funds),
        pays=_bearings(accounts, paid),
        unsaid=_some(unsaid),
    )


def parts(accounts: Accounts) -> Iterator[Part]:
    """The money of each component."""
    rows: dict[str | None, dict[Row, None]] = {}
    for entry in accounts.ledger.of():
        rows.setdefault(entry.line.component, {})[entry.line.table, entry.line.id] = None
    for one in accounts.financing:
        yield Part(
            component=_component(accounts, one.component),
            needs=shown(one.needs),
            funders=_bearings(accounts, dict(one.funders)),
            rests_on=_bearings(accounts, dict(one.rests_on)),
            unsaid=_some(one.unsaid),
            uncovered=shown(one.gap),
            covered=one.gap <= 0,
            unknown=tuple(missing_link(row, accounts.names) for row in one.unknown),
            proofs=accounts.proofs.of(rows.get(one.component, ())),
        )


def crossing(accounts: Accounts) -> Crossing | None:
    """Who finances what; nothing when nobody finances anything."""
    parts = [one for one in accounts.financing if one.funders]
    met = {id for one in parts for id in one.funders}
    funders = [id for id in (*accounts.names.actors, *NOT_ACTORS) if id in met]
    if not funders:
        return None
    return Crossing(
        tuple(map(accounts.account, funders)),
        tuple(
            (
                _component(accounts, one.component),
                tuple(
                    (accounts.account(id), shown(one.funders[id]) if id in one.funders else None)
                    for id in funders
                ),
            )
            for one in parts
        ),
    )


def by_year(accounts: Accounts) -> Iterator[Year]:
    """What enters, leaves and moves inside, in each year in which something is counted."""
    found: dict[int, list[Entry]] = {}
    for one in accounts.ledger.of():
        found.setdefault(one.line.year, []).append(one)
    for year, entries in sorted(found.items()):
        enters = total(one for one in entries if _enters(one))
        leaves = total(one for one in entries if _leaves(one))
        inside = total(one for one in entries if not {one.line.giver, one.line.receiver} & set(_EXTERNAL))
        net = shown(enters - leaves, signed=True)
        yield Year(year, shown(enters), shown(leaves), shown(inside), net)


def _enters(entry: Entry) -> bool:
    return entry.line.giver in _EXTERNAL and entry.line.receiver not in _EXTERNAL


def _leaves(entry: Entry) -> bool:
    return entry.line.receiver in _EXTERNAL and entry.line.giver not in _EXTERNAL


def break_even(accounts: Accounts) -> Iterator[Text]:
    """When those who pay for something, and receive money year after year, are no longer in the red: the first ones."""
    ledger = accounts.ledger
    payers = dict.fromkeys(one.line.giver for one in ledger.of() if one.line.table == "costs")
    paid_back = {(one.line.receiver, one.line.year) for one in ledger.of()}
    several = [id for id in payers if sum(who == id for who, _ in paid_back) > 1]
    for id in [one for one in several if one not in NOT_ACTORS][:_TOLD]:
        yield balance_said(ledger, id)


def worths(accounts: Accounts) -> Iterator[Worth]:
    """The balances brought back to the first year; nothing when nothing is discounted."""
    ledger = accounts.ledger
    if ledger.lines.assumptions.rate:
        today = discounted(ledger).balances()
        for id, balance in ledger.balances().items():
            nets = (shown(one.net, signed=True) for one in (balance, today[id]))
            yield Worth(accounts.account(id), *nets)


def _bearings(accounts: Accounts, sums: dict[str, Decimal]) -> tuple[Bearing, ...]:
    largest_first = sorted(sums.items(), key=lambda one: -one[1])
    return tuple(Bearing(accounts.account(id), shown(amount)) for id, amount in largest_first if amount)


def _component(accounts: Accounts, id: str | None) -> Link:
    address = accounts.state.row_address("components", id) if id is not None else ""
    return Link(accounts.names.component(id), address)


def _some(amount: Decimal) -> Text | None:
    return shown(amount) if amount else None


def _by_giver(entries: Iterable[Entry]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in entries:
        sums[one.line.giver] = sums.get(one.line.giver, ZERO) + one.amount
    return sums
