"""The lines of a ledger: what each counted row of a dossier makes one party give another, year by year.

A contribution goes from who brings it to whom, a flow from where to where, a cost from its bearer to the outside, a
useful effect from those who carry the components that produce it to those who benefit. See ``docs/methods/ledger.md``.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence

from maillage.dossier.dossier import Dossier
from maillage.value.assumptions import LONGEST, AssumptionError, Assumptions, check_years
from maillage.value.counting import Counted, count
from maillage.value.line import (
    BOOKS,
    COLLECTIVE,
    NOT_ACTORS,
    OUTSIDE,
    UNSAID,
    Book,
    LeftOut,
    Line,
    Lines,
    Names,
)
from maillage.value.months import Span, without, year_of
from maillage.value.names import COUNTED, names_of
from maillage.value.noting import Seen, notes_of
from maillage.value.parties import Parties, held, parties_of
from maillage.value.refusing import Asking, is_silent, refusal, to_come
from maillage.value.stating import Stated, state
from maillage.value.twice import count_once

PLAIN = Assumptions()
"""What is assumed when nothing is asked."""


def lines_of(dossier: Dossier, on: datetime.date, assumptions: Assumptions = PLAIN) -> Lines:
    """The lines of `dossier`, seen on the day `on`. Linear in the number of rows, lines and references.

    Years that `assumptions` leaves open: from the first year in which a counted row begins (else that of `on`) to the
    year of `on`, or later if a row that already holds names a later year. The assumptions of the result say them.
    What a row lacks is said in `left_out`: nothing is guessed.

    Raises `AssumptionError` when the last year comes before the first one, or when there are too many years.
    """
    names, parties = names_of(dossier), parties_of(dossier)
    asking = Asking(on, parties, names, assumptions)
    counted, seen = Counted(), Seen()
    countable = list(_countable(dossier, asking, counted, seen))
    years = _years([stated for stated, _ in countable], on, assumptions)
    for stated, spans in countable:
        count(stated, spans, years, asking, counted)
    once = count_once(counted.lines)
    settled = dataclasses.replace(assumptions, first_year=years[0], last_year=years[-1])
    return Lines(
        once.lines,
        _in_order(counted.left_out, names),
        settled,
        notes_of(once, counted, seen, names, dossier, on),
        on,
        names,
        _bearers(parties, years),
    )


def _countable(
    dossier: Dossier, asking: Asking, counted: Counted, seen: Seen
) -> Iterable[tuple[Stated, list[Span]]]:
    """The rows that can be counted, each with the months in which it holds; the others are said in `counted`."""
    for table in COUNTED:
        states: dict[str, list[Stated]] = {}
        for row in dossier.rows(table):
            if row.variant_of is not None:
                seen.variants += 1
            else:
                states.setdefault(row.id, []).append(state(table, row))
        for group in states.values():
            spans = held([one.span for one in group])
            for stated, months in zip(group, spans, strict=True):
                if _not_yet(stated, asking):
                    counted.elsewhere.append(stated)
                elif is_silent(stated):
                    seen.silent[table] = seen.silent.get(table, 0) + 1
                elif (refused := refusal(stated, asking)) is not None:
                    counted.left_out.append(refused)
                elif (done := _done(stated, months, asking)) or not months:
                    yield stated, done
                else:
                    counted.left_out.append(to_come(stated, asking))


def _done(stated: Stated, months: list[Span], asking: Asking) -> list[Span]:
    """The months that count: an effect waits for what produces it, and so does what a row says without a date."""
    if stated.table == "effects":
        yet = asking.parties.not_there_yet(stated.produced_by)
    elif stated.component is None or stated.span.begins:
        return months
    else:
        yet = asking.parties.not_there_yet((stated.component,))
    return [part for span in months for part in without(span, yet)] if yet else months


def _not_yet(stated: Stated, asking: Asking) -> bool:
    """Whether the row only begins to hold after the day looked at, and after the last year asked for."""
    since, last = stated.row.since, asking.assumptions.last_year
    return since is not None and since.first_day() > asking.on and (last is None or since.year > last)


def _years(counted: Sequence[Stated], on: datetime.date, assumptions: Assumptions) -> range:
    """The years of the ledger. A row that begins after the day looked at does not lengthen it."""
    first, last = assumptions.first_year, assumptions.last_year
    spans = [one.span for one in counted]
    begun = [year_of(span.first) for span in spans if span.begins and year_of(span.first) <= on.year]
    if first is None:
        first = min(*begun, on.year) if begun else on.year
        first = first if last is None else min(first, last)
    if last is None:
        known = [one.span for one in counted if one.row.since is None or one.row.since.first_day() <= on]
        named = [year_of(span.last) for span in known if span.ends]
        named += [year_of(span.first) for span in known if span.begins]
        last = max(first, on.year, *named)
    if last - first >= LONGEST and assumptions.first_year is None:
        first = last - LONGEST + 1
    check_years(first, last)
    return range(first, last + 1)


def _in_order(left_out: Sequence[LeftOut], names: Names) -> tuple[LeftOut, ...]:
    """The rows left out, in the order of the dossier."""
    places = {key: place for place, key in enumerate(names.rows)} if left_out else {}
    return tuple(sorted(left_out, key=lambda one: places[one.table, one.id]))


def _bearers(parties: Parties, years: range) -> dict[str, tuple[str, ...]]:
    """Who carries each component in the years looked at."""
    looked_at = Span(years[0] * 12, years[-1] * 12 + 11)
    return {
        component: tuple(
            dict.fromkeys(
                actor
                for spans, actors in states
                if any(not span.within(looked_at).empty for span in spans)
                for actor in actors
            )
        )
        for component, states in parties.carried.items()
    }


__all__ = [
    "BOOKS",
    "COLLECTIVE",
    "NOT_ACTORS",
    "OUTSIDE",
    "UNSAID",
    "AssumptionError",
    "Assumptions",
    "Book",
    "LeftOut",
    "Line",
    "Lines",
    "Names",
    "lines_of",
]
