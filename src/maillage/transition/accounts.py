"""Today's accounts of an actor, out of the ledger: the same numbers as the value laboratory, each with its rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.text import Text
from maillage.transition.coefficients import TODAY
from maillage.transition.inputs import Given
from maillage.transition.wording import sentence
from maillage.value.entry import Entry
from maillage.value.ledger import ledger_of
from maillage.value.lines import Assumptions, Lines, lines_of
from maillage.value.money import LEVELS, Estimate, Level
from maillage.value.scenario_rows import carrying_out

_UNIT = "eur"


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the ledger says of one actor in `year`: `given` for sales, contributions and costs, where it says any."""

    year: int | None
    given: tuple[Given, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger of a dossier, ready to be asked for the accounts of any actor."""

    lines: Lines
    entries: Mapping[str, Sequence[tuple[Level, Entry]]]
    gifts: frozenset[str]


def books_of(dossier: Dossier, on: datetime.date) -> Books:
    """The ledger of `dossier` at the three levels of its estimates, the money of each actor apart."""
    lines = lines_of(dossier, on, Assumptions())
    found: dict[str, list[tuple[Level, Entry]]] = {}
    for level in LEVELS:
        for entry in ledger_of(lines, level).of("money", _UNIT):
            for party in {entry.line.giver, entry.line.receiver}:
                found.setdefault(party, []).append((level, entry))
    gifts = frozenset(flow.id for gift in dossier.contributions for flow in carrying_out(dossier, gift, on))
    return Books(lines, found, gifts)


def accounts_of(books: Books, actor: str) -> Accounts:
    """The money of `actor` in the last year with entries, that of the day looked at, at the latest.

    Sales are the flows it receives; contributions what it receives otherwise, or by a flow that carries one out;
    costs all that it bears or gives. See ``docs/methods/ledger.md`` for what is counted.
    """
    notes = tuple(
        sentence("note.left-out", name=one.name, said=one.said)
        for one in books.lines.left_out
        if actor in one.parties and one.book in (None, "money")
    )
    mine = books.entries.get(actor, ())
    years = {entry.line.year for _, entry in mine if entry.line.year <= books.lines.on.year}
    if not years:
        return Accounts(None, (), notes)
    year = max(years)
    counted = [(level, entry) for level, entry in mine if entry.line.year == year]
    return Accounts(year, tuple(_given(counted, actor, year, books.gifts)), notes)


def _given(
    counted: Iterable[tuple[Level, Entry]], actor: str, year: int, gifts: frozenset[str]
) -> list[Given]:
    sums: dict[str, dict[str, Decimal]] = {}
    rows: dict[str, dict[tuple[str, str], None]] = {}
    for level, entry in counted:
        code = _code(entry, actor, gifts)
        if code is None:
            continue
        mine = sums.setdefault(code, dict.fromkeys(LEVELS, Decimal(0)))
        mine[level] += entry.amount
        rows.setdefault(code, {})[entry.line.table, entry.line.id] = None
    return [
        Given(
            code,
            TODAY,
            _estimate([found[level] for level in LEVELS]),
            "ledger",
            tuple(rows[code]),
            date=str(year),
        )
        for code, found in sums.items()
    ]


def _code(entry: Entry, actor: str, gifts: frozenset[str]) -> str | None:
    """The coefficient that an entry adds to."""
    line = entry.line
    if line.giver == actor and line.receiver != actor:
        return "costs"
    if line.receiver != actor or line.giver == actor:
        return None
    return "revenue" if line.table == "flows" and line.id not in gifts else "contributions"


def _estimate(amounts: Sequence[Decimal]) -> Estimate:
    low, likely, high = sorted(amounts)
    return Estimate(likely=likely) if low == high else Estimate(low, likely, high)
