"""From what a row states to its lines: in which years, how many times, between whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from maillage.dossier.vocabularies import vocabulary
from maillage.value.line import LeftOut, Line
from maillage.value.money import LARGEST, WIDE, rounded
from maillage.value.months import NEVER_ENDS, Span, by_year, of_years, year_of
from maillage.value.names import COLLECTIVE
from maillage.value.refusing import Asking, absence, left_out, range_of
from maillage.value.showing import shown
from maillage.value.stating import Stated

PLACES = Decimal("1E-20")
"""To what a factor is rounded: a third of a year is not a decimal number."""


@dataclass(slots=True)
class Counted:
    """What counting the rows gives: lines, rows left out, and rows to speak of."""

    lines: list[Line] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    elsewhere: list[Stated] = field(default_factory=list)
    cut: list[Stated] = field(default_factory=list)
    undated: list[Stated] = field(default_factory=list)
    always: list[Stated] = field(default_factory=list)


def count(stated: Stated, spans: Sequence[Span], years: range, asking: Asking, counted: Counted) -> None:
    """Add to `counted` the lines of `stated`, which holds in the months of `spans`, for the `years` of a ledger."""
    there = _together(stated, spans, asking)
    if not there:
        key = "taken-over" if not spans else "never-together"
        counted.left_out.append(left_out(stated, asking.names, key))
        return
    if stated.table != "effects" and _is_cut(stated, spans, there):
        counted.cut.append(stated)
    when = list(_when(stated, there, years, asking))
    if not when:
        counted.elsewhere.append(stated)
        return
    if not stated.span.begins:
        (counted.undated if counts_once(stated, asking) else counted.always).append(stated)
    lines = [line for year, months, last in when for line in _of_year(stated, year, months, last, asking)]
    refused = _refused(stated, lines, asking)
    if refused is not None:
        counted.left_out.append(refused)
    else:
        counted.lines += lines


def counts_once(stated: Stated, asking: Asking) -> bool:
    """Whether the amount counts in one year only: said so, or taken so where the period is not said."""
    if stated.period is not None or stated.standing:
        return stated.period == "once"
    return stated.one_year or asking.assumptions.unsaid_period == "once"


def _together(stated: Stated, spans: Sequence[Span], asking: Asking) -> list[Span]:
    """The months of `spans` in which the parties of a row are there. Those of an effect are looked at year by year."""
    if stated.table == "effects":
        return list(spans)
    known = asking.parties.presence
    there = Span()
    for party in (*stated.givers, *stated.receivers):
        if party in known:
            there = there.within(known[party])
    return [span for span in (one.within(there) for one in spans) if not span.empty]


def _is_cut(stated: Stated, spans: Sequence[Span], there: Sequence[Span]) -> bool:
    """Whether the row says dates at which one of its parties is not there."""
    early = spans[0].begins and there[0].first > spans[0].first
    late = spans[-1].ends and there[-1].last < spans[-1].last
    return bool(early or (late and stated.period != "once"))


def _when(
    stated: Stated, there: Sequence[Span], years: range, asking: Asking
) -> Iterator[tuple[int, int, int]]:
    """The years that count, each with its months and the last of them."""
    ledger = of_years(years[0], years[-1])
    if counts_once(stated, asking):
        first = there[0].first if stated.span.begins else _first(there, ledger.first)
        if ledger.first <= first <= ledger.last:
            yield year_of(first), 12, first
        return
    yield from by_year([span for span in (one.within(ledger) for one in there) if not span.empty])


def _first(there: Sequence[Span], begin: int) -> int:
    """The first month of `there` from `begin` on; the last of all, when everything was before."""
    return next((max(span.first, begin) for span in there if span.last >= begin), there[-1].last)


def _of_year(stated: Stated, year: int, months: int, last: int, asking: Asking) -> list[Line]:
    givers, receivers = _sides(stated, year, last, asking)
    parts = len(givers) * len(receivers)
    if not parts:
        return []
    twelfths = twelfths_of(None if counts_once(stated, asking) else _periods(stated), months, stated.times)
    each = factor(twelfths, parts)
    period = stated.period if stated.period or stated.standing else "once"
    return [
        Line(
            stated.table,
            stated.id,
            stated.book,
            year,
            giver,
            receiver,
            stated.estimate,
            each,
            stated.unit or "",
            stated.component,
            stated.kind,
            parts,
            twelfths,
            period,
            stated.times,
            stated.realises,
        )
        for receiver in receivers
        for giver in givers
    ]


def _sides(stated: Stated, year: int, last: int, asking: Asking) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who gives and who receives in `year`. Whoever is not there takes no part in an effect."""
    if stated.table != "effects":
        return stated.givers, stated.receivers
    bearers = asking.parties.bearers(stated.produced_by, last) or (COLLECTIVE,)
    sides = [
        tuple(one for one in side if not asking.parties.present(one).within(Span(year * 12, last)).empty)
        for side in (stated.givers or bearers, stated.receivers or bearers)
    ]
    return sides[0], sides[1]


def _refused(stated: Stated, lines: Sequence[Line], asking: Asking) -> LeftOut | None:
    if not lines:
        sides = [side for side in (stated.givers, stated.receivers) if side]
        bearers = asking.parties.bearers(stated.produced_by, min(stated.span.last, NEVER_ENDS))
        return left_out(stated, asking.names, "absent", **absence(bearers or sides[0], stated, asking))
    most = max(stated.said)
    if any(WIDE.multiply(most, line.twelfths) > LARGEST * 12 for line in lines):
        amount = range_of(stated.estimate, stated.unit)
        return left_out(stated, asking.names, "too-large", amount=amount, largest=shown(LARGEST, "eur"))
    return None


def _periods(stated: Stated) -> str:
    return "year" if stated.standing or stated.period is None else stated.period


@lru_cache(maxsize=4096)
def twelfths_of(period: str | None, months: int, times: Decimal) -> Decimal:
    """Twelve times how often an amount counts in a year of which `months` months are concerned; `None` for once.

    Periods in a year (``vocabularies/periods.csv``) × months × times.

    >>> twelfths_of("week", 6, Decimal(1)), twelfths_of(None, 12, Decimal(2))
    (Decimal('312'), Decimal('24'))
    """
    if period is None:
        return WIDE.multiply(Decimal(12), times)
    per_year = int(vocabulary("periods").terms[period].properties["per_year"])
    return WIDE.multiply(Decimal(per_year * months), times)


@lru_cache(maxsize=4096)
def factor(twelfths: Decimal, parts: int) -> Decimal:
    """How often an amount counts in each of `parts` lines, to twenty decimals.

    >>> factor(Decimal(312), 1), factor(Decimal(12), 3)
    (Decimal('26'), Decimal('0.33333333333333333333'))
    """
    exact = WIDE.divide(twelfths, Decimal(12 * parts))
    return exact if exact == exact.to_integral_value() else rounded(exact, PLACES)


__all__ = ["Counted", "count", "counts_once", "factor"]
