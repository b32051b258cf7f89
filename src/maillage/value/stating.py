"""What a row states, whatever its table: an amount, in which book, between whom, when. Or why it cannot count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from maillage.dossier.tables import Contribution, Cost, Effect, Flow
from maillage.value.line import Book
from maillage.value.money import Estimate, is_currency
from maillage.value.months import Span, between, of_years
from maillage.value.names import OUTSIDE, UNSAID
from maillage.value.showing import is_standing


@dataclass(frozen=True, slots=True)
class Stated:
    """One row, ready to be counted. The parties of an effect are its components, found year by year.

    `givers` and `receivers` are empty where the bearers of `produced_by` stand.
    """

    table: str
    id: str
    row: Any
    book: Book
    estimate: Estimate
    unit: str | None
    period: str | None
    times: Decimal
    span: Span
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    component: str | None = None
    kind: str | None = None
    produced_by: tuple[str, ...] = ()
    realises: str | None = None
    said: tuple[Decimal, ...] = ()
    """The amounts that are said, from low to high."""

    @property
    def standing(self) -> bool:
        """Whether its amount is there all along, and needs no period."""
        return self.unit is not None and is_standing(self.unit) and self.period in (None, "year")

    @property
    def one_year(self) -> bool:
        """Whether the row names one single year: an amount without period is then the amount of that year."""
        span = self.span
        return span.begins and span.ends and span.first // 12 == span.last // 12


def _of_contribution(row: Contribution) -> Stated:
    return _stated(
        "contributions",
        row,
        "money" if row.kind == "money" else "kind",
        (row.from_,),
        (row.to or UNSAID,),
        component=row.component,
        kind=row.kind,
    )


def _of_flow(row: Flow) -> Stated:
    estimate = Estimate(likely=row.amount)
    return Stated(
        "flows",
        row.id,
        row,
        "money" if is_currency(row.unit) else "kind",
        estimate,
        row.unit,
        row.period,
        _times(row),
        between(row.since, row.until),
        (row.from_,),
        (row.to,),
        component=row.component,
        realises=row.realises,
        said=estimate.said,
    )


def _of_cost(row: Cost) -> Stated:
    book: Book = "money" if row.unit is None or is_currency(row.unit) else "kind"
    span = between(row.since, row.until).within(of_years(row.first_year, row.last_year))
    return _stated(
        "costs",
        row,
        book,
        (row.bearer or UNSAID,),
        (OUTSIDE,),
        span=span,
        component=row.component,
        kind=row.kind,
    )


def _of_effect(row: Effect) -> Stated:
    """A favourable effect goes from who produces it to who benefits; an unfavourable one comes back from who bears it.

    Whoever takes it in charge bears it; else those it reaches do.
    """
    produced_by = row.components or ()
    component = produced_by[0] if len(produced_by) == 1 else None
    if row.sign == "negative":
        bearers = row.taken_in_charge_by or row.beneficiaries or (UNSAID,)
        return _stated("effects", row, "effects", bearers, (), component=component, produced_by=produced_by)
    receivers = (UNSAID,) if row.beneficiaries is None else row.beneficiaries
    return _stated("effects", row, "effects", (), receivers, component=component, produced_by=produced_by)


def _stated(
    table: str,
    row: Any,
    book: Book,
    givers: tuple[str, ...],
    receivers: tuple[str, ...],
    *,
    span: Span | None = None,
    component: str | None = None,
    kind: str | None = None,
    produced_by: tuple[str, ...] = (),
) -> Stated:
    estimate = Estimate(row.low, row.likely, row.high)
    return Stated(
        table,
        row.id,
        row,
        book,
        estimate,
        row.unit,
        row.period,
        _times(row),
        between(row.since, row.until) if span is None else span,
        givers,
        receivers,
        component,
        kind,
        produced_by,
        said=estimate.said,
    )


def _times(row: Any) -> Decimal:
    return Decimal(1) if row.times is None else row.times


_STATING: Mapping[str, Callable[[Any], Stated]] = {
    "contributions": _of_contribution,
    "flows": _of_flow,
    "costs": _of_cost,
    "effects": _of_effect,
}


def state(table: str, row: Any) -> Stated:
    """What `row` of `table` states."""
    return _STATING[table](row)
