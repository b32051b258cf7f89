"""Balances before and after stated changes, side by side. Nothing is written: the dossier stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.safestring import SafeString

from maillage.articulation.chain import active
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Component
from maillage.text import Text
from maillage.value.assumptions import LONGEST, Assumptions
from maillage.value.entry import Balance
from maillage.value.ledger import Ledger, ledger_of
from maillage.value.lines import NOT_ACTORS, lines_of
from maillage.value.money import Level
from maillage.value.scenario import Change, Ending, Newcomer, ScenarioError, apply
from maillage.value.showing import shown
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.values.queries.accounts import account_link
from maillage_web.values.queries.ledgers import ledger_for, lines_for
from maillage_web.values.queries.pictures import difference_bar

_NOTHING = Balance()


@dataclass(frozen=True, slots=True)
class Moved:
    """An account: its balance before and after, and by how much it moves."""

    id: str
    account: Link
    before: Text
    after: Text
    difference: Text
    bar: SafeString
    change: Decimal
    joins: bool
    leaves: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The balances of the actors and of the other accounts; what was done, and what could not be, by its field."""

    first_year: int
    last_year: int
    actors: tuple[Moved, ...]
    others: tuple[Moved, ...]
    done: tuple[Text, ...]
    refused: Mapping[str, Text]

    @property
    def gaining(self) -> tuple[Moved, ...]:
        """The actors whose balance rises, by how much."""
        return tuple(sorted((one for one in self.actors if one.change > 0), key=lambda one: -one.change))

    @property
    def losing(self) -> tuple[Moved, ...]:
        """The actors whose balance falls, by how much."""
        return tuple(sorted((one for one in self.actors if one.change < 0), key=lambda one: one.change))

    @property
    def still(self) -> int:
        """How many balances of actors do not move."""
        return sum(not one.change for one in self.actors)


@dataclass(frozen=True, slots=True)
class Parties:
    """Who may leave, and who and what a newcomer may bring something to."""

    actors: tuple[Actor, ...]
    components: tuple[Component, ...]

    @property
    def actor_ids(self) -> tuple[str, ...]:
        """The ids of the actors."""
        return tuple(one.id for one in self.actors)

    @property
    def component_ids(self) -> tuple[str, ...]:
        """The ids of the components."""
        return tuple(one.id for one in self.components)


def parties_of(state: State) -> Parties:
    """The actors present on the day, and the components that have not ended."""
    chain = state.analysis.chain
    return Parties(
        tuple(one for one in chain.actors.values() if chain.present(one)),
        tuple(one for one in chain.components.values() if active(one)),
    )


def what_if(
    state: State, assumptions: Assumptions, estimate: Level, changes: Sequence[tuple[str, Change]]
) -> WhatIf:
    """What stated changes do to the balances of the dossier as the person sees it."""
    dossier, done, refused = _applied(state, changes)
    counted = _horizon(state, assumptions, [change for name, change in changes if name not in refused])
    before = ledger_for(state, counted, estimate)
    after = ledger_of(lines_of(dossier, state.day, counted), estimate) if done else before
    moved = tuple(_moved(state, before, after))
    years = after.lines.years or range(state.day.year, state.day.year + 1)
    return WhatIf(
        first_year=years[0],
        last_year=years[-1],
        actors=tuple(one for one in moved if one.id not in NOT_ACTORS),
        others=tuple(one for one in moved if one.id in NOT_ACTORS),
        done=done,
        refused=refused,
    )


def _applied(
    state: State, changes: Sequence[tuple[str, Change]]
) -> tuple[Dossier, tuple[Text, ...], dict[str, Text]]:
    """The dossier with the changes that can be made; the others are told, each under its field."""
    dossier, done, refused = state.whole, list[Text](), dict[str, Text]()
    for name, change in changes:
        try:
            applied = apply(dossier, [change], state.day)
        except ScenarioError as error:
            refused[name] = error.text
        else:
            dossier = applied.dossier
            done += applied.done
    return dossier, tuple(done), refused


def _horizon(state: State, assumptions: Assumptions, changes: Sequence[Change]) -> Assumptions:
    """The same years before and after: those of the dossier, stretched so that what ends or begins shows."""
    years = lines_for(state, assumptions).years
    wanted = [one.year + 1 for one in changes if isinstance(one, Ending)]
    wanted += [state.day.year for one in changes if isinstance(one, Newcomer)]
    first = years[0] if years else min([state.day.year, *wanted])
    last = years[-1] if years else state.day.year
    if assumptions.last_year is None:
        last = min(max([last, *wanted]), first + LONGEST - 1)
    return replace(assumptions, first_year=first, last_year=max(first, last))


def _moved(state: State, before: Ledger, after: Ledger) -> Iterator[Moved]:
    balances, names = (before.balances(), after.balances()), after.lines.names
    there = {actor.id for actor in state.dossier.actors}
    order = {one: place for place, one in enumerate((*names.actors, *NOT_ACTORS))}
    every = sorted({*balances[0], *balances[1]}, key=lambda one: order.get(one, len(order)))
    pairs = [(one, balances[0].get(one, _NOTHING).net, balances[1].get(one, _NOTHING).net) for one in every]
    largest = float(max((abs(now - was) for _one, was, now in pairs), default=Decimal(0)))
    for one, was, now in pairs:
        yield Moved(
            id=one,
            account=account_link(state, names, one),
            before=shown(was),
            after=shown(now),
            difference=shown(now - was, signed=True),
            bar=difference_bar(float(now - was), largest),
            change=now - was,
            joins=one not in there and one not in NOT_ACTORS,
            leaves=one in balances[0] and one not in balances[1],
        )
