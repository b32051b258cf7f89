"""Milestones in order: what was reached when it was, what is aimed at when it is, what has no date last."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.cards.wording import label, text
from maillage.dossier.day_words import date_words
from maillage.dossier.tables import Milestone
from maillage.dossier.values import PartialDate
from maillage.text import Text, capital


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone of a path, and the other statements of the same one: sources that disagree stand side by side."""

    row: Milestone
    when: PartialDate | None
    said: Text
    variants: tuple[Step, ...] = ()


def date_of(row: Milestone) -> PartialDate | None:
    """When a milestone stands on the path: when it was reached if it was, else when it was aimed at.

    Without either, since when its row holds: that places it, and the words still say that the date is not said.
    """
    if row.status in ("aimed", "missed"):
        return row.aimed_on or row.reached_on or row.since
    return row.reached_on or row.aimed_on or row.since


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Milestones in the order of the path, whatever the order of rows; those without date come last."""
    return tuple(sorted(milestones, key=_place))


def _place(row: Milestone) -> tuple[datetime.date, datetime.date, str]:
    when = date_of(row)
    if when is None:
        return datetime.date.max, datetime.date.max, row.id
    return when.first_day(), when.last_day(), row.id


def steps_of(milestones: Iterable[Milestone]) -> tuple[Step, ...]:
    """The milestones as steps, each with its variants. A variant whose own row is not there stands by itself."""
    rows = in_order(milestones)
    known = {row.id for row in rows if row.variant_of is None}
    heads = [row for row in rows if row.variant_of not in known]
    return tuple(
        _step(head, tuple(_step(row) for row in rows if row.variant_of == head.id and row is not head))
        for head in heads
    )


def _step(row: Milestone, variants: tuple[Step, ...] = ()) -> Step:
    return Step(row, date_of(row), status_words(row), variants)


def status_words(row: Milestone) -> Text:
    """Where a milestone stands, in words, with the dates that are known.

    >>> status_words(Milestone(id="a", title="A", status="reached")).en
    'Reached; when is not said'
    """
    status = label("milestone_statuses", row.status) if row.status else text("cards-path.no_status")
    dates = {"aimed": row.aimed_on, "reached": row.reached_on}
    values = {"status": status} | {name: date_words(day) for name, day in dates.items() if day}
    key = f"{'aimed' if row.aimed_on else 'no'}_{'reached' if row.reached_on else 'no'}"
    return capital(text(f"cards-path.{key}", **values))
