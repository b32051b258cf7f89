"""DEF: the six clauses of the definition of a territorialised cooperative ecosystem, numbered by clause.

1 actors, territory, challenge; 2 integrated solution; 3 cooperation and intangibles; 4 contributions and
heritage; 5 reflexive organisation; 6 legal vehicle, which is optional.
Source: https://territoires-a-vivres.xyz/?modeleeco2
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maillage.articulation.catalogue import threshold
from maillage.articulation.chain import Chain, Said, active, favourable
from maillage.articulation.checks.gathering import gathered, own, receivers
from maillage.articulation.findings import Hit, check, found, unless, unsaid
from maillage.dossier.tables import Actor, Challenge, Component, Effect
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, listing

PERSPECTIVE = ("ecological", "societal")
INTANGIBLE_KINDS = frozenset(("knowledge", "time", "data"))
ACTING_TOGETHER = ("coordination", "cooperation")
FAMILIES = {
    "public": Text("acteurs publics", "public actors"),
    "operator": Text("opérateurs", "operators"),
    "citizen": Text("citoyens", "citizens"),
}


def _labels(name: str, codes: Iterable[str]) -> Text:
    """The labels of `codes` in the order of the vocabulary."""
    known = vocabulary(name)
    return listing([known.label_of(code) for code in sorted(codes, key=known.rank_of)])


def _sure(certain: bool) -> Said:
    return Said.NO if certain else Said.UNKNOWN


def _here(chain: Chain) -> list[Actor]:
    return [actor for actor in chain.actors.values() if chain.present(actor)]


def _several(chain: Chain) -> bool:
    """Whether at least two actors are there: below, nothing can be said of what happens between them."""
    return len(_here(chain)) > 1


# --- clause 1: actors of a territory around a challenge -----------------------------------------------------


@check("DEF101")
def few_categories(chain: Chain) -> Iterator[Hit]:
    """Fewer than two categories among the actors present."""
    categories = {actor.category for actor in _here(chain)}
    if len(categories - {None}) < threshold("categories_of_actors"):
        known = _labels("actor_categories", (category for category in categories if category))
        said = _sure(bool(categories) and None not in categories)
        yield from unless(said, chain.dossier.record, categories=known)


@check("DEF102")
def no_territory(chain: Chain) -> Iterator[Hit]:
    """Neither codes nor a name say where the territory is."""
    record = chain.dossier.record
    if not record.territory and not record.territory_name:
        yield unsaid(record)


@check("DEF103")
def no_challenge(chain: Chain) -> Iterator[Hit]:
    """No challenge at all."""
    if not chain.challenges:
        yield found(chain.dossier.record)


@check("DEF104")
def challenge_without_sphere(chain: Chain) -> Iterator[Hit]:
    """A challenge tied to no functional sphere, when the record does not name a single one for all."""
    if len(chain.dossier.record.spheres or ()) != 1:
        yield from gathered(unsaid(one) for one in chain.challenges.values() if one.sphere is None)


@check("DEF105")
def perspective_missing(chain: Chain) -> Iterator[Hit]:
    """No challenge in an ecological perspective, or none in a societal one."""
    challenges = chain.challenges.values()
    present = {dimension for one in challenges for dimension in one.dimensions or ()}
    missing = [dimension for dimension in PERSPECTIVE if dimension not in present]
    if challenges and missing:
        said = _sure(all(one.dimensions is not None for one in challenges))
        yield from unless(said, chain.dossier.record, missing=_labels("dimensions", missing))


# --- clause 2: an integrated solution -----------------------------------------------------------------------


def _solution(chain: Chain) -> list[Component]:
    return [component for component in chain.components.values() if active(component)]


@check("DEF201")
def no_solution(chain: Chain) -> Iterator[Hit]:
    """No component, or none that has not ended."""
    if not _solution(chain):
        yield found(chain.dossier.record)


@check("DEF202")
def no_useful_effect(chain: Chain) -> Iterator[Hit]:
    """No favourable effect, though challenges or components are there to be linked by some."""
    named = bool(chain.challenges or chain.components)
    if named and not any(favourable(effect) for effect in chain.effects.values()):
        yield found(chain.dossier.record)


@check("DEF203")
def dimension_uncovered(chain: Chain) -> Iterator[Hit]:
    """A dimension of a challenge that no effect reaching it and no component answering it covers."""
    for challenge in chain.challenges.values():
        rows = _answers(chain, challenge)
        covered = {dimension for row in rows for dimension in row.dimensions or ()}
        missing = [dimension for dimension in challenge.dimensions or () if dimension not in covered]
        if rows and missing:
            said = _sure(all(row.dimensions is not None for row in rows))
            yield from unless(said, challenge, missing=_labels("dimensions", missing))


def _answers(chain: Chain, challenge: Challenge) -> list[Effect | Component]:
    effects = chain.effects_of.get(challenge.id, ())
    behind = (part for effect in effects for part in chain.components_of.get(effect.id, ()))
    return [*effects, *chain.components_for.get(challenge.id, ()), *behind]


@check("DEF204")
def one_kind_of_component(chain: Chain) -> Iterator[Hit]:
    """A solution made only of goods, or only of services."""
    kinds = {component.kind for component in _solution(chain)}
    known = kinds - {None}
    if kinds and "both" not in known and len(known) < 2:
        kind = _labels("component_kinds", (one for one in known if one))
        yield from unless(_sure(None not in kinds), chain.dossier.record, kind=kind)


# --- clause 3: cooperation, commitments, intangibles --------------------------------------------------------


@check("DEF301")
def nothing_intangible(chain: Chain) -> Iterator[Hit]:
    """No intangible exchange: no such flow, no knowledge, time or data brought, no such investment."""
    if _several(chain) and not _exchanges_intangibles(chain):
        flows, costs = own(chain.dossier.flows), own(chain.dossier.costs)
        told = bool(flows) and all(flow.nature for flow in flows) and all(cost.kind for cost in costs)
        yield from unless(_sure(told), chain.dossier.record)


def _exchanges_intangibles(chain: Chain) -> bool:
    flows, contributions = own(chain.dossier.flows), own(chain.dossier.contributions)
    moves = any(flow.nature == "intangible" for flow in flows)
    return moves or any(one.kind in INTANGIBLE_KINDS for one in contributions) or _invests(chain)


def _invests(chain: Chain) -> bool:
    return any(cost.kind == "intangible_investment" for cost in own(chain.dossier.costs))


@check("DEF302")
def nobody_acts_together(chain: Chain) -> Iterator[Hit]:
    """No tie that reaches coordination or cooperation."""
    ties = own(chain.dossier.ties)
    if _several(chain) and not any(tie.level in ACTING_TOGETHER for tie in ties):
        yield from unless(_sure(bool(ties) and all(tie.level for tie in ties)), chain.dossier.record)


@check("DEF303")
def no_commitment(chain: Chain) -> Iterator[Hit]:
    """No commitment between actors, or none that is still alive."""
    commitments = own(chain.dossier.commitments)
    if _several(chain) and all(one.status in ("broken", "ended") for one in commitments):
        yield from unless(_sure(bool(commitments)), chain.dossier.record)


@check("DEF304")
def no_intangible_investment(chain: Chain) -> Iterator[Hit]:
    """Costs, but no intangible investment among them; silent when nothing intangible is exchanged at all."""
    costs = own(chain.dossier.costs)
    if costs and _exchanges_intangibles(chain) and not _invests(chain):
        yield from unless(_sure(all(cost.kind for cost in costs)), chain.dossier.record)


# --- clause 4: acceptable contributions, collective heritage ------------------------------------------------


@check("DEF401")
def no_beneficiary_contributes(chain: Chain) -> Iterator[Hit]:
    """Beneficiaries, and not one contribution from any of them."""
    served = receivers(chain)
    if served and not any(actor.id in chain.contributions_by for actor in served):
        yield from unless(_sure(bool(chain.contributions_by)), chain.dossier.record)


@check("DEF402")
def acceptability_never_asked(chain: Chain) -> Iterator[Hit]:
    """Contributions, and none that says whether the one who brings it finds it acceptable."""
    contributions = own(chain.dossier.contributions)
    if contributions and all(one.acceptable is None for one in contributions):
        yield unsaid(chain.dossier.record)


@check("DEF403")
def no_collective_heritage(chain: Chain) -> Iterator[Hit]:
    """No intangible resource held by the collective."""
    resources = own(chain.dossier.resources)
    if _several(chain) and not any(one.holder == "collective" for one in resources):
        yield from unless(
            _sure(bool(resources) and all(one.holder for one in resources)), chain.dossier.record
        )


# --- clause 5: a reflexive organisation ---------------------------------------------------------------------


@check("DEF501")
def no_reflexive_session(chain: Chain) -> Iterator[Hit]:
    """No reflexive session dated on or before the day."""
    dates = [session.date for session in own(chain.dossier.sessions)]
    if _several(chain) and not any(date and date.first_day() <= chain.on for date in dates):
        yield from unless(_sure(bool(dates) and all(dates)), chain.dossier.record)


@check("DEF502")
def sessions_without_learning(chain: Chain) -> Iterator[Hit]:
    """Reflexive sessions took place, and not one says what the group learnt."""
    sessions = own(chain.dossier.sessions)
    held = [session for session in sessions if session.date and session.date.first_day() <= chain.on]
    if held and not any(session.learnings for session in held):
        yield unsaid(chain.dossier.record, *held, sessions=len(held))


# --- clause 6: a legal vehicle, where there is one ----------------------------------------------------------


@check("DEF601")
def vehicle_without_a_family(chain: Chain) -> Iterator[Hit]:
    """A legal vehicle whose members lack public actors, operators or citizens; silent without vehicle."""
    members, vehicles = chain.with_role("member"), chain.with_role("vehicle")
    families = {_family(actor) for actor in members}
    missing = [label for family, label in FAMILIES.items() if family not in families]
    if vehicles and missing:
        told = all(actor.category and actor.roles is not None for actor in _here(chain))
        yield from unless(_sure(bool(members) and told), *vehicles, missing=listing(missing))


def _family(actor: Actor) -> str:
    term = vocabulary("actor_categories").terms.get(actor.category or "")
    return term.properties["family"] if term else ""
