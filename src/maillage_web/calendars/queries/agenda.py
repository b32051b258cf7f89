"""What is coming in a dossier, and what should have been looked at already."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import override

from maillage.dossier.dossier import Dossier
from maillage.journey.calendar import Feed
from maillage.journey.due import Due, due
from maillage.text import Language, Text
from maillage_web.dossiers.queries.state import Link, State

BEHIND = datetime.timedelta(days=731)
AHEAD = datetime.timedelta(days=731)
KINDS = {
    "session": Text("séance", "session"),
    "decision": Text("décision à revoir", "decision to review"),
    "commitment": Text("engagement à revoir", "commitment to review"),
    "milestone": Text("jalon visé", "milestone aimed at"),
    "silence": Text("mise de côté qui prend fin", "check set aside until then"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing due: when, of what kind, in words, and where its row is."""

    on: datetime.date
    kind: Text
    said: Text
    link: Link
    when: str
    place: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """Late reviews first, then what is coming, the soonest first."""

    late: tuple[Line, ...]
    coming: tuple[Line, ...]


def agenda_of(state: State) -> Agenda:
    """What is due around the day looked at, among the rows that the person sees."""
    found = due(state.whole, state.day - BEHIND, state.day + AHEAD)
    late = [one for one in found if one.on < state.day and one.kind in ("decision", "commitment")]
    coming = [one for one in found if one.on >= state.day]
    return Agenda(tuple(_line(state, one) for one in late), tuple(_line(state, one) for one in coming))


def _line(state: State, one: Due) -> Line:
    row = one.row
    return Line(
        one.on,
        KINDS.get(one.kind, Text("à voir", "to see")),
        one.said,
        state.link_to(row, one.table),
        getattr(row, "starts_at", None) or "",
        getattr(row, "place", None) or "",
    )


def feed_of(slug: str, dossier: Dossier, today: datetime.date, origin: str, language: Language) -> Feed:
    """The feed of one dossier: the last year and the two to come."""
    dues = due(dossier, today - datetime.timedelta(days=366), today + AHEAD)
    return Feed(slug, dossier.record.title, tuple(dues), _address(slug, origin, language))


def _address(slug: str, origin: str, language: Language) -> Callable[[Due], str]:
    with override(language):
        agenda = urljoin(origin, reverse("agenda", args=(slug,)))
    return lambda _one: agenda
