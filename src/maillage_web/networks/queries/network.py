"""The page of a network: the picture, the map and the list of the same actors, all linked; who may see what, seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from maillage.dossier.tables import Actor
from maillage.dossier.values import fold
from maillage.network.graph import EVERYTHING, Choice, Network, network_of
from maillage.network.graph import Link as Row
from maillage_web.dossiers.queries.shelf import Shelf
from maillage_web.dossiers.queries.state import State
from maillage_web.networks.choices import DRAWN
from maillage_web.networks.queries import positions
from maillage_web.networks.queries.drawing import Drawing, draw
from maillage_web.networks.queries.outline import Told, outline_of
from maillage_web.networks.queries.places import Whereabouts, whereabouts

_drawings: Shelf[Drawing] = Shelf(8_000_000, lambda one: len(one.svg))


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """All that the page shows. `drawing` is absent while nobody is chosen among too many actors.

    `centre` is who the picture is drawn around, when it is; `hidden` counts those of its surroundings left out;
    `listed` are the actors whose name holds the words asked for; `linked` says whether any link is there at all.
    """

    network: Network
    drawing: Drawing | None
    centre: Actor | None
    hidden: int
    told: tuple[Told, ...]
    untold: int
    listed: tuple[Told, ...]
    where: Whereabouts
    linked: bool

    @property
    def too_many(self) -> bool:
        """Whether there are more actors than one picture holds."""
        return len(self.network.actors) > DRAWN


def network_page(state: State, choice: Choice, around: str, words: str) -> NetworkPage:
    """What the page shows of the links asked for, on the day of the state."""
    chain = state.analysis.chain
    network = network_of(chain, choice)
    everything = network if choice == EVERYTHING else network_of(chain)
    centre = next((one for one in network.actors if one.id == around), None) if around else None
    shown, hidden = _shown(network, centre)
    told, untold = outline_of(state, network)
    wanted = fold(words)
    return NetworkPage(
        network=network,
        drawing=_drawing(state, choice, shown, centre.id if centre else "") if shown else None,
        centre=centre,
        hidden=hidden,
        told=told,
        untold=untold,
        listed=tuple(one for one in told if wanted in fold(one.actor.name)) if wanted else told,
        where=whereabouts(state, network.actors),
        linked=bool(everything.links or everything.outside or everything.strangers),
    )


def _shown(network: Network, centre: Actor | None) -> tuple[Network | None, int]:
    """What one picture holds: the network, or an actor with those linked to it; how many of these it leaves out."""
    if centre is None:
        return (network, 0) if 0 < len(network.actors) <= DRAWN else (None, 0)
    near = [next(iter(pair - {centre.id})) for pair in network.pairs if centre.id in pair]
    kept = {centre.id, *near[: DRAWN - 1]}
    part = replace(
        network,
        actors=tuple(one for one in network.actors if one.id in kept),
        links=tuple(_among(network.links, kept)),
    )
    return part, max(0, len(near) - (DRAWN - 1))


def _among(links: Sequence[Row], kept: set[str]) -> list[Row]:
    return [link for link in links if link.source in kept and link.target in kept]


def _drawing(state: State, choice: Choice, shown: Network, around: str) -> Drawing:
    key = (state.entry.checksum, state.day, choice, around, get_language())
    return _drawings.get(key, lambda: draw(shown, positions.places_of(state, shown, around), state.tongue))
