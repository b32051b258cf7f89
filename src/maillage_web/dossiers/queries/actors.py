"""The actors of a dossier on one day: what each is, carries, receives and brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maillage.articulation.chain import Chain
from maillage.dossier.tables import Actor
from maillage.dossier.values import PartialDate, fold
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, same
from maillage_web.dossiers.choices import NAMES_IN_A_CELL
from maillage_web.dossiers.queries.state import Link, State

Presence = Literal["present", "left", "coming"]


@dataclass(frozen=True, slots=True)
class Names:
    """The first names of a list and how many more there are."""

    shown: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor as the list shows it."""

    id: str
    name: str
    href: str
    legal_form: Text | None
    category: Text | None
    roles: tuple[Text, ...]
    carries: Names
    receives: Names
    brings: Names
    presence: Presence
    joined_on: PartialDate | None
    left_on: PartialDate | None


def matching_actors(state: State, words: str) -> tuple[Actor, ...]:
    """The actors whose name holds `words`, whatever the case and the accents; those present come first."""
    chain, wanted = state.analysis.chain, fold(words)
    found = [actor for actor in chain.actors.values() if wanted in fold(actor.name)]
    return tuple(sorted(found, key=lambda actor: not chain.present(actor)))


def actor_line(actor: Actor, state: State) -> ActorLine:
    """What the list says of one actor."""
    chain = state.analysis.chain
    return ActorLine(
        id=actor.id,
        name=actor.name,
        href=state.row_address("actors", actor.id),
        legal_form=_label("legal_forms", actor.legal_form),
        category=_label("actor_categories", actor.category),
        roles=tuple(vocabulary("roles").label_of(role) for role in actor.roles or ()),
        carries=_names(state.links_to(chain.borne_by.get(actor.id, ()), "components")),
        receives=_names(state.links_to(chain.benefits_to.get(actor.id, ()), "effects")),
        brings=_names(_contributions(actor, state)),
        presence=_presence(actor, chain),
        joined_on=actor.joined_on,
        left_on=actor.left_on,
    )


def _label(name: str, code: str | None) -> Text | None:
    return vocabulary(name).label_of(code) if code else None


def _names(links: tuple[Link, ...]) -> Names:
    return Names(links[:NAMES_IN_A_CELL], max(0, len(links) - NAMES_IN_A_CELL))


def _contributions(actor: Actor, state: State) -> tuple[Link, ...]:
    """What the actor brings: the object when it is said, the kind otherwise."""
    kinds = vocabulary("contribution_kinds")
    return tuple(
        Link(
            same(row.object) if row.object else kinds.label_of(row.kind),
            state.row_address("contributions", row.id),
        )
        for row in state.analysis.chain.contributions_by.get(actor.id, ())
    )


def _presence(actor: Actor, chain: Chain) -> Presence:
    if chain.has_left(actor):
        return "left"
    return "present" if chain.present(actor) else "coming"
