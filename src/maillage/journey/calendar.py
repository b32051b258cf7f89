"""What is coming, as an iCalendar feed (RFC 5545): sessions, reviews of decisions and commitments, milestones."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from maillage.journey.due import Due
from maillage.text import Language

PARIS = ZoneInfo("Europe/Paris")
_HOUR = re.compile(r"^\s*(\d{1,2})\s*[:hH]\s*(\d{2})?\s*$")
_LONGEST = Decimal(24)


@dataclass(frozen=True, slots=True)
class Feed:
    """The things due of one dossier: its id and title, and where one reads about a row (`href`)."""

    dossier: str
    title: str
    dues: tuple[Due, ...]
    href: Callable[[Due], str]


def calendar_of(feeds: Iterable[Feed], name: str, language: Language, now: datetime.datetime) -> bytes:
    """The calendar of these feeds, as bytes of an ``.ics`` file.

    The identity of an event is its dossier, table and row: a session moved to another day moves in the calendars that
    have it. `now` stamps the events; the same arguments give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Maillage//Maillage//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(PARIS))
    calendar.add("refresh-interval", datetime.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for feed in feeds:
        for due in feed.dues:
            calendar.add_component(_event(feed, due, language, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(feed: Feed, due: Due, language: Language, now: datetime.datetime) -> Event:
    event = Event()
    event.add("uid", f"{due.kind}-{due.table}-{due.row.id}@{feed.dossier}.maillage")
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("summary", due.said.in_(language))
    event.add("description", feed.title)
    begins = _begins(due)
    event.add("dtstart", begins or due.on)
    event.add("dtend", begins + _lasts(due.row) if begins else due.on + datetime.timedelta(days=1))
    if place := getattr(due.row, "place", None):
        event.add("location", place)
    if href := feed.href(due):
        event.add("url", href)
    if due.kind != "session":
        event.add("transp", "TRANSPARENT")  # a reminder takes no time of the day
    return event


def _begins(due: Due) -> datetime.datetime | None:
    """The moment a session begins, in the time of Paris; none when its hour is not said or cannot be read."""
    hour = hour_of(getattr(due.row, "starts_at", None) or "")
    return datetime.datetime.combine(due.on, hour, tzinfo=PARIS) if hour else None


def hour_of(words: str) -> datetime.time | None:
    """The hour that people wrote: ``14:00``, ``14h``, ``9h30``; none when it cannot be read.

    >>> hour_of("9h30"), hour_of("14:00"), hour_of("dans l’après-midi")
    (datetime.time(9, 30), datetime.time(14, 0), None)
    """
    found = _HOUR.match(words)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


def _lasts(row: Any) -> datetime.timedelta:
    """How long a session lasts; an hour when it is not said, the least that calendars show."""
    hours = row.hours if row.hours and 0 < row.hours <= _LONGEST else Decimal(1)
    return datetime.timedelta(minutes=int(hours * 60))
