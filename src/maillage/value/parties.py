"""Who is there when: the presence of each actor, and who carries each component, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Component
from maillage.value.months import Span, between, without

_EVER = Span()
_TO_COME = ("planned", "sought")
Carried = tuple[tuple[tuple[Span, ...], tuple[str, ...]], ...]
"""The actors that carry a component, and when."""


@dataclass(frozen=True, slots=True)
class Parties:
    """`presence` is from the month an actor joins to the month it leaves; absent when neither is said.

    `reversed` holds the actors said to leave before they join; `carried` who carries each component, and when;
    `to_come` the months in which a component is only planned or sought.
    """

    presence: Mapping[str, Span]
    reversed: frozenset[str]
    carried: Mapping[str, Carried]
    to_come: Mapping[str, tuple[Span, ...]]

    def present(self, actor: str) -> Span:
        """When `actor` is there; always, for what is no actor."""
        return self.presence.get(actor, _EVER)

    def bearers(self, components: Iterable[str], month: int) -> tuple[str, ...]:
        """The actors said to carry one of `components` in `month`, each once."""
        found = (
            actor
            for component in components
            for spans, actors in self.carried.get(component, ())
            if any(span.first <= month <= span.last for span in spans)
            for actor in actors
        )
        return tuple(dict.fromkeys(found))

    def not_there_yet(self, components: Iterable[str]) -> list[Span]:
        """The months in which every one of `components` is only planned or sought; none when none is named."""
        common: list[Span] | None = None
        for component in components:
            mine = self.to_come.get(component, ())
            both = mine if common is None else [one.within(other) for one in common for other in mine]
            common = [one for one in both if not one.empty]
        return common or []


def parties_of(dossier: Dossier) -> Parties:
    """The parties of a dossier, through all the states of its actors and components."""
    actors: dict[str, list[Actor]] = {}
    for row in dossier.actors:
        if row.variant_of is None:
            actors.setdefault(row.id, []).append(row)
    presence = {id: _presence(states) for id, states in actors.items()}
    carried, to_come = _components(dossier.components)
    return Parties(
        {id: span for id, span in presence.items() if span != _EVER},
        frozenset(id for id, span in presence.items() if span.empty),
        carried,
        to_come,
    )


def _presence(states: list[Actor]) -> Span:
    """From the earliest day it is said to join, to the day its latest state says it leaves."""
    last = max(states, key=lambda row: between(row.since, None).first)
    joins = [between(row.joined_on, None).first for row in states if row.joined_on is not None]
    return Span(min(joins, default=_EVER.first), between(None, last.left_on).last)


def _components(components: tuple[Component, ...]) -> tuple[dict[str, Carried], dict[str, tuple[Span, ...]]]:
    """Who carries each component and when; when it is only planned or sought."""
    states: dict[str, list[Component]] = {}
    for row in components:
        if row.variant_of is None:
            states.setdefault(row.id, []).append(row)
    carried, to_come = dict[str, Carried](), dict[str, tuple[Span, ...]]()
    for id, rows in states.items():
        spans = held([between(row.since, row.until) for row in rows])
        carried[id] = tuple(
            (tuple(months), row.bearers or ()) for row, months in zip(rows, spans, strict=True)
        )
        yet = [months for row, months in zip(rows, spans, strict=True) if row.status in _TO_COME]
        if yet:
            to_come[id] = tuple(span for months in yet for span in months)
    return carried, to_come


def held(spans: list[Span]) -> list[list[Span]]:
    """The months in which each state of one row holds: of several, the one that began last, then the last by place.

    >>> held([Span(1, 9), Span(4, 5)])
    [[Span(first=1, last=3), Span(first=6, last=9)], [Span(first=4, last=5)]]
    """
    if len(spans) == 1:
        return [[] if spans[0].empty else [spans[0]]]
    order = {place: (span.first, place) for place, span in enumerate(spans)}
    return [
        without(
            span,
            [other for there, other in enumerate(spans) if order[there] > order[place] and not other.empty],
        )
        if not span.empty
        else []
        for place, span in enumerate(spans)
    ]
