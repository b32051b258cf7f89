"""The page of a phase: aim, questions, what to check, workshops, outputs and rows, findings, guide, obstacles met."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from maillage.articulation.catalogue import catalogue as checks_catalogue
from maillage.articulation.findings import name_of
from maillage.dossier.tables import Journey
from maillage.dossier.vocabularies import vocabulary
from maillage.journey.guide import GuidePage, pages_for
from maillage.journey.outputs import OutputSeen
from maillage.journey.phase_guides import READING, Said, Template
from maillage.journey.phases import PhaseHere, phases_of
from maillage.journey.standing import PhaseStanding, Standing
from maillage.journey.templates import known_template
from maillage.workshop.designs import DESIGNS, Design
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.findings import Level, levels
from maillage_web.dossiers.queries.state import Link, State, table_label
from maillage_web.journeys.queries.journey import StayShown
from maillage_web.journeys.queries.standing import (
    journey_address,
    noting,
    phase_address,
    row_page,
    standings,
    workshop_address,
)

_ROWS = 6


@dataclass(frozen=True, slots=True)
class WorkshopOffered:
    """A ready workshop that suits the phase, and the form that opens it when one may."""

    design: Design
    href: str


@dataclass(frozen=True, slots=True)
class OutputShown:
    """An expected output with the rows that show it (`more` others), its table, and the form of a new row."""

    seen: OutputSeen
    table: Link | None
    rows: tuple[Link, ...]
    more: int
    add: str


@dataclass(frozen=True, slots=True)
class PhasePage:
    """Everything the page shows. Without `standing`, the phase is that of a template that was not begun."""

    journey: Journey
    template: Template | None
    standing: Standing | None
    phase: PhaseHere
    number: int
    stays: tuple[StayShown, ...]
    outputs: tuple[OutputShown, ...]
    levels: tuple[Level, ...]
    silent: tuple[Link, ...]
    workshops: tuple[WorkshopOffered, ...]
    loops_to: tuple[Link, ...]
    guide: tuple[GuidePage, ...]
    met: tuple[Link, ...]
    before: Link | None
    after: Link | None
    back: str
    edit: str
    note_session: str
    note_hours: str
    workshop: str
    here: bool
    sessions: tuple[Link, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Where what guides the phase comes from, each once; our own reading is said apart."""
        said: tuple[Said, ...] = (*self.phase.questions, *self.phase.before, *self.phase.after)
        found = dict.fromkeys([self.phase.source, *(one.source for one in said)])
        return tuple(one for one in found if one and one != READING)


def phase_page(state: State, journey: str, code: str) -> PhasePage | None:
    """The page of a phase of a journey of the dossier, or of a shipped template; none when there is no such phase."""
    standing = next((one for one in standings(state) if one.journey.id == journey), None)
    if standing is not None:
        found = standing.phase(code)
        return _page(state, standing.journey, standing.template, standing, found) if found else None
    template = known_template(journey)
    if template is None or template.phase(code) is None:
        return None
    row = Journey(id=template.id, title="", template=template.id, holder="collective")
    here = next(one for one in phases_of(state.whole, row, state.day) if one.code == code)
    return _page(state, row, template, None, PhaseStanding(here, (), (), (), ()))


def _page(
    state: State, journey: Journey, template: Template | None, standing: Standing | None, found: PhaseStanding
) -> PhasePage:
    phase = found.phase
    every = (
        tuple(one.phase for one in standing.phases)
        if standing
        else phases_of(state.whole, journey, state.day)
    )
    place = next(place for place, one in enumerate(every) if one.code == phase.code)
    links = {one.code: Link(one.title, phase_address(state, journey.id, one.code)) for one in every}
    here = phase_address(state, journey.id, phase.code)
    spoken = {one.code for one in found.findings}
    writes = standing is not None
    return PhasePage(
        journey=journey,
        template=template,
        standing=standing,
        phase=phase,
        number=place + 1,
        stays=tuple(StayShown(one, row_page(state, "turns", one.turn)) for one in found.stays),
        outputs=tuple(_output(state, one, here, begun=writes) for one in (found.outputs or _unseen(phase))),
        levels=levels(found.findings, state),
        silent=tuple(_check(one) for one in phase.checks if one not in spoken),
        workshops=tuple(
            WorkshopOffered(
                DESIGNS[one], workshop_address(state, journey.id, phase.code, one) if writes else ""
            )
            for one in phase.workshops
            if one in DESIGNS
        ),
        loops_to=tuple(links[one] for one in phase.loop.to if one in links),
        guide=pages_for(phase=f"{template.id}/{phase.code}") if template else (),
        met=_met(state) if writes else (),
        before=links[every[place - 1].code] if place else None,
        after=links[every[place + 1].code] if place + 1 < len(every) else None,
        back=journey_address(state, journey.id) if standing else state.address("journey"),
        edit=row_page(state, "phases", phase.row) if phase.row else "",
        note_session=noting(state, "sessions", journey, phase.code, here) if writes else "",
        note_hours=noting(state, "efforts", journey, phase.code, here) if writes else "",
        workshop=workshop_address(state, journey.id, phase.code) if writes else "",
        here=found.here,
        sessions=tuple(Link(name_of(row), row_page(state, "sessions", row)) for row in found.sessions),
    )


def _unseen(phase: PhaseHere) -> tuple[OutputSeen, ...]:
    return tuple(OutputSeen(one.said, one.output, (), None) for one in phase.expected)


def _check(code: str) -> Link:
    return Link(checks_catalogue()[code].title, reverse("check", args=[code]))


def _output(state: State, seen: OutputSeen, back: str, *, begun: bool) -> OutputShown:
    if seen.output is None or seen.output.table == "dossier":
        return OutputShown(seen, None, (), 0, "")
    table = seen.output.table
    actors = state.analysis.chain.actors
    shown = tuple(Link(name_of(row, actors), state.row_address(table, row.id)) for row in seen.rows[:_ROWS])
    add = adding(state, table, {}, back) if seen.there is False and begun else ""
    return OutputShown(
        seen, Link(table_label(table), state.address("table", table)), shown, len(seen.rows[_ROWS:]), add
    )


def _met(state: State) -> tuple[Link, ...]:
    """The obstacles noted, each once, leading to what others did about them."""
    codes = dict.fromkeys(row.obstacle for row in state.dossier.obstacles if row.variant_of is None)
    known = vocabulary("obstacles")
    return tuple(
        Link(known.label_of(one), reverse("obstacle", args=[one]) if one in known.terms else "")
        for one in codes
    )
