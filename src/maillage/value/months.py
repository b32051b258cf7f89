"""Spans of months: when a row holds, when its parties are there, how many months of a year that makes.

A month is a number, twelve times its year plus its rank from 0. A month that has begun counts whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from maillage.dossier.values import PartialDate

EVER, NEVER_ENDS = -(10**12), 10**12
"""The months before any and after any: what is not said to begin or to end."""


class Span(NamedTuple):
    """The months from `first` to `last`, both included. Empty when `last` is before `first`."""

    first: int = EVER
    last: int = NEVER_ENDS

    @property
    def empty(self) -> bool:
        """Whether it holds no month."""
        return self.last < self.first

    @property
    def begins(self) -> bool:
        """Whether its first month is known."""
        return self.first != EVER

    @property
    def ends(self) -> bool:
        """Whether its last month is known."""
        return self.last != NEVER_ENDS

    def within(self, other: Span) -> Span:
        """The months of both."""
        return Span(max(self.first, other.first), min(self.last, other.last))


def year_of(month: int) -> int:
    """The year of a month.

    >>> year_of(2023 * 12 + 11)
    2023
    """
    return month // 12


def between(begins: PartialDate | None, ends: PartialDate | None) -> Span:
    """The months from the first of `begins` to the last of `ends`.

    >>> between(PartialDate.parse("2022-10"), PartialDate.parse("2022"))
    Span(first=24273, last=24275)
    """
    first = EVER if begins is None else begins.year * 12 + (begins.month or 1) - 1
    last = NEVER_ENDS if ends is None else ends.year * 12 + (ends.month or 12) - 1
    return Span(first, last)


def of_years(first: int | None, last: int | None) -> Span:
    """The months from January of `first` to December of `last`."""
    return Span(EVER if first is None else first * 12, NEVER_ENDS if last is None else last * 12 + 11)


def without(span: Span, others: Iterable[Span]) -> list[Span]:
    """The months of `span` that are in none of `others`, as spans in order.

    >>> without(Span(1, 9), [Span(3, 4)])
    [Span(first=1, last=2), Span(first=5, last=9)]
    """
    left = [span]
    for other in others:
        left = [
            part
            for one in left
            for part in (
                Span(one.first, min(one.last, other.first - 1)),
                Span(max(one.first, other.last + 1), one.last),
            )
            if not part.empty
        ]
    return left


def by_year(spans: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """For each year, how many of the months of `spans` it has, and the last of them. The spans are in order and end.

    >>> list(by_year([Span(2022 * 12 + 9, 2023 * 12 + 5)]))
    [(2022, 3, 24275), (2023, 6, 24281)]
    """
    counts: dict[int, tuple[int, int]] = {}
    for span in spans:
        for year in range(year_of(span.first), year_of(span.last) + 1):
            last = min(span.last, year * 12 + 11)
            before = counts.get(year, (0, 0))[0]
            counts[year] = (before + last - max(span.first, year * 12) + 1, last)
    yield from ((year, months, last) for year, (months, last) in counts.items())
