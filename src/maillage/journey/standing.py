"""Where a journey stands on a day: turns made in each phase, what findings say there, outputs, what comes next, hours.

A journey is told from the whole dossier, since turns that ended no longer hold. There is no progress figure: a phase
one comes back to is neither ahead nor behind.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from maillage.articulation.analysis import Analysis
from maillage.articulation.findings import Finding
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier, holds
from maillage.dossier.tables import Journey, Session, Turn
from maillage.dossier.values import PartialDate
from maillage.journey.belonging import belongs, finding_concerns
from maillage.journey.due import Due, due
from maillage.journey.hours import Asked, Hours, hours_of
from maillage.journey.outputs import OutputSeen, actor_of, output_seen
from maillage.journey.phase_guides import Beat, Template
from maillage.journey.phases import PhaseHere, bare_code, phases_of, template_of
from maillage.journey.wording import sentence, text
from maillage.text import Text

_FOREVER = datetime.date.max
_ALWAYS = datetime.date.min


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay in a phase, its period in words, whether it goes on on the day looked at, or is still to come."""

    turn: Turn
    period: Text
    now: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """A phase with the stays made in it, the findings that speak there, what was expected of it, its sessions."""

    phase: PhaseHere
    stays: tuple[Stay, ...]
    findings: tuple[Finding, ...]
    outputs: tuple[OutputSeen, ...]
    sessions: tuple[Session, ...]

    @property
    def here(self) -> bool:
        """Whether one stands there on the day."""
        return any(stay.now for stay in self.stays)

    @property
    def entered(self) -> bool:
        """Whether a stay began by the day."""
        return any(not stay.ahead for stay in self.stays)


