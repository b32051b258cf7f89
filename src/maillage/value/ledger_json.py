"""A ledger as plain values, for programs: stable keys, exact amounts as text, sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maillage.dossier.values import format_decimal
from maillage.text import Text
from maillage.value.beside import Benefit, benefit_said, benefits_of
from maillage.value.discounting import break_even_of, discounted
from maillage.value.entry import Balance, Entry
from maillage.value.exchanging import Exchange
from maillage.value.financing import Financing
from maillage.value.ledger import Ledger
from maillage.value.ledger_words import exchange_said, financing_said
from maillage.value.line import LeftOut
from maillage.value.money import is_currency


def to_json(ledger: Ledger) -> dict[str, Any]:
    """Everything a ledger says: what it assumes, its balances, its entries, and what could not be counted."""
    lines = ledger.lines
    assumptions = lines.assumptions
    return {
        "on": lines.on.isoformat(),
        "years": list(lines.years),
        "estimate": ledger.estimate,
        "rate": format_decimal(assumptions.rate),
        "convention": assumptions.convention,
        "accounts": {one: text_json(lines.names.account(one)) for one in _accounts(ledger)},
        "books": [book_json(ledger, book, unit) for book, unit in ledger.units],
        "effects": [benefit_json(one, ledger) for one in benefits_of(ledger)],
        "exchanges": [exchange_json(one, ledger) for one in ledger.exchanges],
        "who_finances": [financing_json(one, ledger) for one in ledger.who_finances],
        "entries": [entry_json(one) for one in ledger.entries],
        "left_out": [left_out_json(one) for one in lines.left_out],
        "notes": [text_json(one) for one in lines.notes],
        "assumptions": [text_json(one) for one in assumptions.with_text()],
    }


def book_json(ledger: Ledger, book: str, unit: str) -> dict[str, Any]:
    """One book in one unit: balances over the years, by year and by component. Discounted when there is a rate."""
    discounts = ledger.lines.assumptions.rate and is_currency(unit)
    today = discounted(ledger).balances(book, unit) if discounts else {}
    return {
        "book": book,
        "unit": unit,
        "inflow": amount_json(ledger.inflow(book, unit)),
        "balances": _balances(ledger.balances(book, unit)),
        "discounted": {one: amount_json(balance.net) for one, balance in today.items()},
        "break_even": _break_evens(ledger) if (book, unit) == ("money", "eur") else {},
        "by_year": {str(year): _balances(found) for year, found in ledger.by_year(book, unit).items()},
        "by_component": [
            {"component": component, "balances": _balances(found)}
            for component, found in ledger.by_component(book, unit).items()
        ],
    }


def entry_json(one: Entry) -> dict[str, Any]:
    """One entry: the row it comes from, between whom, how much."""
    line = one.line
    return {
        "table": line.table,
        "id": line.id,
        "book": line.book,
        "unit": line.unit,
        "year": line.year,
        "giver": line.giver,
        "receiver": line.receiver,
        "component": line.component,
        "amount": amount_json(one.amount),
    }


def benefit_json(one: Benefit, ledger: Ledger) -> dict[str, Any]:
    """One effect: for whom, thanks to whom, in which years; no share of it is guessed."""
    return {
        "id": one.id,
        "unfavourable": one.unfavourable,
        "beneficiaries": list(one.beneficiaries),
        "thanks_to": list(one.thanks_to),
        "years": list(one.years),
        "amount": text_json(one.amount),
        "said": [text_json(said) for said in benefit_said(one, ledger)],
    }


def financing_json(one: Financing, ledger: Ledger) -> dict[str, Any]:
    """The money of one component."""
    return {
        "component": one.component,
        "needs": amount_json(one.needs),
        "funders": {who: amount_json(amount) for who, amount in one.funders.items()},
        "rests_on": {who: amount_json(amount) for who, amount in one.rests_on.items()},
        "unsaid": amount_json(one.unsaid),
        "unknown": [{"table": row.table, "id": row.id} for row in one.unknown],
        "said": [text_json(said) for said in financing_said(one, ledger.lines.names)],
    }


def exchange_json(one: Exchange, ledger: Ledger) -> dict[str, Any]:
    """What two parties exchange."""
    return {
        "one": one.one,
        "other": one.other,
        "component": one.component,
        "year": one.year,
        "per": one.per,
        "times": format_decimal(one.times),
        "gives": amount_json(one.gives),
        "receives": amount_json(one.receives),
        "gap": amount_json(one.gap),
        "in_the_year": amount_json(one.in_the_year),
        "said": text_json(exchange_said(one, ledger.lines.names)),
    }


def left_out_json(one: LeftOut) -> dict[str, Any]:
    """A row that could not be counted, why, and what to do."""
    return {
        "table": one.table,
        "id": one.id,
        "reason": one.reason,
        "name": text_json(one.name),
        "said": text_json(one.said),
        "repair": text_json(one.repair),
    }


def text_json(words: Text) -> dict[str, str]:
    """Both halves of a text."""
    return {"fr": words.fr, "en": words.en}


def amount_json(amount: Decimal) -> str:
    """An exact amount, without exponent nor useless zeros."""
    return format_decimal(amount)


def _balances(found: Mapping[str, Balance]) -> dict[str, dict[str, str]]:
    return {
        account: {
            "received": amount_json(one.received),
            "given": amount_json(one.given),
            "net": amount_json(one.net),
        }
        for account, one in found.items()
    }


def _break_evens(ledger: Ledger) -> dict[str, dict[str, Any]]:
    found = {
        account: break_even_of(ledger, account)
        for account in ledger.balances()
        if account in ledger.lines.names.actors
    }
    return {
        account: {
            "year": one.year,
            "missing": None if one.missing is None else amount_json(one.missing),
            "said": text_json(one.said),
        }
        for account, one in found.items()
    }


def _accounts(ledger: Ledger) -> list[str]:
    named = (one for entry in ledger.entries for one in (entry.line.giver, entry.line.receiver))
    return list(dict.fromkeys(named))
