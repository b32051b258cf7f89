"""What falls, in cascade, if one actor alone leaves: its components, their effects, the challenges they reached.

Something *stands* while something below it stands: a component while one of its bearers is there (or nobody says
who carries it), an effect while one of its components stands (or nobody says which produces it), a challenge while
one favourable effect that reaches it stands. Something standing falls with an actor when all that holds it does.

A component falls with one actor alone only if that actor is its single bearer; what rests on several things falls
with the actor they have in common. So each thing hangs on one actor at most, and all exits are known in one pass
over the chain, without removing actors one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maillage.articulation.chain import Chain, active

Hanging = Mapping[str, str | None]
"""For each id of what stands, the id of the only actor it hangs on, or `None`."""


@dataclass(frozen=True, slots=True)
class Fall:
    """The ids of what falls with one actor, in the order of the dossier."""

    components: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the day, and on whom alone it hangs. What is already broken is absent."""

    components: Hanging
    effects: Hanging
    challenges: Hanging


def standing(chain: Chain) -> Standing:
    """What stands in `chain` and which single actor, if any, holds it. Linear in rows and references."""
    components = {
        part.id: _only(one.id for one in chain.bearers_of.get(part.id, ()))
        for part in chain.components.values()
        if active(part) and (part.bearers is None or chain.bearers_of.get(part.id))
    }
    effects: dict[str, str | None] = {}
    for effect in chain.effects.values():
        holds = [
            components[part.id] for part in chain.components_of.get(effect.id, ()) if part.id in components
        ]
        if holds or effect.components is None:
            effects[effect.id] = _only(holds)
    challenges = {}
    for challenge in chain.challenges:
        holds = [effects[effect.id] for effect in chain.effects_of.get(challenge, ()) if effect.id in effects]
        if holds:
            challenges[challenge] = _only(holds)
    return Standing(components, effects, challenges)


def falls(chain: Chain) -> Mapping[str, Fall]:
    """For each actor whose exit alone makes something fall, what falls. Actors of whom nothing hangs are absent."""
    state = standing(chain)
    parts = [_by_actor(hanging) for hanging in (state.components, state.effects, state.challenges)]
    return {
        actor: Fall(*(tuple(part.get(actor, ())) for part in parts))
        for actor in chain.actors
        if any(actor in part for part in parts)
    }


def _only(holds: Iterable[str | None]) -> str | None:
    """The one actor that all of `holds` share, if there is one."""
    distinct = set(holds)
    return distinct.pop() if len(distinct) == 1 else None


def _by_actor(hanging: Hanging) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, actor in hanging.items():
        if actor is not None:
            grouped.setdefault(actor, []).append(key)
    return grouped
