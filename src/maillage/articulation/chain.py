"""The chain of a dossier on one day: who carries what, which produces what, which reaches what.

Each link is three-valued. A challenge that no effect names is not reached only if every effect says which
challenges it reaches; otherwise nobody knows. `Said` keeps the two apart everywhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Challenge,
    Commitment,
    Component,
    Contribution,
    Cost,
    Effect,
    StatedRow,
    Words,
)

R = TypeVar("R", bound=StatedRow)


class Said(Enum):
    """What the dossier says of a link: that it is there, that it is not, or nothing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Chain:
    """The state of a dossier on the day `on`, indexed along the chain. Other versions of a row are left out.

    Every mapping from an id gives the rows linked to it, in the order of the dossier; ids without link are absent.
    `paying` holds the actors that bear a cost; `silent` the lists, by table and column, that some row leaves unsaid.
    """

    on: datetime.date
    whole: Dossier
    dossier: Dossier
    challenges: Mapping[str, Challenge]
    effects: Mapping[str, Effect]
    components: Mapping[str, Component]
    actors: Mapping[str, Actor]
    effects_of: Mapping[str, tuple[Effect, ...]]
    components_for: Mapping[str, tuple[Component, ...]]
    components_of: Mapping[str, tuple[Component, ...]]
    bearers_of: Mapping[str, tuple[Actor, ...]]
    effects_by: Mapping[str, tuple[Effect, ...]]
    borne_by: Mapping[str, tuple[Component, ...]]
    beneficiaries_of: Mapping[str, tuple[Actor, ...]]
    benefits_to: Mapping[str, tuple[Effect, ...]]
    contributions_by: Mapping[str, tuple[Contribution, ...]]
    costs_of: Mapping[str, tuple[Cost, ...]]
    commitments_by: Mapping[str, tuple[Commitment, ...]]
    paying: frozenset[str]
    silent: frozenset[tuple[str, str]]

    # --- links, three-valued --------------------------------------------------------------------------------------

    def reached(self, challenge: Challenge) -> Said:
        """Whether a favourable effect reaches `challenge`."""
        if self.effects_of.get(challenge.id):
            return Said.YES
        return self._unlisted("effects", "challenges")

    def answered(self, challenge: Challenge) -> Said:
        """Whether a component of the solution answers `challenge`."""
        if self.components_for.get(challenge.id):
            return Said.YES
        return self._unlisted("components", "challenges")

    def produced(self, effect: Effect) -> Said:
        """Whether a component that has not ended produces `effect`."""
        return _said(effect.components, self.components_of.get(effect.id))

    def productive(self, component: Component) -> Said:
        """Whether `component` produces an effect."""
        if self.effects_by.get(component.id):
            return Said.YES
        return self._unlisted("effects", "components")

    def carried(self, component: Component) -> Said:
        """Whether an actor present on the day carries `component`."""
        return _said(component.bearers, self.bearers_of.get(component.id))

    def benefits(self, effect: Effect) -> Said:
        """Whether `effect` has a beneficiary."""
        return _said(effect.beneficiaries, self.beneficiaries_of.get(effect.id))

    def contributes(self, actor: Actor) -> Said:
        """Whether `actor` brings something: a contribution, a cost it bears, or a component it carries."""
        brings = actor.id in self.contributions_by or actor.id in self.borne_by or actor.id in self.paying
        return Said.YES if brings else Said.UNKNOWN

    def _unlisted(self, table: str, column: str) -> Said:
        """What is known of a row that no list names: nothing, when a list is left unsaid."""
        return Said.UNKNOWN if (table, column) in self.silent else Said.NO

    # --- actors ---------------------------------------------------------------------------------------------------

    def present(self, actor: Actor) -> bool:
        """Whether `actor` has joined and has not left on the day."""
        return is_present(actor, self.on)

    def has_left(self, actor: Actor) -> bool:
        """Whether `actor` has left by the day. A year alone counts once it is over."""
        return has_left(actor, self.on)

    def with_role(self, role: str) -> tuple[Actor, ...]:
        """The actors present on the day that hold `role`."""
        return tuple(
            actor for actor in self.actors.values() if role in (actor.roles or ()) and self.present(actor)
        )

    # --- along the chain ------------------------------------------------------------------------------------------

    def challenges_touched(self, row: Any) -> frozenset[str]:
        """The ids of the challenges that depend on `row` along the chain: how far a break is felt."""
        if isinstance(row, Challenge):
            return frozenset((row.id,))
        if isinstance(row, Effect):
            return frozenset(row.challenges or ())
        if isinstance(row, Component):
            further = [self.challenges_touched(effect) for effect in self.effects_by.get(row.id, ())]
            return frozenset(row.challenges or ()).union(*further)
        if isinstance(row, Actor):
            return frozenset().union(*map(self.challenges_touched, self.borne_by.get(row.id, ())))
        return frozenset()