@dataclass(frozen=True, slots=True)
class BeatTold:
    """A beat of the rhythm: the last session of its kind, and the month by which the next one would come."""

    beat: Beat
    last: Session | None
    by: PartialDate | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A journey on a day. `to_review` are decisions and commitments, the soonest first, those overdue included."""

    journey: Journey
    template: Template | None
    on: datetime.date
    phases: tuple[PhaseStanding, ...]
    sessions: tuple[Session, ...]
    next_session: Session | None
    to_review: tuple[Due, ...]
    rhythm: tuple[BeatTold, ...]
    hours: Hours

    @property
    def here(self) -> tuple[PhaseStanding, ...]:
        """The phases where one stands on the day: none, one, or several at once."""
        return tuple(one for one in self.phases if one.here)

    @property
    def adapted(self) -> bool:
        """Whether the collective wrote its own phases."""
        return any(one.phase.row is not None for one in self.phases)

    def phase(self, code: str) -> PhaseStanding | None:
        """The phase of this code."""
        return next((one for one in self.phases if one.phase.code == code), None)

    @property
    def turns(self) -> tuple[tuple[PhaseStanding, Stay], ...]:
        """Every stay in the order of time; those that do not say when come first, as the dossier gives them."""
        pairs = [(one, stay) for one in self.phases for stay in one.stays]
        return tuple(sorted(pairs, key=lambda pair: (_began(pair[1].turn), _ended(pair[1].turn))))


def journeys_of(dossier: Dossier) -> tuple[Journey, ...]:
    """The journeys of a dossier, each once, those of the collective first."""
    rows = {row.id: row for row in dossier.journeys if row.variant_of is None}.values()
    return tuple(sorted(rows, key=lambda row: actor_of(row) is not None))


def standing_of(
    dossier: Dossier,
    journey: Journey,
    on: datetime.date,
    analysis: Analysis,
    given: Template | None = None,
) -> Standing:
    """Where `journey` stands on the day `on`; `analysis` is that of `dossier` (the whole one) on that day.

    What names no journey belongs to the journey of the collective when it has a single one. `given` stands for a
    template that is not shipped.
    """
    phases = phases_of(dossier, journey, on, given)
    sessions = tuple(
        row for row in dossier.sessions if row.variant_of is None and belongs(row, journey, dossier)
    )
    state = analysis.chain.dossier
    found = tuple(_phase(one, journey, dossier, analysis, sessions) for one in phases)
    template = template_of(journey, given)
    reviews = [one for one in due(state, _ALWAYS, _FOREVER) if one.kind in ("decision", "commitment")]
    efforts = [row for row in dossier.efforts if belongs(row, journey, dossier)]
    begun = [row for row in efforts if row.date is None or row.date.first_day() <= on]
    return Standing(
        journey=journey,
        template=template,
        on=on,
        phases=found,
        sessions=sessions,
        next_session=_next(sessions, on),
        to_review=tuple(one for one in reviews if belongs(one.row, journey, dossier)),
        rhythm=tuple(_beat(one, sessions, on) for one in (template.rhythm if template else ())),
        hours=hours_of(dossier, begun, {one.code: one.title for one in phases}, Asked()),
    )


def _phase(
    phase: PhaseHere, journey: Journey, dossier: Dossier, analysis: Analysis, sessions: tuple[Session, ...]
) -> PhaseStanding:
    state, on = analysis.chain.dossier, analysis.chain.on
    mine = [row for row in dossier.turns if row.journey == journey.id and row.variant_of is None]
    turns = [row for row in mine if bare_code(journey.id, row.phase) == phase.code]
    speaking = [one for one in analysis.findings if one.code in phase.checks]
    return PhaseStanding(
        phase=phase,
        stays=tuple(_stay(row, mine, on) for row in sorted(turns, key=_began)),
        findings=tuple(one for one in speaking if finding_concerns(one, journey, state)),
        outputs=tuple(output_seen(one, state, journey) for one in phase.expected),
        sessions=tuple(
            row for row in sessions if row.phase and bare_code(journey.id, row.phase) == phase.code
        ),
    )


def _began(turn: Turn) -> datetime.date:
    return turn.since.first_day() if turn.since else _ALWAYS


def _ended(turn: Turn) -> datetime.date:
    return turn.until.last_day() if turn.until else _FOREVER


def _stay(turn: Turn, every: list[Turn], on: datetime.date) -> Stay:
    now = holds(turn, on) and not _left(turn, every, on)
    return Stay(turn, period(turn.since, turn.until), now, _began(turn) > on)


def _left(turn: Turn, every: list[Turn], on: datetime.date) -> bool:
    """Whether a stay ended on the very day when one entered another phase to stay there."""
    today = PartialDate.of(on)
    return turn.until == today and any(one.since == today and one.until is None for one in every)


def period(since: PartialDate | None, until: PartialDate | None) -> Text:
    """A period in words, as precise as it was said.

    >>> period(PartialDate.parse("2021"), PartialDate.parse("2023")).fr
    '2021 – 2023'
    """
    if since is not None and until is not None:
        if since == until:
            return date_words(since)
        return sentence("journey.from-to", since=date_words(since), until=date_words(until))
    return _one_end("since", since) if since is not None else _one_end("until", until)


def _one_end(way: str, date: PartialDate | None) -> Text:
    if date is None:
        return text("journey.undated")
    return sentence(f"journey.{way}-day" if date.day else f"journey.{way}", date=date_words(date))


def _next(sessions: tuple[Session, ...], on: datetime.date) -> Session | None:
    """The soonest session that is surely still to come."""
    coming = [(row.date.first_day(), row) for row in sessions if row.date is not None]
    return min(((day, row.id, row) for day, row in coming if day >= on), default=(None, None, None))[2]


def _beat(beat: Beat, sessions: tuple[Session, ...], on: datetime.date) -> BeatTold:
    held = [
        (row.date.last_day(), row.id, row)
        for row in sessions
        if row.kind == beat.kind and row.date is not None and row.date.last_day() <= on
    ]
    if not held:
        return BeatTold(beat, None, None)
    day, _id, last = max(held)
    if beat.every_months is None:
        return BeatTold(beat, last, None)
    months = day.year * 12 + day.month - 1 + beat.every_months
    return BeatTold(beat, last, PartialDate(months // 12, months % 12 + 1))
