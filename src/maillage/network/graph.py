"""The network of a dossier on one day: its actors, and every row that says that two of them are linked.

Four tables say so: a cooperation (tie), what moves (flow), what somebody brings somebody (contribution), what somebody
promised somebody and has not ended nor broken (commitment). A link keeps the row it comes from and its confidence.

What makes no link: another version of a row (`variant_of`); a tie of the level “strangers”, kept apart in `strangers`;
a commitment only proposed (nobody accepted it yet), broken or ended; a contribution of which the dossier does not say
who receives it; a flow that carries out a contribution already counted between the same two; a row from an actor to
itself, kept apart in `selves`. A row with the collective, the outside or an actor that is absent on the day links no
two actors present: it is in `outside`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from maillage.articulation.chain import Chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor

KINDS = ("tie", "flow", "contribution", "commitment")
"""What a link can come from, in the order in which readings name them."""

TABLES: Mapping[str, str] = {
    "tie": "ties",
    "flow": "flows",
    "contribution": "contributions",
    "commitment": "commitments",
}
"""The table of the dossier where each kind of link is stated."""

STRANGERS = "unknown"
"""The level of a tie that says that two actors do not know each other."""

COLLECTIVE = "collective"
"""What stands in place of an actor for the members taken together."""

NOT_STANDING = ("proposed", "broken", "ended")
"""The statuses of a commitment that links nobody: not accepted yet, not kept, or over."""


@dataclass(frozen=True, slots=True)
class Link:
    """One row that links two actors. `directed`: from `source` to `target`; a tie has no direction of its own.

    `nature` is tangible or intangible for a flow, the kind of a contribution, the form of a commitment. What the
    row leaves unsaid is `None`.
    """

    kind: str
    id: str
    source: str
    target: str
    directed: bool
    level: str | None = None
    direction: str | None = None
    nature: str | None = None
    confidence: str | None = None

    @property
    def table(self) -> str:
        """The table of the dossier where the row is."""
        return TABLES[self.kind]

    @property
    def pair(self) -> frozenset[str]:
        """The two actors, without order."""
        return frozenset((self.source, self.target))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which links to look at. An empty tuple asks for everything.

    Asking for levels, directions or natures keeps the links that carry one of them, and leaves out the kinds that have
    none: only ties have a level and a direction.
    """

    kinds: tuple[str, ...] = KINDS
    levels: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()

    def takes(self, link: Link) -> bool:
        """Whether `link` is asked for.

        >>> Choice(levels=("cooperation",)).takes(Link("flow", "boxes", "a", "b", directed=True))
        False
        """
        asked = ((self.levels, link.level), (self.directions, link.direction), (self.natures, link.nature))
        return link.kind in self.kinds and all(not wanted or found in wanted for wanted, found in asked)


EVERYTHING = Choice()
"""All links of all kinds."""


@dataclass(frozen=True, slots=True)
class Network:
    """The actors present on the day `on`, in the order of the dossier, and the links between two of them.

    `strangers`: pairs that a tie says do not know each other. `outside`: links with the collective, the outside or an
    actor absent on the day. `selves`: rows from an actor to itself.
    """

    on: datetime.date
    actors: tuple[Actor, ...]
    links: tuple[Link, ...]
    strangers: frozenset[frozenset[str]] = frozenset()
    outside: tuple[Link, ...] = ()
    selves: tuple[Link, ...] = ()

    @property
    def pairs(self) -> Mapping[frozenset[str], tuple[Link, ...]]:
        """Every pair of actors that a link joins, with its links, in the order of the links."""
        found: dict[frozenset[str], list[Link]] = {}
        for link in self.links:
            found.setdefault(link.pair, []).append(link)
        return {pair: tuple(links) for pair, links in found.items()}

    @property
    def places(self) -> Mapping[str, int]:
        """The place of every actor in `actors`, by its id."""
        return {actor.id: place for place, actor in enumerate(self.actors)}

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """The pairs as places in `actors`, lower first, in the order of `pairs`: what `measures` takes."""
        places = self.places
        ends = (sorted(places[one] for one in pair) for pair in self.pairs)
        return tuple((low, high) for low, high in ends)


def network_of(chain: Chain, choice: Choice = EVERYTHING) -> Network:
    """The network of `chain` on its day, with the links that `choice` asks for. Linear in the number of rows."""
    actors = tuple(actor for actor in chain.actors.values() if chain.present(actor))
    here = {actor.id for actor in actors}
    sorted_out: dict[str, list[Link]] = {"links": [], "outside": [], "selves": []}
    strangers = set()
    for link in _links(chain.dossier, choice.kinds):
        if link.kind == "tie" and link.level == STRANGERS:
            if link.pair <= here and len(link.pair) == 2:
                strangers.add(link.pair)
        elif choice.takes(link):
            sorted_out[_where(link, here)].append(link)
    return Network(
        on=chain.on,
        actors=actors,
        links=tuple(sorted_out["links"]),
        strangers=frozenset(strangers),
        outside=tuple(sorted_out["outside"]),
        selves=tuple(sorted_out["selves"]),
    )


def _where(link: Link, here: set[str]) -> str:
    if not link.pair <= here:
        return "outside"
    return "selves" if link.source == link.target else "links"


def _links(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[Link]:
    """Every row that links somebody to somebody, kind after kind, variants left out."""
    for kind in KINDS:
        if kind in kinds:
            yield from _READERS[kind](dossier, kinds)


def _ties(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[Link]:
    for row in dossier.ties:
        if row.variant_of is None:
            yield Link(
                kind="tie",
                id=row.id,
                source=row.actor_a,
                target=row.actor_b,
                directed=False,
                level=row.level,
                direction=row.direction,
                confidence=row.confidence,
            )


def _flows(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[Link]:
    brought = {
        row.id: (row.from_, row.to)
        for row in dossier.contributions
        if "contribution" in kinds and row.variant_of is None
    }
    for row in dossier.flows:
        counted = row.realises is not None and brought.get(row.realises) == (row.from_, row.to)
        if row.variant_of is None and not counted:
            yield _directed("flow", row.id, row.from_, row.to, row.nature, row.confidence)


def _contributions(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[Link]:
    for row in dossier.contributions:
        if row.variant_of is None and row.to is not None:
            yield _directed("contribution", row.id, row.from_, row.to, row.kind, row.confidence)


def _commitments(dossier: Dossier, kinds: tuple[str, ...]) -> Iterator[Link]:
    for row in dossier.commitments:
        if row.variant_of is None and row.to is not None and row.status not in NOT_STANDING:
            yield _directed("commitment", row.id, row.from_, row.to, row.form, row.confidence)


def _directed(kind: str, id_: str, source: str, target: str, nature: str | None, sure: str | None) -> Link:
    return Link(kind, id_, source, target, directed=True, nature=nature, confidence=sure)


_READERS: Mapping[str, Callable[[Dossier, tuple[str, ...]], Iterator[Link]]] = {
    "tie": _ties,
    "flow": _flows,
    "contribution": _contributions,
    "commitment": _commitments,
}
