"""ART: where the chain breaks, from challenges to useful effects, to components, to actors, and back.

That a table is empty is the matter of the definition (`definition`): these checks stay silent then. Cells left
empty give one finding for all their rows, not one for each.
"""

from __future__ import annotations

from collections.abc import Iterator

from maillage.articulation.chain import Chain, Said, active, favourable
from maillage.articulation.checks.gathering import all_gifts_said, gathered, named, open_loops, own
from maillage.articulation.findings import Hit, check, found, unless, unsaid
from maillage.dossier.tables import Actor, Challenge, Component, Effect, Model


def _useful(chain: Chain) -> list[Effect]:
    return [effect for effect in chain.effects.values() if favourable(effect)]


def _going(chain: Chain) -> list[Component]:
    return [component for component in chain.components.values() if active(component)]


@check("ART001")
def unreached_challenge(chain: Chain) -> Iterator[Hit]:
    """A challenge that no useful effect reaches."""
    effects = _useful(chain)
    silent = any(effect.challenges is None for effect in effects)
    for challenge in chain.challenges.values() if effects else ():
        if challenge.id not in chain.effects_of:
            yield unsaid(challenge) if silent else found(challenge)


@check("ART002")
def unproduced_effect(chain: Chain) -> Iterator[Hit]:
    """A favourable effect that no component produces."""
    if chain.components:
        hits = (hit for effect in _useful(chain) for hit in unless(chain.produced(effect), effect))
        yield from gathered(hits)


@check("ART003")
def uncarried_component(chain: Chain) -> Iterator[Hit]:
    """A component that nobody carries; one that is sought has its own check."""
    parts = [component for component in _going(chain) if component.status != "sought"]
    hits = (hit for component in parts for hit in unless(chain.carried(component), component))
    yield from gathered(hits)


@check("ART004")
def sought_component(chain: Chain) -> Iterator[Hit]:
    """A component that the group still looks for."""
    for component in chain.components.values():
        if component.status == "sought" and chain.carried(component) is not Said.YES:
            yield found(component)


@check("ART005")
def effect_without_challenge(chain: Chain) -> Iterator[Hit]:
    """A favourable effect that is tied to no challenge."""
    if chain.challenges:
        hits = (hit for effect in _useful(chain) for hit in unless(_named(effect.challenges), effect))
        yield from gathered(hits)


@check("ART006")
def effect_without_beneficiary(chain: Chain) -> Iterator[Hit]:
    """A favourable effect that benefits nobody."""
    hits = (hit for effect in _useful(chain) for hit in unless(chain.benefits(effect), effect))
    yield from gathered(hits)


@check("ART007")
def unproductive_component(chain: Chain) -> Iterator[Hit]:
    """A component that produces no effect; one that is sought has its own check."""
    effects = chain.effects.values()
    silent = any(effect.components is None for effect in effects)
    idle = [component for component in _going(chain) if component.id not in chain.effects_by]
    parts = [component for component in idle if component.status != "sought"]
    if effects:
        yield from gathered(unsaid(part) if silent else found(part) for part in parts)


@check("ART008")
def component_without_challenge(chain: Chain) -> Iterator[Hit]:
    """A component that answers no challenge, neither by itself nor by its effects."""
    if chain.challenges:
        lost = [component for component in _going(chain) if not chain.challenges_touched(component)]
        hits = (hit for component in lost for hit in unless(_named(component.challenges), component))
        yield from gathered(hits)


@check("ART009")
def externality_left_alone(chain: Chain) -> Iterator[Hit]:
    """An unfavourable effect that nobody takes in charge, or only actors that have left."""
    harms = [effect for effect in chain.effects.values() if not favourable(effect)]
    here = {actor.id for actor in chain.actors.values() if chain.present(actor)}
    alone = [effect for effect in harms if here.isdisjoint(effect.taken_in_charge_by or ())]
    yield from gathered(unsaid(one) if one.taken_in_charge_by is None else found(one) for one in alone)


