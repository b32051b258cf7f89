"""The page of the journey: which there are, where one stands, what findings say, what comes, what to review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.dossier.tables import Session
from maillage.journey.due import Due
from maillage.journey.outputs import OutputSeen, actor_of
from maillage.journey.phase_guides import Said, Template
from maillage.journey.standing import BeatTold, PhaseStanding, Standing, Stay
from maillage.journey.templates import templates
from maillage.text import Text
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.queries.findings import Line, line_of
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.choices import FINDINGS_SHOWN, REVIEWS_SHOWN
from maillage_web.journeys.queries.ring import Node, ring_picture
from maillage_web.journeys.queries.standing import (
    holder_of,
    journey_address,
    noting,
    phase_address,
    row_page,
    standings,
    workshop_address,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A template one may begin; `holders` are the actors it may be begun for, empty when it is of the collective.

    `barred` says that it is of one actor and that the person may begin it for none.
    """

    template: Template
    begun: bool
    holders: tuple[Link, ...]
    barred: bool
    first: str


@dataclass(frozen=True, slots=True)
class StayShown:
    """A stay in words, and where its row is."""

    stay: Stay
    href: str


@dataclass(frozen=True, slots=True)
class PhaseShown:
    """A phase in the list beside the ring; `number` is the one on the ring."""

    number: int
    standing: PhaseStanding
    href: str
    stays: tuple[StayShown, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """A phase where one stands: its main findings, what was expected, the ways to write what happens."""

    phase: PhaseShown
    lines: tuple[Line, ...]
    more: int
    outputs: tuple[OutputSeen, ...]
    workshop: str


@dataclass(frozen=True, slots=True)
class Coming:
    """The next session: where its row is, what to check before it."""

    session: Session
    href: str
    prepare: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A decision or a commitment to review."""

    due: Due
    href: str
    late: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One journey on its page."""

    standing: Standing
    holder: Link
    picture: SafeString
    phases: tuple[PhaseShown, ...]
    here: tuple[Here, ...]
    way: tuple[tuple[PhaseShown, StayShown], ...]
    coming: Coming | None
    reviews: tuple[Review, ...]
    more_reviews: int
    rhythm: tuple[BeatTold, ...]
    note_session: str
    note_hours: str
    writes: bool
    row: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A journey among several."""

    title: str
    href: str
    here: bool


@dataclass(frozen=True, slots=True)
class JourneyPage:
    """Everything the page shows. `shown` is none when the dossier tells no journey that the person sees."""

    tabs: tuple[Tab, ...]
    shown: Shown | None
    offers: tuple[Offer, ...]


def journey_page(state: State, asked: str = "") -> JourneyPage:
    """The journey asked for, else the first one: that of the collective."""
    found = standings(state)
    chosen = next((one for one in found if one.journey.id == asked), found[0] if found else None)
    tabs = [Tab(one.journey.title, journey_address(state, one.journey.id), one is chosen) for one in found]
    return JourneyPage(
        tabs=tuple(tabs) if len(tabs) > 1 else (),
        shown=_shown(state, chosen) if chosen else None,
        offers=_offers(state, found),
    )


# --- one journey ------------------------------------------------------------------------------------------------------


def _shown(state: State, standing: Standing) -> Shown:
    journey = standing.journey
    phases = tuple(_phase(state, standing, one, number) for number, one in enumerate(standing.phases, 1))
    by_code = {one.standing.phase.code: one for one in phases}
    here = tuple(_here(state, journey.id, by_code[one.phase.code]) for one in standing.here)
    code = standing.here[-1].phase.code if standing.here else ""
    back = journey_address(state, journey.id)
    reviews = tuple(_review(state, one) for one in standing.to_review)
    standing_in = state.living.standing if state.living else None
    confidential = {"holder": journey.holder or "", "visibility": journey.visibility or ""}
    return Shown(
        standing=standing,
        holder=holder_of(state, journey),
        picture=_picture(standing, phases),
        phases=phases,
        here=here,
        way=_way(standing, by_code),
        coming=_coming(state, standing),
        reviews=reviews[:REVIEWS_SHOWN],
        more_reviews=len(reviews[REVIEWS_SHOWN:]),
        rhythm=standing.rhythm,
        note_session=noting(state, "sessions", journey, code, back),
        note_hours=noting(state, "efforts", journey, code, back),
        writes=bool(
            state.rights.may_write
            and standing_in
            and standing_in.writes("journeys", {**confidential, "kept_for": journey.kept_for or ""}).allowed
        ),
        row=row_page(state, "journeys", journey),
    )


def _phase(state: State, standing: Standing, one: PhaseStanding, number: int) -> PhaseShown:
    stays = tuple(StayShown(stay, row_page(state, "turns", stay.turn)) for stay in one.stays)
    return PhaseShown(number, one, phase_address(state, standing.journey.id, one.phase.code), stays)


def _way(standing: Standing, by_code: dict[str, PhaseShown]) -> tuple[tuple[PhaseShown, StayShown], ...]:
    """The stays in the order of time."""
    found = []
    for phase, stay in standing.turns:
        shown = by_code[phase.phase.code]
        found.append((shown, next(one for one in shown.stays if one.stay is stay)))
    return tuple(found)


def _picture(standing: Standing, phases: Sequence[PhaseShown]) -> SafeString:
    tongue = language()
    places = {one.standing.phase.code: place for place, one in enumerate(phases)}
    begun = [(phase, stay) for phase, stay in standing.turns if not stay.ahead]
    nodes = [
        Node(one.number, sum(not shown.stay.ahead for shown in one.stays), one.standing.here)
        for one in phases
    ]
    titles = [one.phase.title.in_(tongue) for one in standing.here]
    middle = " · ".join(titles) or _("not placed yet")
    told = _("The loop of the journey “%(title)s”. Where one stands: %(here)s.") % {
        "title": standing.journey.title,
        "here": ", ".join(titles) or _("the dossier does not say"),
    }
    return ring_picture(nodes, [places[phase.phase.code] for phase, _stay in begun], middle, told)


def _here(state: State, journey: str, phase: PhaseShown) -> Here:
    found, code = phase.standing.findings, phase.standing.phase.code
    return Here(
        phase=phase,
        lines=tuple(line_of(one, state) for one in found[:FINDINGS_SHOWN]),
        more=len(found[FINDINGS_SHOWN:]),
        outputs=phase.standing.outputs,
        workshop=workshop_address(state, journey, code),
    )


def _coming(state: State, standing: Standing) -> Coming | None:
    session = standing.next_session
    if session is None:
        return None
    phase = standing.phase(session.phase or "") or (standing.here[-1] if standing.here else None)
    prepare = phase.phase.before if phase else ()
    return Coming(session, row_page(state, "sessions", session), prepare)


def _review(state: State, due: Due) -> Review:
    return Review(due, row_page(state, due.table, due.row), due.on < state.day)


# --- beginning --------------------------------------------------------------------------------------------------------


def _offers(state: State, found: Sequence[Standing]) -> tuple[Offer, ...]:
    """What one may begin, for who may write it; a leader is offered their own journey only."""
    if state.living is None or not state.rights.may_write:
        return ()
    offers = [_offer(state, one, found) for one in templates()]
    leads = bool(state.living.standing.actor)
    return tuple(one for one in offers if not leads or one.template.kind == "leader")


def _offer(state: State, template: Template, found: Sequence[Standing]) -> Offer:
    mine = [one.journey for one in found if one.journey.template == template.id]
    personal = template.kind == "leader"
    taken = {actor_of(one) for one in mine}
    holders = tuple(one for actor, one in _holders(state) if actor not in taken) if personal else ()
    return Offer(
        template=template,
        begun=bool(mine) and not personal,
        holders=holders,
        barred=personal and not holders,
        first=reverse("phase", args=[state.entry.slug, template.id, template.phases[0].code]),
    )


def _holders(state: State) -> list[tuple[str, Link]]:
    """The actors for whom the person may write what is kept for one actor."""
    standing = state.living.standing if state.living else None
    if standing is None:
        return []
    return [
        (actor.id, Link(Text(actor.name, actor.name), actor.id))
        for actor in state.dossier.actors
        if standing.writes("journeys", {"holder": actor.id, "visibility": "actor"}).allowed
    ]
