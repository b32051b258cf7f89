"""The page of uncertainty: intervals actor by actor, what weighs most, what is not known and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maillage.text import Text
from maillage.value.assumptions import Assumptions
from maillage.value.convergence import Point
from maillage.value.ledger_words import ask_amounts
from maillage.value.sensitivity import Index
from maillage.value.uncertainty import Outcome, Outcomes, Settings, confidences_of, outcomes
from maillage.value.uncertainty_words import (
    about,
    assumptions_said,
    converged_said,
    loses_said,
    outcome_said,
    partial_said,
    said,
    weighs_said,
    widest,
)
from maillage_web.common.templatetags.wording import said as in_words
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.queries.ledgers import lines_for
from maillage_web.values.queries.uncertainty_pictures import (
    Scale,
    convergence_picture,
    interval_picture,
    share_picture,
)

SHOWN = 5
"""How many amounts are named for each actor among those that make its uncertainty."""
FIRST = 3
"""How many intervals are told in sentences first."""

_outcomes: Shelf[Outcomes] = Shelf(
    40_000, lambda found: 10 + len(found.amounts) + sum(map(len, found.convergence.values()))
)


@dataclass(frozen=True, slots=True)
class Weight:
    """An amount and the share of the uncertainty of a balance that it makes, as a bar and out of a hundred."""

    link: Link
    drawn: SafeString
    first: int


@dataclass(frozen=True, slots=True)
class ActorLine:
    """One actor: its interval as a picture and in figures, how often it loses, what weighs, what is missing."""

    actor: Link
    drawn: SafeString
    told: Text
    low: Text
    median: Text
    high: Text
    loses: Text
    varies: bool
    weighs: Text | None
    weights: tuple[Weight, ...]
    partial: Text | None


@dataclass(frozen=True, slots=True)
class AmountLine:
    """An amount that is drawn: its row, its bounds, and how it is read."""

    link: Link
    low: Text
    likely: Text
    high: Text
    told: Text
    varies: bool


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A row that could not be counted: why, and what would repair it when it is not just to ask for its amount."""

    link: Link
    told: Text
    repair: Text | None
    actors: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ConvergenceLine:
    """The percentiles after a number of draws, each with what it spans from one sequence to another."""

    draws: int
    p5: tuple[Text, Text]
    p50: tuple[Text, Text]
    p95: tuple[Text, Text]


@dataclass(frozen=True, slots=True)
class UncertaintyPage:
    """All that the page shows."""

    said: tuple[Text, ...]
    actors: tuple[ActorLine, ...]
    varies: bool
    amounts: tuple[AmountLine, ...]
    missing: tuple[MissingLine, ...]
    ask: Text
    assumptions: tuple[Text, ...]
    converging: Link | None
    convergence: SafeString | None
    converged: Text | None
    points: tuple[ConvergenceLine, ...]


def uncertainty_page(state: State, assumptions: Assumptions, settings: Settings) -> UncertaintyPage:
    """The page for what the person sees of the dossier. Raises `OutcomeError` for settings that cannot be."""
    found = outcomes_for(state, assumptions, settings)
    actor = widest(found)
    points = found.convergence.get(actor, ()) if actor is not None else ()
    return UncertaintyPage(
        said=(*said(found), *_first(found)),
        actors=tuple(_actors(state, found)),
        varies=bool(found.varying),
        amounts=tuple(_amounts(state, found)),
        missing=tuple(_missing(state, found)),
        ask=ask_amounts(),
        assumptions=assumptions_said(found),
        converging=state.link_to_id("actors", actor) if actor and points else None,
        convergence=_convergence(found, actor, points) if actor and points else None,
        converged=converged_said(found, actor) if actor else None,
        points=tuple(_point(one, settings.unit) for one in points),
    )


def outcomes_for(state: State, assumptions: Assumptions, settings: Settings) -> Outcomes:
    """The outcomes of what the person sees of the dossier, computed once for the same settings."""
    key = (state.entry.checksum, state.day, assumptions, settings)
    lines = lines_for(state, assumptions)
    return _outcomes.get(key, lambda: outcomes(lines, settings, confidences_of(state.whole)))


def _actors(state: State, found: Outcomes) -> Iterator[ActorLine]:
    scale = Scale.over([end for one in found.by_actor.values() for end in (one.p5, one.p95)])
    for actor, one in found.by_actor.items():
        drawn = one.varying > 0
        figures = [about(value, found.settings.unit, drawn=drawn) for value in (one.p5, one.p50, one.p95)]
        yield ActorLine(
            actor=state.link_to_id("actors", actor),
            drawn=_interval(found, one, scale),
            told=outcome_said(found, one),
            low=figures[0],
            median=figures[1],
            high=figures[2],
            loses=loses_said(one),
            varies=drawn,
            weighs=weighs_said(found, actor),
            weights=tuple(_weight(state, found, each) for each in found.sensitivity.get(actor, ())[:SHOWN]),
            partial=partial_said(one),
        )


def _interval(found: Outcomes, one: Outcome, scale: Scale) -> SafeString:
    return interval_picture((one.p5, one.p50, one.p95), scale, in_words(outcome_said(found, one)))


def _weight(state: State, found: Outcomes, one: Index) -> Weight:
    return Weight(_row(state, found, one.table, one.id), share_picture(one.first), round(100 * one.first))


def _row(state: State, found: Outcomes, table: str, id: str) -> Link:
    """A link to the row of an amount, by what the ledger calls it."""
    return Link(found.lines.names.row(table, id), state.row_address(table, id))


def _first(found: Outcomes) -> Iterator[Text]:
    """The widest intervals in sentences."""
    varying = [one for one in found.by_actor.values() if one.varying]
    for one in sorted(varying, key=lambda one: one.p5 - one.p95)[:FIRST]:
        yield outcome_said(found, one)


def _amounts(state: State, found: Outcomes) -> Iterator[AmountLine]:
    unit = found.settings.unit
    for one in found.amounts:
        bounds = [
            about(each, unit, drawn=False) for each in (one.drawn.low, one.drawn.likely, one.drawn.high)
        ]
        link = _row(state, found, one.table, one.id)
        yield AmountLine(link, *bounds, told=one.drawn.said, varies=one.drawn.varies)


def _missing(state: State, found: Outcomes) -> Iterator[MissingLine]:
    for one in found.left_out:
        actors = [each for each in one.parties if each in found.lines.names.actors]
        links = tuple(state.link_to_id("actors", each) for each in actors)
        repair = None if one.reason == "no-amount" and links else one.repair
        yield MissingLine(_row(state, found, one.table, one.id), one.said, repair, links)


# --- convergence ------------------------------------------------------------------------------------------------------


def _convergence(found: Outcomes, actor: str, points: tuple[Point, ...]) -> SafeString:
    name = in_words(found.lines.names.account(actor))
    told = _("Percentiles of the balance of %(name)s as draws grow: the bands narrow.") % {"name": name}
    return convergence_picture(points, told)


def _point(one: Point, unit: str) -> ConvergenceLine:
    spans = [(about(each.low, unit), about(each.high, unit)) for each in (one.p5, one.p50, one.p95)]
    return ConvergenceLine(one.draws, *spans)
