"""Today's accounts of an actor, out of the ledger: what is said to come back each year; the rest apart, by row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.dossier.dossier import Dossier
from maillage.text import Text, same
from maillage.transition.apart import (
    Apart,
    Key,
    When,
    Why,
    holds_in,
    key_of,
    never_each_year,
    per_year,
    whens_of,
)
from maillage.transition.coefficients import TODAY
from maillage.transition.inputs import Given
from maillage.transition.wording import counted, sentence
from maillage.value.entry import Entry
from maillage.value.ledger import ledger_of
from maillage.value.line import LeftOut, Line
from maillage.value.lines import Assumptions, Lines, lines_of
from maillage.value.money import LEVELS, Estimate, Level, rounded
from maillage.value.parties import Parties, parties_of
from maillage.value.scenario_rows import carrying_out

_UNIT = "eur"
_WHOLE = Decimal(12)
Counted = tuple[Level, Entry]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What the ledger says of one actor: `given` are sales, contributions and costs that come back, for a year.

    `apart` are the rows that are no amounts of each year, and those of which nobody says so. `year` is the year of
    the accounts, `None` when nothing comes back.
    """

    year: int | None
    given: tuple[Given, ...]
    apart: tuple[Apart, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger of a dossier, ready to be asked for the accounts of any actor."""

    lines: Lines
    entries: Mapping[str, Sequence[Counted]]
    gifts: frozenset[str]
    whens: Mapping[Key, When]
    parties: Parties


@dataclass(frozen=True, slots=True)
class Sorted:
    """Every entry of an actor: those of `today`, of the year `year`, and the others, each with why."""

    year: int | None
    today: tuple[Counted, ...]
    others: tuple[tuple[Counted, Why], ...]


def books_of(dossier: Dossier, on: datetime.date) -> Books:
    """The ledger of `dossier` at the three levels of its estimates, the money of each actor apart."""
    lines = lines_of(dossier, on, Assumptions())
    found: dict[str, list[Counted]] = {}
    for level in LEVELS:
        for entry in ledger_of(lines, level).of("money", _UNIT):
            for party in {entry.line.giver, entry.line.receiver}:
                found.setdefault(party, []).append((level, entry))
    gifts = frozenset(flow.id for gift in dossier.contributions for flow in carrying_out(dossier, gift, on))
    return Books(lines, found, gifts, whens_of(dossier), parties_of(dossier))


def accounts_of(books: Books, actor: str) -> Accounts:
    """The money of `actor` that comes back, as an amount for a whole year, and apart what does not.

    Sales are the flows it receives; contributions what it receives otherwise, or by a flow that carries one out;
    costs all that it bears or gives. What comes back is what a row says with a period (per month, per year…) and holds
    on the day; when nothing does, that of the year before. See ``docs/methods/ledger.md`` for what is counted.
    """
    mine = sort(books, actor)
    asked, notes = _left_out(books.lines.left_out, actor)
    if mine.year is not None and mine.year < books.lines.on.year:
        notes = (sentence("note.year-before", year=same(str(mine.year))), *notes)
    given = tuple(_given(mine.today, actor, mine.year, books.gifts)) if mine.year is not None else ()
    parts = tuple(_parts(mine.today, books.lines, mine.year))
    return Accounts(mine.year, given, (*_apart(mine, actor, books), *asked), (*parts, *notes))


def sort(books: Books, actor: str) -> Sorted:
    """Every entry of `actor`, with nothing left out: of today, or of another kind and why."""
    on = books.lines.on
    month = on.year * 12 + on.month - 1
    every = [(one, _why(one[1].line, books, month)) for one in books.entries.get(actor, ())]
    now = {key_of(entry.line) for (_, entry), why in every if why is None and entry.line.year == on.year}
    year = on.year if now else None
    if not now:
        before = [
            entry.line for (_, entry), why in every if why == "ended" and entry.line.year == on.year - 1
        ]
        now = {key_of(line) for line in before}
        year = on.year - 1 if now else None
    today = tuple(
        one
        for one, why in every
        if why in (None, "ended") and one[1].line.year == year and key_of(one[1].line) in now
    )
    held = {id(one) for one in today}
    others = tuple((one, why or _other(one[1].line, year)) for one, why in every if id(one) not in held)
    return Sorted(year, today, others)


def _why(line: Line, books: Books, month: int) -> Why | None:
    """Why a line is none of today; `None` when what it counts comes back and holds in `month`."""
    when = books.whens.get(key_of(line))
    found = never_each_year(line, when)
    # what a row says without a date waits for its component, as in the ledger
    waits = line.component and when is not None and not when.begins
    yet = books.parties.not_there_yet((line.component,)) if waits and line.component else []
    if found is None and any(one.first <= month <= one.last for one in yet):
        return "to_come"
    presences = [books.parties.present(one) for one in (line.giver, line.receiver)]
    if found is not None or holds_in(when, presences, month):
        return found
    begun = all(span.first <= month for span in (*presences, *(when.spans[:1] if when else ())))
    return "ended" if begun else "to_come"


def _other(line: Line, year: int | None) -> Why:
    """Another year of what comes back."""
    return "to_come" if year is not None and line.year > year else "ended"


# --- what comes back, as an amount a year -----------------------------------------------------------------------------


def _given(today: Iterable[Counted], actor: str, year: int, gifts: frozenset[str]) -> list[Given]:
    sums: dict[str, dict[str, Decimal]] = {}
    rows: dict[str, dict[tuple[str, str], None]] = {}
    today = tuple(today)
    months = _months(today)
    for level, entry in today:
        code = _code(entry, actor, gifts)
        mine = sums.setdefault(code, dict.fromkeys(LEVELS, Decimal(0)))
        mine[level] += entry.amount * _WHOLE / months[key_of(entry.line)]
        rows.setdefault(code, {})[entry.line.table, entry.line.id] = None
    return [
        Given(
            code,
            TODAY,
            _estimate([rounded(found[level]) for level in LEVELS]),
            "ledger",
            tuple(rows[code]),
            date=str(year),
        )
        for code, found in sums.items()
    ]


def _months(today: Iterable[Counted]) -> dict[Key, Decimal]:
    """How many months of the year each state was counted for."""
    found: dict[Key, Decimal] = {}
    for level, entry in today:
        if level == "likely":
            line = entry.line
            often = line.twelfths / (per_year(line.per) * line.times)
            found[key_of(line)] = found.get(key_of(line), Decimal(0)) + often
    return found


def _parts(today: Sequence[Counted], lines: Lines, year: int | None) -> Iterable[Text]:
    """The rows that were counted for a part of the year, and are taken for a whole one."""
    for (table, row, *_), months in _months(today).items():
        if months < _WHOLE:
            counting = counted("months", int(months))
            yield sentence(
                "note.part-of-year", name=lines.names.row(table, row), year=same(str(year)), n=counting
            )


def _code(entry: Entry, actor: str, gifts: frozenset[str]) -> str:
    """The coefficient that an entry adds to. Nobody gives to itself: such a row is left out of the ledger."""
    line = entry.line
    if line.giver == actor:
        return "costs"
    return "revenue" if line.table == "flows" and line.id not in gifts else "contributions"


def _estimate(amounts: Sequence[Decimal]) -> Estimate:
    low, likely, high = sorted(amounts)
    return Estimate(likely=likely) if low == high else Estimate(low, likely, high)


# --- what does not ----------------------------------------------------------------------------------------------------


def _apart(mine: Sorted, actor: str, books: Books) -> list[Apart]:
    """The rows of which nothing is in today's accounts; another year of a row that is needs no word of its own."""

    def row_of(one: Counted) -> tuple[str, str, str]:
        line = one[1].line
        return (line.table, line.id, _code(one[1], actor, books.gifts))

    today = {row_of(one) for one in mine.today}
    found: dict[tuple[str, str, str], list[tuple[Counted, Why]]] = {}
    for one, why in mine.others:
        if row_of(one) not in today or why not in ("ended", "to_come"):
            found.setdefault(row_of(one), []).append((one, why))
    return [_one_apart(row, code, several, books) for (*row, code), several in found.items()]


def _one_apart(row: Sequence[str], code: str, several: Sequence[tuple[Counted, Why]], books: Books) -> Apart:
    sums = dict.fromkeys(LEVELS, Decimal(0))
    for (level, entry), _ in several:
        sums[level] += entry.amount
    lines = [entry.line for (_, entry), _ in several]
    when = books.whens.get(key_of(lines[0]))
    dated = when is None or when.begins
    table, id = row
    return Apart(
        (table, id),
        books.lines.names.row(table, id),
        several[-1][1],
        code,
        _estimate([sums[level] for level in LEVELS]),
        min(line.year for line in lines) if dated else None,
        max(line.year for line in lines) if dated else None,
    )


def _left_out(every: Iterable[LeftOut], actor: str) -> tuple[tuple[Apart, ...], tuple[Text, ...]]:
    """Rows that the ledger leaves out: those of which only the period is missing, and the others in sentences."""
    asked: list[Apart] = []
    notes: dict[Text, int] = {}
    for one in every:
        if actor not in one.parties or one.book not in (None, "money"):
            continue
        if one.reason == "no-period":
            question = Text(f"{one.said.fr} {one.repair.fr}", f"{one.said.en} {one.repair.en}")
            asked.append(Apart((one.table, one.id), one.name, "unsaid", question=question))
        else:
            note = sentence("note.left-out", name=one.name, said=one.said)
            notes[note] = notes.get(note, 0) + 1
    return tuple(asked), tuple(_times(note, times) for note, times in notes.items())


def _times(note: Text, times: int) -> Text:
    """A note, and how many rows it holds of."""
    if times == 1:
        return note
    rows = counted("rows", times)
    return Text(f"{note.fr} ({rows.fr})", f"{note.en} ({rows.en})")
