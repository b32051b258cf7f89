"""A ledger in sentences: what is exchanged, who finances what, what could not be counted."""

from __future__ import annotations

from collections.abc import Sequence

from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, fill, listing, lowered, same
from maillage.value.discounting import break_even_of
from maillage.value.entry import ZERO
from maillage.value.exchanging import Exchange
from maillage.value.financing import Financing
from maillage.value.ledger import Ledger
from maillage.value.line import LeftOut
from maillage.value.names import Names
from maillage.value.showing import is_standing, plain, shown, unit_name
from maillage.value.wording import text


def heading(ledger: Ledger) -> Text:
    """The years and the level of the estimates."""
    years = ledger.lines.years
    key = "tell.one-year" if len(years) == 1 else "tell.years"
    return fill(
        text(key),
        first=same(str(years[0])),
        last=same(str(years[-1])),
        level=text(f"level.{ledger.estimate}"),
    )


def unit_heading(book: str, unit: str, *, over_years: bool = False) -> Text:
    """What is counted: the book and its unit; `over_years` for what adds up years of what is there all along."""
    name = unit_name(unit)
    if over_years and is_standing(unit):
        name = fill(text("unit.standing"), unit=name)
    return fill(text("tell.book"), book=text(f"book.{book}"), unit=name)


def exchange_said(exchange: Exchange, names: Names) -> Text:
    """What goes both ways between two parties, once and for one period, told from the side that is short.

    The gap is then given for the whole year, as many times as it counts.
    """
    short, other, gives, receives = exchange.one, exchange.other, exchange.gives, exchange.receives
    if receives > gives:
        short, other, gives, receives = other, short, receives, gives
    key = "tell.exchange" if gives > receives else "tell.even-exchange"
    return fill(
        text(key),
        who=names.account(short),
        other=names.account(other),
        pace=_pace(exchange),
        gives=shown(gives),
        receives=shown(receives),
        gap=shown(gives - receives),
        in_the_year=shown(abs(exchange.in_the_year)),
        year=same(str(exchange.year)),
    )


def _pace(exchange: Exchange) -> Text:
    per = vocabulary("periods").label_of(exchange.per)
    if exchange.times == 1:
        return per
    return fill(text("tell.for-one"), per=per, times=plain(exchange.times))


def financing_said(one: Financing, names: Names) -> tuple[Text, ...]:
    """Who finances a component, what rests on those who carry it, and what is not known, in sentences."""
    said: list[Text] = []
    if one.needs or one.funders or one.uncovered:
        said.append(fill(text("tell.needs"), needs=shown(one.needs)))
    said += [
        fill(text("tell.funder"), who=names.account(who), amount=shown(amount))
        for who, amount in one.funders.items()
    ]
    for who, amount in one.rests_on.items():
        key = "tell.rests-on" if amount > 0 else "tell.left-with"
        if amount:
            said.append(fill(text(key), who=names.account(who), amount=shown(abs(amount))))
    if one.unsaid:
        said.append(fill(text("tell.unsaid"), amount=shown(one.unsaid)))
    return (*said, *_unknown(one, names))


def fills_said(one: Financing, names: Names) -> Text | None:
    """What rests on those who carry a component, and who fills that gap as far as the dossier knows."""
    bearing = [who for who, amount in one.rests_on.items() if amount > 0]
    if not bearing:
        return None
    amount = sum((one.rests_on[who] for who in bearing), ZERO)
    holes = {
        "amount": shown(amount),
        "who": listing([names.account(who) for who in bearing]),
        "component": names.component(one.component),
    }
    named = _named(one, names)
    return fill(text("tell.fills" if named else "tell.fills-nobody"), **holes, named=listing(named))


def _named(one: Financing, names: Names) -> list[Text]:
    """Those who bring money that is not countable: first those with an amount, then the others together."""
    rows = {row.parties[0]: row for row in one.unknown if row.table == "contributions" and row.parties}
    stated = {who: row for who, row in rows.items() if row.reason == "no-period"}
    others = [names.account(who) for who in rows if who not in stated]
    found = [_with_amount(names.account(who), row) for who, row in stated.items()]
    return [*found, fill(text("tell.silent"), listed=listing(others))] if others else found


def _unknown(one: Financing, names: Names) -> list[Text]:
    """The money that is said without being countable: from whom, and costs, with the amounts whose period is unsaid."""
    givers = {
        row.parties[0]: _with_amount(names.account(row.parties[0]), row)
        for row in reversed(one.unknown)
        if row.table == "contributions" and row.parties
    }
    costs = [_with_amount(row.name, row) for row in one.unknown if row.table == "costs"]
    said = []
    if givers:
        listed = listing(list(reversed(givers.values())), 12)
        said.append(fill(text("tell.unknown-funders"), who=listed))
    if costs:
        said.append(fill(text("tell.unknown-costs"), costs=listing(costs)))
    return said


def _with_amount(name: Text, row: LeftOut) -> Text:
    if row.stated is None or row.reason != "no-period":
        return name
    return fill(text("tell.unknown"), name=name, amount=row.stated)


def whole_said(ledger: Ledger, book: str = "money", unit: str = "eur") -> Text:
    """What came in from outside, on the whole, or went there."""
    inflow = ledger.inflow(book, unit)
    key = "tell.inflow" if inflow > 0 else "tell.outflow" if inflow < 0 else "tell.no-inflow"
    return fill(text(key), amount=shown(abs(inflow), unit, over_years=len(ledger.lines.years) > 1))


def balance_said(ledger: Ledger, account: str) -> Text:
    """When the money of an account is no longer in the red, at the rate and convention of the assumptions."""
    name = ledger.lines.names.account(account)
    return fill(text("tell.balance"), who=name, said=lowered(break_even_of(ledger, account).said))


def by_reason(left_out: Sequence[LeftOut]) -> list[tuple[Text, Text | None, list[LeftOut]]]:
    """What was left out, by reason: the reason when it reads the same for all, what to do likewise, and the rows."""
    groups: dict[str, list[LeftOut]] = {}
    for one in left_out:
        groups.setdefault(one.reason, []).append(one)
    found = []
    for reason, rows in groups.items():
        repairs = {one.repair for one in rows}
        found.append((text(f"reason.{reason}"), repairs.pop() if len(repairs) == 1 else None, rows))
    return found


def ask_amounts() -> Text:
    """What to do about rows without an amount, once for all of them."""
    return text("tell.ask-amounts")


def nothing_said(ledger: Ledger) -> Text | None:
    """What to say when no amount at all, or no money, could be counted; else nothing."""
    if not ledger.entries:
        return text("tell.nothing")
    return None if ledger.of() else text("tell.no-money")


__all__ = [
    "ask_amounts",
    "balance_said",
    "by_reason",
    "exchange_said",
    "fills_said",
    "financing_said",
    "heading",
    "nothing_said",
    "unit_heading",
    "whole_said",
]
