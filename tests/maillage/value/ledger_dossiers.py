"""Dossiers whose rows mostly count, drawn at random; and their ledger computed again, in the plainest way.

The second computation shares nothing with the first but the meaning of the tables: it walks every month of every year,
asks of each row whether it holds and whether its parties are there, and adds fractions up.
"""

from __future__ import annotations

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from maillage.dossier.cells import parse_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Actor, Component, Contribution, Cost, Effect, Flow, Record
from maillage.dossier.values import PartialDate
from maillage.value.line import Lines

ACTORS, COMPONENTS = ("a", "b", "c", "d"), ("k", "l")
STANDING = {"ha", "fte", "job", "person", "household", "dwelling", "m2", "place"}
PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}

_parties = st.sampled_from(ACTORS)
_months = st.dates(datetime.date(2018, 1, 1), datetime.date(2026, 12, 31))
_dates = (
    st.none()
    | st.none()
    | st.builds(
        lambda day, cut: PartialDate(*(day.year, day.month, day.day)[:cut]), _months, st.integers(1, 3)
    )
)
_amounts = st.decimals(0, 100_000, places=2) | st.decimals(0, 3, places=3)
_lists = st.none() | st.lists(st.sampled_from(ACTORS), max_size=3, unique=True).map(tuple)


@st.composite
def _common(draw: st.DrawFn, unit: str | None = None) -> dict[str, Any]:
    since, until = draw(_dates), draw(_dates)
    if since and until and since.first_day() > until.last_day():
        until = None
    return {
        "since": since,
        "until": until,
        "unit": unit or draw(st.sampled_from(["eur", "eur", "hour", "ha", "t"])),
        "period": draw(st.sampled_from([None, "once", "year", *PER_YEAR])),
        "times": draw(st.none() | st.decimals("0.5", 400, places=1)),
    }


@st.composite
def _valued(draw: st.DrawFn, unit: str | None = None) -> dict[str, Any]:
    given = dict(zip(draw(_ends), sorted(draw(st.tuples(_amounts, _amounts, _amounts))), strict=False))
    return draw(_common(unit)) | given


_ends = st.sampled_from([("likely",), ("low",), ("high",), ("low", "high"), ("low", "likely", "high")])
_statuses = st.sampled_from([None, "existing", "planned", "sought"])
_component = st.none() | st.sampled_from(COMPONENTS)


@st.composite
def countable(draw: st.DrawFn) -> Dossier:
    """A dossier of four actors and two components, with amounts of every kind, some of them in several states."""
    ids = st.sampled_from("1234")

    def rows(cls: Any, parts: st.SearchStrategy[dict[str, Any]]) -> tuple[Any, ...]:
        return tuple(cls(id=draw(ids), **one) for one in draw(st.lists(parts, max_size=4)))

    joined = {name: draw(_dates) for name in ACTORS}
    return Dossier(
        record=Record(id="x", title="X"),
        actors=tuple(
            Actor(id=name, name=name, joined_on=when, left_on=_later(draw(_dates), when))
            for name, when in joined.items()
        ),
        components=tuple(
            Component(id=name, name=name, bearers=draw(_lists), status=draw(_statuses)) for name in COMPONENTS
        ),
        contributions=rows(
            Contribution,
            st.one_of(
                _sides({"from_": _parties, "to": st.none() | st.just("collective") | _parties}, _valued("eur"))
                .map(lambda one: one | {"kind": "money"}),
                _sides({"from_": _parties, "to": st.just("collective")}, _valued()).map(lambda one: one | {"kind": "time"}),
            ),
        ),
        flows=rows(
            Flow,
            _sides({"from_": _parties | st.just("outside"), "to": _parties, "realises": st.none() | ids}, _common())
            .flatmap(lambda one: _amounts.map(lambda amount: one | {"amount": amount, "object": "x"})),
        ),
        costs=rows(Cost, _sides({"bearer": st.none() | _parties}, _valued())),
        effects=rows(
            Effect,
            st.fixed_dictionaries({
                "name": st.just("x"), "sign": st.none() | st.just("negative"), "beneficiaries": _lists, "taken_in_charge_by": _lists,
                "components": st.none() | st.lists(st.sampled_from(COMPONENTS), unique=True).map(tuple),
            }).flatmap(lambda one: _valued().map(lambda more: one | more)),
        ),
    )  # fmt: skip


