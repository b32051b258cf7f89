"""The ledger: double entry, to the cent. What each one receives and gives, by year and by component."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from maillage.value.entry import ZERO, Balance, Entry, balances_of, split, total
from maillage.value.exchanging import Exchange, exchanges_of
from maillage.value.financing import Financing, who_finances
from maillage.value.line import BOOKS, NOT_ACTORS, OUTSIDE, UNSAID, Book, Lines
from maillage.value.money import Level, largest_remainder, smallest


@dataclass(frozen=True, slots=True)
class Gap:
    """What a party is left with in one book and unit: `gap` = what it receives − what it bears, over the years.

    `yearly` is the same year by year.
    """

    account: str
    book: Book
    unit: str
    receives: Decimal
    bears: Decimal
    yearly: Mapping[int, Decimal]

    @property
    def gap(self) -> Decimal:
        """Receives − bears."""
        return self.receives - self.bears


@dataclass(frozen=True, slots=True)
class Statement:
    """What one account receives and bears: its entries, and its gap in each book and unit."""

    account: str
    received: tuple[Entry, ...]
    given: tuple[Entry, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of a dossier at one level of its estimates. Every entry is in one book and in one unit.

    Identities, for each book and unit: the nets of all accounts sum to 0; those of the actors and of the collective
    sum to what came in from outside and from parties that are not said, minus what went there (`inflow`); the years,
    and the components, each sum to the total. They hold to the last cent.
    """

    lines: Lines
    estimate: Level
    entries: tuple[Entry, ...]

    @property
    def units(self) -> tuple[tuple[Book, str], ...]:
        """The books and units in which something is counted, book by book, in the order of the entries."""
        found = dict.fromkeys((entry.line.book, entry.line.unit) for entry in self.entries)
        return tuple(sorted(found, key=lambda one: BOOKS.index(one[0])))

    def of(self, book: str = "money", unit: str = "eur") -> tuple[Entry, ...]:
        """The entries of one book and unit."""
        return tuple(one for one in self.entries if one.line.book == book and one.line.unit == unit)

    def balances(self, book: str = "money", unit: str = "eur") -> Mapping[str, Balance]:
        """The balance of every account with an entry: actors in the order of the dossier, then the other accounts."""
        return self._sorted(balances_of(self.of(book, unit)))

    def by_year(self, book: str = "money", unit: str = "eur") -> Mapping[int, Mapping[str, Balance]]:
        """The balances of each year of the ledger, years without entry included."""
        years = split(self.of(book, unit), lambda entry: entry.line.year)
        return {year: self._sorted(balances_of(years.get(year, ()))) for year in self.lines.years}

    def by_component(
        self, book: str = "money", unit: str = "eur"
    ) -> Mapping[str | None, Mapping[str, Balance]]:
        """The balances of each component; `None` holds what belongs to no component, or to several."""
        found = split(self.of(book, unit), lambda entry: entry.line.component)
        order = (*self.lines.names.components, *(one for one in found if one is not None), None)
        return {
            name: self._sorted(balances_of(found[name])) for name in dict.fromkeys(order) if name in found
        }

    def yearly(self, account: str, book: str = "money", unit: str = "eur") -> Mapping[int, Decimal]:
        """The net of one account, year by year: 0 in a year without entry."""
        nets = dict.fromkeys(self.lines.years, ZERO)
        for entry in self.of(book, unit):
            line = entry.line
            nets[line.year] += entry.amount * ((line.receiver == account) - (line.giver == account))
        return nets

    def inflow(self, book: str = "money", unit: str = "eur") -> Decimal:
        """What the actors and the collective together received from outside and from parties not said, net."""
        found = self.balances(book, unit)
        return -sum((found[one].net for one in (OUTSIDE, UNSAID) if one in found), ZERO)

    @property
    def who_finances(self) -> tuple[Financing, ...]:
        """The money of each component: what it asks for, who brings it, what rests on those who carry it."""
        return who_finances(self.lines, self.of())

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What two parties exchange in money, once and for one period, wherever it goes both ways."""
        return exchanges_of(self.of(), self.estimate)

    def gaps(self, book: Book = "money", unit: str = "eur") -> tuple[Gap, ...]:
        """The gap each party leaves: what it receives minus what it bears, over the years and year by year."""
        years = self.by_year(book, unit)
        return tuple(
            Gap(
                account,
                book,
                unit,
                balance.received,
                balance.given,
                {year: found[account].net if account in found else ZERO for year, found in years.items()},
            )
            for account, balance in self.balances(book, unit).items()
        )

    def statement(self, account: str) -> Statement:
        """What one actor (or another account) receives and bears, in every book and unit."""
        entries = [one for one in self.entries if account in (one.line.giver, one.line.receiver)]
        mine = dataclasses.replace(self, entries=tuple(entries))
        return Statement(
            account,
            tuple(one for one in entries if one.line.receiver == account),
            tuple(one for one in entries if one.line.giver == account),
            tuple(gap for unit in mine.units for gap in mine.gaps(*unit) if gap.account == account),
        )

    def _sorted(self, found: Mapping[str, Balance]) -> Mapping[str, Balance]:
        order = {name: place for place, name in enumerate((*self.lines.names.actors, *NOT_ACTORS))}
        return {name: found[name] for name in sorted(found, key=lambda one: order.get(one, len(order)))}


def ledger_of(lines: Lines, estimate: Level = "likely") -> Ledger:
    """The ledger of `lines` with the amounts at `estimate` ("low", "likely" or "high"; see `Estimate.at`)."""
    entries: list[Entry] = []
    place = 0
    while place < len(lines.lines):
        line = lines.lines[place]
        if line.parts == 1:
            entries.append(Entry(line, line.amount(estimate)))
        else:
            shared = lines.lines[place : place + line.parts]
            amounts = largest_remainder(line.amount(estimate), [1] * line.parts, smallest(line.unit))
            entries += [Entry(one, amount) for one, amount in zip(shared, amounts, strict=True)]
        place += line.parts
    return Ledger(lines, estimate, tuple(entries))


__all__ = [
    "Balance",
    "Entry",
    "Exchange",
    "Financing",
    "Gap",
    "Ledger",
    "Statement",
    "ledger_of",
    "total",
]
