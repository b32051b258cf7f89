"""What is beside money: what is brought and counted otherwise, effects, and what could not be counted."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage.value.beside import goes_both_ways, latest
from maillage.value.ledger_words import ask_amounts, by_reason
from maillage.value.lines import LeftOut
from maillage.value.money import is_currency
from maillage.value.showing import unit_name
from maillage.value.wording import text
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.dossiers.queries.tables import measure_of
from maillage_web.values.queries.accounts import Accounts, anchor_of
from maillage_web.values.queries.statement import Brought, Effect, Kind, Missing, Reason, Unit


def kinds(accounts: Accounts) -> Iterator[Kind]:
    """What is brought on the day that is not money, kind by kind, in the order of the vocabulary."""
    known = vocabulary("contribution_kinds")
    found: dict[str, list[Brought]] = {code: [] for code in known.terms}
    for row in accounts.state.dossier.contributions:
        if row.kind != "money" and row.variant_of is None:
            for proof in accounts.proofs.of([("contributions", row.id)]):
                receiver = accounts.account(row.to) if row.to else None
                one = Brought(proof, accounts.account(row.from_), receiver, measure_of(row))
                found.setdefault(row.kind or "", []).append(one)
    for code, many in found.items():
        if many:
            yield Kind(known.label_of(code or None), tuple(many))


def units(accounts: Accounts) -> Iterator[Unit]:
    """What is counted without money, unit by unit: flows and contributions with a quantity."""
    for book, unit in accounts.ledger.units:
        if book == "kind" or (book == "money" and unit != "eur"):
            read, year = latest(accounts.ledger, book, unit)
            yield Unit(
                name=unit_name(unit),
                anchor=f"unit-{book}-{unit}",
                parties=tuple(accounts.parties(book, unit, read)),
                money=is_currency(unit),
                year=year,
                balanced=any(map(goes_both_ways, read.balances(book, unit).values())),
            )


def effects(accounts: Accounts) -> Iterator[Effect]:
    """The effects on the day; those with a value first."""
    rows = [row for row in accounts.state.dossier.effects if row.variant_of is None]
    carried = {
        row.id: row.bearers or () for row in accounts.state.dossier.components if row.variant_of is None
    }
    to_come = {
        one.id: text(f"reason.{one.reason}") for one in accounts.ledger.lines.left_out if _to_come(one)
    }
    for row in sorted(rows, key=lambda one: not one.valued):
        for proof in accounts.proofs.of([("effects", row.id)]):
            yield Effect(
                proof,
                row.sign == "negative",
                measure_of(row),
                tuple(accounts.account(id) for id in row.beneficiaries or ()),
                tuple(
                    map(
                        accounts.account,
                        dict.fromkeys(id for one in row.components or () for id in carried.get(one, ())),
                    )
                ),
                to_come.get(row.id),
            )


def _to_come(one: LeftOut) -> bool:
    return one.table == "effects" and one.reason in ("planned", "hoped")


def missing(accounts: Accounts) -> Iterator[Reason]:
    """The rows that could not be counted, money first, reason by reason."""
    met: set[str] = set()
    left_out = sorted(accounts.ledger.lines.left_out, key=lambda row: row.book != "money")
    for why, repair, rows in by_reason(left_out):
        silent = all(one.reason == "no-amount" for one in rows)
        told = ask_amounts() if silent else repair
        yield Reason(why, told, silent, tuple(_missing(accounts, one, met) for one in rows))


def _missing(accounts: Accounts, one: LeftOut, met: set[str]) -> Missing:
    """A row that could not be counted; one that is told already is not anchored again."""
    key, anchor = (one.table, one.id), anchor_of(one)
    again = anchor in met
    met.add(anchor)
    return Missing(
        anchor="" if again else anchor,
        link=Link(one.name, accounts.proofs.address(key)),
        table=one.table,
        who=accounts.names.account(one.parties[0]) if one.parties and one.table != "effects" else None,
        said=one.said,
        repair=one.repair,
        change=accounts.proofs.change(key),
    )


def begin(state: State) -> Iterator[Link]:
    """Where who may write adds what a statement is made of."""
    if not state.rights.may_write:
        return
    for table in ("costs", "contributions", "flows"):
        yield Link(_TABLES[table], reverse("row-add", args=[state.entry.slug, table]))


_TABLES = {
    "costs": Text("un coût, et qui le supporte", "a cost, and who bears it"),
    "contributions": Text("ce que quelqu’un apporte", "what somebody brings"),
    "flows": Text("ce qui circule entre deux acteurs", "what moves between two actors"),
}
