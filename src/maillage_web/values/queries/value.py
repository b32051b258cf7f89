"""The statement of a dossier: who bears what, who receives what, what is uncovered, what could not be counted."""

from __future__ import annotations

from maillage.value.ledger import Ledger
from maillage.value.ledger_words import exchange_said, fills_said
from maillage.value.lines import NOT_ACTORS
from maillage.value.showing import shown
from maillage_web.dossiers.queries.state import State
from maillage_web.values.queries import besides, money
from maillage_web.values.queries.accounts import Accounts
from maillage_web.values.queries.statement import ValuePage


def value_page(state: State, ledger: Ledger) -> ValuePage:
    """The statement of what the person sees of the dossier, on the day looked at."""
    accounts = Accounts(state, ledger)
    parties = tuple(accounts.parties("money", "eur"))
    lines = ledger.lines
    return ValuePage(
        years=lines.years,
        short=money.short(accounts) if ledger.of() else None,
        parties=tuple(one for one in parties if one.id not in NOT_ACTORS),
        others=tuple(one for one in parties if one.id in NOT_ACTORS),
        total=shown(ledger.inflow()),
        parts=tuple(money.parts(accounts)),
        crossing=money.crossing(accounts),
        by_year=tuple(money.by_year(accounts)) if ledger.of() else (),
        exchanges=tuple(exchange_said(one, lines.names) for one in ledger.exchanges),
        fills=tuple(filter(None, (fills_said(one, lines.names) for one in accounts.financing))),
        break_even=tuple(money.break_even(accounts)),
        worths=tuple(money.worths(accounts)),
        discounting=lines.assumptions.discounting,
        kinds=tuple(besides.kinds(accounts)),
        units=tuple(besides.units(accounts)),
        effects=tuple(besides.effects(accounts)),
        missing=tuple(besides.missing(accounts)),
        missing_money=sum(one.book == "money" for one in lines.left_out),
        notes=lines.notes,
        settings=lines.assumptions.settings,
        rules=lines.assumptions.rules,
        begin=tuple(besides.begin(state)),
    )