def favourable(effect: Effect) -> bool:
    """Whether an effect is not said to be unfavourable."""
    return effect.sign != "negative"


def active(component: Component) -> bool:
    """Whether a component has not ended."""
    return component.status != "ended"


def has_left(actor: Actor, on: datetime.date) -> bool:
    """Whether `actor` has left by the day `on`."""
    return actor.left_on is not None and actor.left_on.last_day() <= on


def is_present(actor: Actor, on: datetime.date) -> bool:
    """Whether `actor` has joined and has not left on the day `on`."""
    return (actor.joined_on is None or actor.joined_on.first_day() <= on) and not has_left(actor, on)


def build_chain(dossier: Dossier, on: datetime.date) -> Chain:
    """The chain of `dossier` on the day `on`. Linear in the number of rows and references."""
    state = dossier.at(on)
    challenges, effects = _by_id(state.challenges), _by_id(state.effects)
    components, actors = _by_id(state.components), _by_id(state.actors)
    good = [effect for effect in effects.values() if favourable(effect)]
    going = {key: component for key, component in components.items() if active(component)}
    here = {key: actor for key, actor in actors.items() if is_present(actor, on)}
    contributions = [row for row in state.contributions if row.variant_of is None]
    return Chain(
        on=on,
        whole=dossier,
        dossier=state,
        challenges=challenges,
        effects=effects,
        components=components,
        actors=actors,
        effects_of=_group((key, effect) for effect in good for key in effect.challenges or ()),
        components_for=_group((key, part) for part in going.values() for key in part.challenges or ()),
        components_of=_linked(effects, "components", going),
        bearers_of=_linked(components, "bearers", here),
        effects_by=_group((key, effect) for effect in effects.values() for key in effect.components or ()),
        borne_by=_group((key, part) for part in going.values() for key in part.bearers or ()),
        beneficiaries_of=_linked(effects, "beneficiaries", actors),
        benefits_to=_group((key, effect) for effect in good for key in effect.beneficiaries or ()),
        contributions_by=_group((row.from_, row) for row in contributions),
        costs_of=_group((row.component, row) for row in state.costs if row.component and not row.variant_of),
        paying=frozenset(row.bearer for row in state.costs if row.bearer and not row.variant_of),
        silent=_silent(good, effects.values(), components.values()),
        commitments_by=_group((row.from_, row) for row in state.commitments if not row.variant_of),
    )


def _silent(
    good: Iterable[Effect], effects: Iterable[Effect], components: Iterable[Component]
) -> frozenset[tuple[str, str]]:
    """The lists that some row leaves unsaid. Unfavourable effects reach no challenge: their silence says nothing."""
    unsaid = {
        ("effects", "challenges"): any(effect.challenges is None for effect in good),
        ("effects", "components"): any(effect.components is None for effect in effects),
        ("components", "challenges"): any(part.challenges is None for part in components),
    }
    return frozenset(key for key, is_unsaid in unsaid.items() if is_unsaid)


def _by_id(rows: Iterable[R]) -> dict[str, R]:
    return {row.id: row for row in rows if row.variant_of is None}


def _group(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    grouped: dict[str, list[R]] = {}
    for key, row in pairs:
        grouped.setdefault(key, []).append(row)
    return {key: tuple(rows) for key, rows in grouped.items()}


def _linked(rows: Mapping[str, Any], column: str, targets: Mapping[str, R]) -> dict[str, tuple[R, ...]]:
    """For each row, the targets that its list `column` names and that are there on the day."""
    linked = {}
    for key, row in rows.items():
        found = tuple(targets[name] for name in getattr(row, column) or () if name in targets)
        if found:
            linked[key] = found
    return linked


def _said(names: Words, found: tuple[Any, ...] | None) -> Said:
    if found:
        return Said.YES
    return Said.UNKNOWN if names is None else Said.NO
