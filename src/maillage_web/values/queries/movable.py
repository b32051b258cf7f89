"""The amounts that a what-if may move: those the dossier says, and those of money that it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from maillage.dossier.values import format_decimal
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text
from maillage.value.lines import Lines, Names
from maillage.value.money import is_currency
from maillage.value.scenario import SetAmount
from maillage.value.showing import unit_name
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.choices import SLIDERS, SLIDERS_TO

MONEY, TIMELY = "eur", "year"
"""What an amount of money is entered in when its row does not say: euros a year."""
_FIRST_TOP = Decimal(10_000)
_kept: Shelf[Movables] = Shelf(6_000, lambda movables: len(movables.every) + 1)
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_SIZES = ("contributions", "costs", "flows")


@dataclass(frozen=True, slots=True)
class Movable:
    """An amount to move: whose it is, in what, what the row says now, and how far the slider goes."""

    table: str
    id: str
    link: Link
    giver: Link | None
    receiver: Link | None
    unit: str
    unit_words: Text
    period: str
    period_words: Text | None
    times: Decimal | None
    low: Decimal | None
    value: Decimal | None
    high: Decimal | None
    top: Decimal
    unit_said: bool
    period_said: bool
    why: Text | None

    @property
    def name(self) -> str:
        """How addresses write it: ``costs:budget``."""
        return f"{self.table}:{self.id}"

    @property
    def ends(self) -> str:
        """How addresses write its last year: ``fin:costs:budget``."""
        return f"fin:{self.name}"

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"{self.table}-{self.id}"

    @property
    def base(self) -> str:
        """What the row says, as a field holds it; empty when it says nothing."""
        return "" if self.value is None else format_decimal(self.value)

    @property
    def highest(self) -> str:
        """Where the slider ends."""
        return format_decimal(self.top)

    @property
    def step(self) -> str:
        """By how much the slider moves: a two-hundredth of its course."""
        return format_decimal(self.top / 200)

    @property
    def is_money(self) -> bool:
        """Whether it is counted in money."""
        return is_currency(self.unit)

    def at(self, value: Decimal) -> SetAmount:
        """The change that gives the row this amount; its bounds make way when the amount is beyond them."""
        return SetAmount(
            self.table,
            self.id,
            low=value if self.low is not None and value < self.low else None,
            likely=value,
            high=value if self.high is not None and value > self.high else None,
            unit=None if self.unit_said else self.unit,
            period=None if self.period_said else self.period,
        )


@dataclass(frozen=True, slots=True)
class Movables:
    """The amounts offered, money first, and how many more there are than the page offers."""

    money: tuple[Movable, ...]
    unsaid: tuple[Movable, ...]
    kind: tuple[Movable, ...]
    further: int = 0

    @property
    def every(self) -> tuple[Movable, ...]:
        """All of them, in the order of the page."""
        return (*self.money, *self.unsaid, *self.kind)


def movables_of(state: State, lines: Lines) -> Movables:
    """The amounts that may be moved on the day looked at, as the person sees them.

    `lines` are those of the dossier: a contribution that a flow carries out counts by the flow, which is what moves.
    """
    key = (
        state.entry.checksum,
        state.day,
        state.asked,
        state.past,
        state.entry.slug,
        get_language(),
        lines.assumptions,
    )
    return _kept.get(key, lambda: _movables(state, lines))


def _movables(state: State, lines: Lines) -> Movables:
    counted = {(line.table, line.id) for line in lines.lines}
    left_out = {(one.table, one.id): one.said for one in lines.left_out}
    reading = _Reading(state, lines.names, counted, left_out)
    found = [one for table in _SIZES for one in _of_table(reading, table)]
    money = [one for one in found if one.is_money and one.value is not None]
    unsaid = [one for one in found if one.is_money and one.value is None]
    kind = [one for one in found if not one.is_money]
    kept = [*money, *unsaid, *kind][:SLIDERS]
    groups = [tuple(one for one in kept if one in group) for group in (money, unsaid, kind)]
    return Movables(groups[0], groups[1], groups[2], further=len(found) - len(kept))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What tells whether a row may be moved: whether it is counted, or left out and why."""

    state: State
    names: Names
    counted: Set[tuple[str, str]]
    left_out: Mapping[tuple[str, str], Text]


def _of_table(reading: _Reading, table: str) -> Iterator[Movable]:
    for row in reading.state.dossier.rows(table):
        key = (table, row.id)
        if row.variant_of is not None:
            continue
        if _value(row) is None:
            if row.unit in (None, MONEY) and _is_money(table, row):
                yield _movable(reading, table, row, None)
        elif key in reading.counted or key in reading.left_out:
            yield _movable(reading, table, row, reading.left_out.get(key))


def _is_money(table: str, row: Any) -> bool:
    return table == "costs" or (table == "contributions" and row.kind == "money") or row.unit == MONEY


def _value(row: Any) -> Decimal | None:
    """The amount that the slider begins at: the likely one, else the middle, else the only one said."""
    if hasattr(row, "amount"):
        return row.amount  # type: ignore[no-any-return]
    if row.likely is None and row.low is not None and row.high is not None:
        return (row.low + row.high) / 2  # type: ignore[no-any-return]
    return next((one for one in (row.likely, row.low, row.high) if one is not None), None)


def _movable(reading: _Reading, table: str, row: Any, why: Text | None) -> Movable:
    state = reading.state
    giver, receiver = _parties(state, table, row)
    low, high, value = getattr(row, "low", None), getattr(row, "high", None), _value(row)
    unit = row.unit or MONEY
    period = row.period or (TIMELY if value is None else "")
    return Movable(
        table=table,
        id=row.id,
        link=Link(reading.names.row(table, row.id), state.row_address(table, row.id)),
        giver=giver,
        receiver=receiver,
        unit=unit,
        unit_words=unit_name(unit),
        period=period,
        period_words=vocabulary("periods").label_of(period) if period else None,
        times=row.times,
        low=low,
        value=value,
        high=high,
        top=_top(value, high),
        unit_said=row.unit is not None,
        period_said=row.period is not None or value is not None,
        why=why,
    )


def _parties(state: State, table: str, row: Any) -> tuple[Link | None, Link | None]:
    if table == "costs":
        return (state.link_to_id("actors", row.bearer) if row.bearer else None), None
    return state.link_to_id("actors", row.from_), state.link_to_id("actors", row.to) if row.to else None


def _top(value: Decimal | None, high: Decimal | None) -> Decimal:
    """Where the slider ends: a round number over twice the amount, and over the high one."""
    if value is None:
        return _FIRST_TOP
    wanted = max(value * 2, (high or Decimal(0)) * Decimal("1.2"), Decimal(1))
    power = Decimal(10) ** wanted.adjusted()
    top = next(one * power for one in _NICE if one * power >= wanted)
    return min(top, Decimal(SLIDERS_TO))
