"""The accounts of a ledger in words: who they are, what each received and gave, and the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from maillage.text import Text, fill
from maillage.value.entry import Balance, Entry
from maillage.value.financing import Financing
from maillage.value.ledger import Ledger
from maillage.value.lines import NOT_ACTORS, LeftOut, Names
from maillage.value.showing import shown
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.queries.proofs import Proofs, Row
from maillage_web.values.queries.statement import Counted, Figure, Party

ZERO = Decimal(0)


class Accounts:
    """A ledger and the dossier it comes from, read together."""

    def __init__(self, state: State, ledger: Ledger) -> None:
        self.state, self.ledger, self.names = state, ledger, ledger.lines.names
        self.proofs = Proofs(state, self.names)
        self._order = {id: place for place, id in enumerate((*self.names.actors, *NOT_ACTORS))}
        self._missing: dict[str, list[LeftOut]] = {}
        for one in ledger.lines.left_out:
            for party in one.parties if one.book == "money" and len(one.parties) == 2 else ():
                self._missing.setdefault(party, []).append(one)

    @cached_property
    def financing(self) -> tuple[Financing, ...]:
        """The money of each component."""
        return self.ledger.who_finances

    def account(self, id: str) -> Link:
        """The name of an account, and where it is read."""
        return account_link(self.state, self.names, id)

    def parties(self, book: str, unit: str, ledger: Ledger | None = None) -> Iterator[Party]:
        """Every account with an entry in this unit; for money, those about whom something could not be counted too.

        The entries are those of `ledger` when it is given.
        """
        ledger = ledger or self.ledger
        rows: dict[str, list[Entry]] = {}
        for entry in ledger.of(book, unit):
            for id in (entry.line.giver, entry.line.receiver):
                rows.setdefault(id, []).append(entry)
        balances = ledger.balances(book, unit)
        silent = self._missing if book == "money" and unit == "eur" else {}
        for id in sorted({**balances, **silent}, key=lambda one: self._order.get(one, len(self._order))):
            yield self._party(id, balances.get(id), rows.get(id, ()), unit, silent.get(id, ()))

    def _party(
        self, id: str, balance: Balance | None, entries: Sequence[Entry], unit: str, silent: Sequence[LeftOut]
    ) -> Party:
        received = [one for one in entries if one.line.receiver == id]
        given = [one for one in entries if one.line.giver == id]
        return Party(
            id=id,
            account=self.account(id),
            received=self._figure(received, unit),
            given=self._figure(given, unit),
            net=shown(balance.net, unit, signed=True) if balance else None,
            unsaid=tuple(missing_link(one, self.names, id) for one in silent),
            unsaid_received=any(one.parties[-1] == id for one in silent),
            unsaid_given=any(one.parties[0] == id for one in silent),
            counted=(
                *self._counted(received, unit, received=True),
                *self._counted(given, unit, received=False),
            ),
        )

    def _figure(self, entries: Sequence[Entry], unit: str) -> Figure | None:
        """A sum in words; nothing when nothing is counted, which is not zero."""
        if not entries:
            return None
        rows = {(one.line.table, one.line.id) for one in entries}
        href = self.proofs.address(rows.pop()) if len(rows) == 1 else ""
        whole = sum((one.amount for one in entries), ZERO)
        return Figure(shown(whole, unit), href)

    def _counted(self, entries: Sequence[Entry], unit: str, *, received: bool) -> Iterator[Counted]:
        sums: dict[Row, Decimal] = {}
        for one in entries:
            key = (one.line.table, one.line.id)
            sums[key] = sums.get(key, ZERO) + one.amount
        for key, amount in sums.items():
            for proof in self.proofs.of([key]):
                yield Counted(proof, shown(amount, unit), received)


def account_link(state: State, names: Names, id: str) -> Link:
    """The name of an account, and where it is read; no address for those that are no actor."""
    return Link(names.account(id), state.row_address("actors", id) if id not in NOT_ACTORS else "")


def anchor_of(one: LeftOut) -> str:
    """Where a row that could not be counted is told on the page."""
    return f"left-out-{one.table}-{one.id}"


def missing_link(one: LeftOut, names: Names, seen_from: str = "") -> Link:
    """The row that could not be counted: who brings it unless it is `seen_from`, and the amount that it states."""
    name = fill(_WITH_AMOUNT, name=one.name, amount=one.stated) if one.stated else one.name
    if one.table == "contributions" and one.parties and one.parties[0] != seen_from:
        name = fill(_BY, who=names.account(one.parties[0]), name=name)
    return Link(name, f"#{anchor_of(one)}")


_WITH_AMOUNT = Text("{name} ({amount})", "{name} ({amount})")
_BY = Text("{who}\u00a0: {name}", "{who}: {name}")