def _sides(
    parties: dict[str, st.SearchStrategy[Any]], rest: st.SearchStrategy[dict[str, Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    both = st.fixed_dictionaries(parties | {"component": _component})
    return st.builds(lambda one, more: one | more, both, rest)


def _later(left: PartialDate | None, joined: PartialDate | None) -> PartialDate | None:
    return None if left and joined and joined.first_day() > left.last_day() else left


# --- the second computation ---

Key = tuple[str, str, int, str]
"""Book, unit, year, account."""


def plain_balances(dossier: Dossier, lines: Lines, level: str, last: int | None) -> dict[Key, Fraction]:
    """What each account is left with, by book, unit and year, in whole smallest parts of the unit.

    `last` is the last year asked for: what begins after it, and after the day, is not there yet.
    """
    nets: dict[Key, Fraction] = defaultdict(Fraction)
    posts = [
        post
        for table in ("flows", "contributions", "costs", "effects")
        for post in _posts(dossier, lines, table, level, last)
    ]
    paid = {(realised, year) for table, _, realised, _, year, *_ in posts if table == "flows" and realised}
    ever = {realised for realised, _ in paid}
    moved = {
        (*sides, year)
        for table, _, realised, sides, year, book, *_ in posts
        if (table, book) == ("flows", "money") and not realised
    }
    moved_ever = {sides[:3] for sides in moved}
    for table, id, _, sides, year, book, unit, once, shares in posts:
        if table == "contributions":
            if (id in ever) if once else ((id, year) in paid):
                continue
            if book == "money" and ((sides in moved_ever) if once else ((*sides, year) in moved)):
                continue
        for giver, receiver, amount in shares:
            nets[book, unit, year, giver] -= amount
            nets[book, unit, year, receiver] += amount
    return {key: net for key, net in nets.items() if net}


def _posts(
    dossier: Dossier, lines: Lines, table: str, level: str, last: int | None
) -> Iterator[tuple[Any, ...]]:
    rows = dossier.rows(table)
    for place, row in enumerate(rows):
        if not _sound(table, row) or _not_yet(row, lines, last):
            continue
        later = [
            one
            for rank, one in enumerate(rows)
            if one.id == row.id and (_first(one), rank) > (_first(row), place)
        ]
        once = row.period == "once" or (row.period is None and row.unit not in STANDING)
        counted = {
            year: [month for month in range(12) if _counts(dossier, table, row, later, year, month)]
            for year in ([2017, *lines.years] if once else lines.years)
        }
        if once:
            counted = _the_one(row, counted, lines, dossier, table, later)
        for year, months in counted.items():
            if not months:
                continue
            book, sides = _sides_of(
                dossier, table, row, year, months[-1] if not once else _last_month(row, year, months)
            )
            if not sides:
                continue
            periods = 1 if once else PER_YEAR[row.period or "year"]
            amount = (
                _amount(row, level)
                * Fraction(row.times or 1)
                * periods
                * (1 if once else Fraction(len(months), 12))
            )
            yield (
                table, row.id, getattr(row, "realises", None), (*sides[0], row.component if table != "effects" else None),
                year, book, row.unit, once, _shared(amount, sides, 100 if row.unit == "eur" else 10**6),
            )  # fmt: skip


def _not_yet(row: Any, lines: Lines, last: int | None) -> bool:
    after = row.since is not None and row.since.first_day() > lines.on
    return bool(after and (last is None or row.since.year > last))


def _sound(table: str, row: Any) -> bool:
    """Whether the row is one that a ledger takes: the strategy above leaves few ways to be wrong."""
    one_year = row.since and row.until and row.since.year == row.until.year
    if row.period is None and row.unit not in STANDING and not one_year:
        return False
    if table in ("contributions", "flows"):
        return bool(row.from_ != row.to)
    return not (table == "effects" and row.sign != "negative" and row.beneficiaries == ())


def _the_one(
    row: Any, counted: Any, lines: Lines, dossier: Dossier, table: str, later: Any
) -> dict[int, list[int]]:
    """The year of what happens once: the first of all the months that count, even before the ledger begins."""
    every = [
        (year, month)
        for year in range(2000 if row.since is None else 2016, 2040)
        for month in range(12)
        if _counts(dossier, table, row, later, year, month)
    ]
    if not every:
        return {}
    if row.since is None:
        begin = (lines.years[0], 0)
        every = [one for one in every if one >= begin] or [every[-1]]
    year, month = every[0]
    return {year: [month]} if year in lines.years else {}


def _last_month(row: Any, year: int, months: list[int]) -> int:
    return months[0]


def _counts(dossier: Dossier, table: str, row: Any, later: Any, year: int, month: int) -> bool:
    if not _holds(row, year, month) or any(_holds(one, year, month) for one in later):
        return False
    if _waits(dossier, table, row):
        return False
    if table == "effects":
        return True
    parties = [row.bearer] if table == "costs" else [row.from_, row.to]
    return all(_there(dossier, one, year, month) for one in parties)


def _waits(dossier: Dossier, table: str, row: Any) -> bool:
    """Whether the row is of what is only planned or sought: an effect, or what has no date."""
    named = (row.components or ()) if table == "effects" else (row.component,) * (row.since is None)
    status = {one.id: one.status for one in dossier.components}
    return bool(named) and all(status.get(one) in ("planned", "sought") for one in named)


def _holds(row: Any, year: int, month: int) -> bool:
    return _in(row.since, row.until, year, month)


def _there(dossier: Dossier, actor: str | None, year: int, month: int) -> bool:
    found = [one for one in dossier.actors if one.id == actor]
    return not found or _in(found[0].joined_on, found[0].left_on, year, month)


def _in(begins: PartialDate | None, ends: PartialDate | None, year: int, month: int) -> bool:
    first, last = (
        datetime.date(year, month + 1, 1),
        datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1]),
    )
    return (begins is None or begins.first_day() <= last) and (ends is None or ends.last_day() >= first)


def _first(row: Any) -> tuple[int, int]:
    return (row.since.year, row.since.month or 1) if row.since else (0, 0)


def _sides_of(
    dossier: Dossier, table: str, row: Any, year: int, month: int
) -> tuple[str, list[tuple[str, str]]]:
    if table == "contributions":
        return "money" if row.kind == "money" else "kind", [(row.from_, row.to or "unsaid")]
    if table == "flows":
        return "money" if row.unit == "eur" else "kind", [(row.from_, row.to)]
    if table == "costs":
        return "money" if row.unit == "eur" else "kind", [(row.bearer or "unsaid", "outside")]
    bearers = [
        name
        for key in row.components or ()
        for part in dossier.components
        if part.id == key
        for name in part.bearers or ()
    ]
    makers = list(dict.fromkeys(bearers)) or ["collective"]
    if row.sign == "negative":
        touched = list(row.taken_in_charge_by or row.beneficiaries or ["unsaid"])
        givers, receivers = touched, makers
    else:
        givers, receivers = makers, ["unsaid"] if row.beneficiaries is None else list(row.beneficiaries)
    here = [
        [one for one in side if any(_there(dossier, one, year, rank) for rank in range(month + 1))]
        for side in (givers, receivers)
    ]
    return "effects", [(giver, receiver) for receiver in here[1] for giver in here[0]]


def _amount(row: Any, level: str) -> Fraction:
    if hasattr(row, "amount"):
        return Fraction(row.amount)
    low, likely, high = (None if one is None else Fraction(one) for one in (row.low, row.likely, row.high))
    middle = (low + high) / 2 if low is not None and high is not None else None
    order = {"low": (low, likely, high), "likely": (likely, middle, low, high), "high": (high, likely, low)}[
        level
    ]
    return next(one for one in order if one is not None)


def _shared(amount: Fraction, sides: list[tuple[str, str]], parts: int) -> list[tuple[str, str, Fraction]]:
    """Equal shares in whole smallest parts; those left over go to the first ones."""
    whole = round(amount * parts)
    each, over = divmod(whole, len(sides))
    return [
        (giver, receiver, Fraction(each + (place < over), parts))
        for place, (giver, receiver) in enumerate(sides)
    ]


def as_fraction(amount: Decimal) -> Fraction:
    """A decimal as the fraction it is."""
    return Fraction(amount)


# --- dossiers written as cells ---


def written(tables: dict[str, list[dict[str, Any]]]) -> Dossier:
    """The dossier of these cells; the actors and components that they name exist."""
    rows = {table: [_row(table, cells) for cells in found] for table, found in tables.items()}
    for table in ("actors", "components"):
        known = {row.id for row in rows.setdefault(table, [])}
        named = dict.fromkeys(id for one in tables for row in rows[one] for id in _named(one, row, table))
        rows[table] += [_row(table, {"id": id, "name": id}) for id in named if id not in known]
    return Dossier(record=Record(id="x", title="X"), **{table: tuple(found) for table, found in rows.items()})


def _row(table: str, cells: dict[str, Any]) -> Any:
    definition = TABLES[table]
    values = {
        definition.field(name).attribute: parse_cell(definition.field(name), str(cell)).value
        for name, cell in cells.items()
        if name != "id"
    }
    return definition.row_class(id=cells["id"], **values)


def _named(table: str, row: Any, target: str) -> Iterator[str]:
    for field in TABLES[table].fields:
        if field.table == target:
            value = getattr(row, field.attribute)
            yield from (
                one
                for one in ((value,) if isinstance(value, str) else value or ())
                if one not in field.parties
            )
