"""What changed between two days, as the page shows it: the two days asked for, the days named, the changes by table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate, fold
from maillage.network.changes import SECTIONS, Changed, Changes, ChangesError, Figure, changes_between
from maillage.text import Text
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State

_LONGEST = 60
_SIGNS = {"joined": "+", "appeared": "+", "new": "+", "left": "−", "ended": "−", "gone": "−", "up": "↑", "down": "↓",
          "kept": "=", "broken": "×"}  # fmt: skip

_changes: Shelf[Changes] = Shelf(30_000, lambda found: 1 + len(found.changed))


@dataclass(frozen=True, slots=True)
class Line:
    """One change: its sign, the row, what is said of it."""

    sign: str
    row: Link
    said: Text


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one table."""

    code: str
    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a reading before and after."""

    title: Text
    figure: Figure


@dataclass(frozen=True, slots=True)
class Pair:
    """Two named days that follow each other, and the address that compares them."""

    before: str
    after: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything that the page shows. `refused` says which day could not be read, or why they cannot be compared.

    `blurred` holds the figures whose difference stays within the margins of doubtful ties, `firm` the others.
    """

    before: str
    after: str
    pairs: tuple[Pair, ...]
    refused: tuple[str, ...]
    said: tuple[Text, ...]
    sections: tuple[Section, ...]
    firm: tuple[Row, ...]
    blurred: tuple[Row, ...]


def changes_page(state: State, before: str, after: str) -> ChangesPage:
    """The page for two days as the address says them; without any, for the last two days that the group named."""
    before, after = before.strip()[:_LONGEST], after.strip()[:_LONGEST]
    if not before and not after:
        before, after = _last_named(state)
    refused: list[str] = []
    days = [_day(state, words, refused) if words else None for words in (before, after)]
    if before and not after and not refused:
        days[1], after = state.day, state.day.isoformat()
    elif after and not before:
        refused.append(_("Give the first of the two days."))
    found = None
    if days[0] and days[1] and not refused:
        try:
            found = _between(state, days[0], days[1])
        except ChangesError as error:
            refused.append(said(error.text))
    sections = tuple(_sections(state, found)) if found else ()
    rows = [Row(one.title, figure) for one in (found.readings if found else ()) for figure in one.figures]
    return ChangesPage(
        before=before,
        after=after,
        pairs=tuple(_pairs(state, before, after)),
        refused=tuple(refused),
        said=found.said if found else (),
        sections=sections,
        firm=tuple(row for row in rows if row.figure.clear is not False),
        blurred=tuple(row for row in rows if row.figure.clear is False),
    )


def _between(state: State, before: datetime.date, after: datetime.date) -> Changes:
    key = (state.entry.checksum, before, after)
    return _changes.get(key, lambda: changes_between(state.whole, before, after))


def _day(state: State, words: str, refused: list[str]) -> datetime.date | None:
    """The day that words mean: a date, or a day that the group named; what cannot be read is said."""
    for read in (PartialDate.parse, PartialDate.parse_french):
        try:
            return read(words).last_day()
        except ValueError:
            continue
    for named in state.named_days:
        if fold(words) in (named.id, fold(named.title)):
            return named.date.last_day()
    refused.append(
        _("“%(found)s” is not a date: write a year (2015), a month (2015-03) or a day (2015-03-12).")
        % {"found": words}
    )
    return None


# --- named days -----------------------------------------------------------------------------------------------------


def _last_named(state: State) -> tuple[str, str]:
    """The last two days that the group named, as the form writes them; empty when there are not two."""
    days = list(dict.fromkeys(str(named.date) for named in state.named_days))
    return (days[-2], days[-1]) if len(days) > 1 else ("", "")


def _pairs(state: State, before: str, after: str) -> Iterable[Pair]:
    for one, other in pairwise(state.named_days):
        first, second = str(one.date), str(other.date)
        query = urlencode({"de": first, "a": second} | ({"vu": state.past} if state.past else {}))
        href = f"{reverse('changes', args=[state.entry.slug])}?{query}"
        yield Pair(one.title, other.title, href, (first, second) == (before, after))


# --- by table -------------------------------------------------------------------------------------------------------


def _sections(state: State, found: Changes) -> Iterable[Section]:
    for table in SECTIONS:
        lines = tuple(_line(state, one) for one in found.of(table))
        if lines:
            yield Section(table, TABLES[table].label, lines)


def _line(state: State, one: Changed) -> Line:
    return Line(_SIGNS.get(one.kind, "~"), Link(one.name, state.row_address(one.table, one.id)), one.said)