def _named(ids: tuple[str, ...] | None) -> Said:
    if ids is None:
        return Said.UNKNOWN
    return Said.YES if ids else Said.NO


# --- how the challenge is answered --------------------------------------------------------------------------


@check("ART010")
def promised_answer(chain: Chain) -> Iterator[Hit]:
    """A challenge whose effects all rest on components that do not exist yet."""
    for challenge in chain.challenges.values():
        parts = _producers(chain, challenge)
        if parts and all(part.status in ("planned", "sought") for part in parts):
            silent = any(effect.components is None for effect in chain.effects_of[challenge.id])
            said = Said.UNKNOWN if silent else Said.NO
            yield from unless(said, challenge, *parts, parts=named(parts))


@check("ART011")
def open_loop(chain: Chain) -> Iterator[Hit]:
    """A challenge whose known beneficiaries bring nothing back: the loop does not close."""
    said = all_gifts_said(chain)
    for challenge, served in open_loops(chain):
        silent = any(effect.beneficiaries is None for effect in chain.effects_of[challenge.id])
        sure = Said.UNKNOWN if silent else said
        yield from unless(sure, challenge, *served, receivers=named(served))


@check("ART012")
def challenge_without_evaluation(chain: Chain) -> Iterator[Hit]:
    """A reached challenge that nothing allows to evaluate: no indicator, no effect more than claimed."""
    for challenge in chain.challenges.values():
        effects = chain.effects_of.get(challenge.id, ())
        if effects and not challenge.indicators and not any(map(_shown, effects)):
            said = challenge.indicators is not None and all(effect.evidence for effect in effects)
            yield from unless(Said.NO if said else Said.UNKNOWN, challenge)


def _shown(effect: Effect) -> bool:
    return effect.valued or effect.evidence not in (None, "claimed")


@check("ART015")
def reached_but_not_aimed_at(chain: Chain) -> Iterator[Hit]:
    """A challenge reached by effects of the solution, that none of its components is meant to answer."""
    if all(component.challenges is None for component in chain.components.values()):
        return
    for challenge in chain.challenges.values():
        parts = _producers(chain, challenge)
        if parts and challenge.id not in chain.components_for:
            silent = any(part.challenges is None for part in parts)
            said = Said.UNKNOWN if silent else Said.NO
            yield from unless(said, challenge, *parts, parts=named(parts))


def _producers(chain: Chain, challenge: Challenge) -> list[Component]:
    """The components at work behind the effects that reach `challenge`, once each."""
    effects = chain.effects_of.get(challenge.id, ())
    parts = {part.id: part for effect in effects for part in chain.components_of.get(effect.id, ())}
    return list(parts.values())


# --- the economic models behind -----------------------------------------------------------------------------


@check("ART013")
def bearer_without_model(chain: Chain) -> Iterator[Hit]:
    """An actor that carries a component and whose economic model the dossier does not describe."""
    described = {model.actor for model in chain.dossier.models}
    yield from gathered(unsaid(actor) for actor in _bearers(chain) if actor.id not in described)


@check("ART014")
def bearer_without_displacement(chain: Chain) -> Iterator[Hit]:
    """A bearer in a volume model that is not moving, with neither an aim nor a displacement stated."""
    models: dict[str, list[Model]] = {}
    for model in own(chain.dossier.models):
        models.setdefault(model.actor, []).append(model)
    for actor in _bearers(chain):
        held = models.get(actor.id, [])
        volume = [model for model in held if model.stage == "volume"]
        if volume and not any(map(_moving, held)):
            said = Said.NO if all(model.direction for model in volume) else Said.UNKNOWN
            yield from unless(said, actor, *volume, parts=named(chain.borne_by[actor.id]))


def _bearers(chain: Chain) -> list[Actor]:
    return [one for one in chain.actors.values() if one.id in chain.borne_by and chain.present(one)]


def _moving(model: Model) -> bool:
    return bool(model.aim or model.displacement) or model.direction == "advancing"
