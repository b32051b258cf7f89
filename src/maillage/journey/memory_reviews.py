"""When something is to be reviewed: late, now, soon, later, or without a date."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate
from maillage.journey.memory_words import sentence, text
from maillage.text import Text

NOW_DAYS = 14
"""A review is for now from this many days before its date on, and to the last day of the month or year it names."""
SOON_DAYS = 60
"""Before that, a review is soon within this many days: about the time between two meetings of a collective."""

When = Literal["late", "now", "soon", "later", "done", "unsaid", "replaced", "over"]
ORDER: tuple[When, ...] = ("late", "now", "soon")
"""The reviews to speak of first, the latest ones before the others."""


@dataclass(frozen=True, slots=True)
class Review:
    """When a row is to be reviewed, in a code and in words."""

    when: When
    said: Text


def review_of(review_on: PartialDate | None, reviewed_on: PartialDate | None, on: datetime.date) -> Review:
    """Where a review stands on `on`. A review made on or after the date that was set for it is done.

    >>> review_of(PartialDate(2026, 3), None, datetime.date(2026, 5, 1)).said.en
    'to review since March 2026'
    """
    if review_on is None:
        return _done(reviewed_on) if reviewed_on else Review("unsaid", text("memory-review.unsaid"))
    if reviewed_on is not None and reviewed_on.first_day() >= review_on.first_day():
        return _done(reviewed_on)
    when = _when(review_on, on)
    key = f"{when}-day" if when in ("late", "later") and review_on.day else when
    return Review(when, sentence(f"memory-review.{key}", date=date_words(review_on)))


def _when(review_on: PartialDate, on: datetime.date) -> When:
    if review_on.last_day() < on:
        return "late"
    left = (review_on.first_day() - on).days
    if left <= NOW_DAYS:
        return "now"
    return "soon" if left <= SOON_DAYS else "later"


def _done(reviewed_on: PartialDate) -> Review:
    key = "done-day" if reviewed_on.day else "done"
    return Review("done", sentence(f"memory-review.{key}", date=date_words(reviewed_on)))
