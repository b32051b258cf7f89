"""The shape of a network: density × centralisation and the types of Zhang et al. (2016); its parts and its core."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from maillage.articulation.chain import active
from maillage.network import measures
from maillage.network.bounds import bound
from maillage.network.doubts import Booleans
from maillage.network.graph import COLLECTIVE
from maillage.network.ground import Ground
from maillage.network.plausible import Numbers
from maillage.network.result import Reading, Value
from maillage.network.wording import beside, counted, digits, named, sentence, text
from maillage.territory.amounts import number
from maillage.text import Text, fill

WEAK, ANCHOR, EQUAL = "weak", "anchor", "equal"
TYPES = (WEAK, ANCHOR, EQUAL)
"""Weak completeness; anchor-tenant mutualism; equality-oriented mutualism: Zhang et al., 2016,
doi:10.1007/s11707-015-0520-9. The bounds between them are ours (`data/network/bounds.csv`)."""


def type_of(density: float, centralisation: float) -> str:
    """The type of a network of that density and degree centralisation.

    >>> type_of(0.3, 0.7)
    'anchor'
    """
    if density < bound("complete_from"):
        return WEAK
    return ANCHOR if centralisation >= bound("anchored_from") else EQUAL


def shape(ground: Ground) -> Reading:
    """Density, centralisation, the most linked actors and the type, with the share of networks where it holds."""
    title, density, centralisation = text("shape.title"), _density(ground), _centralisation(ground)
    values = (density, centralisation)
    if ground.empty:
        return Reading("shape", title, (ground.empty,), values)
    said = [_pairs(ground), *_most(ground)]
    if ground.n < bound("shape_from"):
        said.append(sentence("shape.small", actors=counted("actors", ground.n)))
        return Reading("shape", title, tuple(said), values, rests_on=ground.all_links)
    kind = type_of(density.value or 0.0, centralisation.value or 0.0)
    said += _typed(ground, kind)
    caution = fill(
        text("shape.caution"),
        density=number(bound("complete_from"), 2),
        centralisation=number(bound("anchored_from"), 2),
    )
    return Reading("shape", title, tuple(said), values, (), ground.all_links, caution)


def _density(ground: Ground) -> Value:
    found = measures.density(ground.n, ground.edges)
    label, why = text("shape.label-density"), text("why.two-actors")
    return ground.value("density", label, found, ground.plausible.density, why=why)


def _centralisation(ground: Ground) -> Value:
    found = measures.centralisation(ground.n, ground.edges)
    label, why = text("shape.label-centralisation"), text("why.three-actors")
    return ground.value("centralisation", label, found, ground.plausible.centralisation, why=why)


def _pairs(ground: Ground) -> Text:
    linked, actors = counted("pairs-are", len(ground.edges)), counted("actors", ground.n)
    possible = counted("possible", ground.n * (ground.n - 1) // 2)
    return sentence("shape.density", pairs=linked, all=possible, actors=actors)


def _most(ground: Ground) -> list[Text]:
    """The most linked actors; of two, or of all alike, nobody is."""
    found = measures.degrees(ground.n, ground.edges)
    most = max(found)
    places = [place for place, degree in enumerate(found) if degree == most]
    if ground.n < 3 or len(places) == ground.n:
        return []
    key = "shape.most" if len(places) == 1 else "shape.most-several"
    return [sentence(key, names=named(ground.named(places)), n=digits(most), others=digits(ground.n - 1))]


def types_drawn(ground: Ground) -> Booleans:
    """Which type each plausible network is (draws × `TYPES`)."""
    sparse: Booleans = ground.plausible.density < bound("complete_from")
    anchored: Booleans = ground.plausible.centralisation >= bound("anchored_from")
    return np.stack((sparse, ~sparse & anchored, ~sparse & ~anchored), axis=1)


def _typed(ground: Ground, kind: str) -> list[Text]:
    drawn = types_drawn(ground)
    said = [ground.held(text(f"shape.{kind}"), drawn[:, TYPES.index(kind)])]
    counts = {one: int(drawn[:, place].sum()) for place, one in enumerate(TYPES) if one != kind}
    others = [
        fill(text("shape.times"), what=text(f"shape.{one}-short"), n=count, draws=len(drawn))
        for one, count in counts.items()
        if count
    ]
    if others:
        said.append(sentence("shape.else", others=beside(others)))
    return [*said, text(f"shape.{kind}-type")]


def parts(ground: Ground) -> Reading:
    """The parts with no link between them, the actors without link, and the core."""
    found = measures.components_of(ground.graph)
    joined = [part for part in found if len(part) > 1]
    lone = [part[0] for part in found if len(part) == 1]
    values = (
        _count(ground, "parts", len(found), lambda: ground.plausible.parts),
        _count(ground, "alone", len(lone), lambda: ground.plausible.alone),
    )
    title = text("parts.title")
    if ground.empty:
        return Reading("parts", title, (text("common.nothing"),), values)
    said = [_in_parts(ground, joined, bool(lone))]
    if lone:
        names = named(ground.named(lone))
        said += [
            sentence("parts.alone", actors=counted("actors", len(lone)), names=names),
            *_not_so_alone(ground, lone),
        ]
    items = tuple(ground.actor(place, holds=_drawn_alone(ground, place)) for place in lone)
    return Reading("parts", title, (*said, *_core(ground)), values, items, ground.all_links)


def _count(ground: Ground, code: str, value: int, found: Callable[[], Numbers]) -> Value:
    drawn = found() if ground.n else None
    return ground.value(code, text(f"parts.label-{code}"), float(value), drawn, decimals=0)


def _drawn_alone(ground: Ground, place: int) -> Booleans:
    alone: Booleans = ground.plausible.degrees[:, place] == 0
    return alone


def _in_parts(ground: Ground, joined: list[tuple[int, ...]], lone: bool) -> Text:
    if len(joined) == 1:
        return text("parts.one-but" if lone else "parts.one")
    names = beside([named(ground.named(part)) for part in joined])
    return sentence("parts.several", parts=counted("groups", len(joined)), names=names)


def _not_so_alone(ground: Ground, lone: list[int]) -> list[Text]:
    """Of the actors without link, those that carry a component with another, and those that give to the collective."""
    bearers = ground.chain.bearers_of
    going = (part.id for part in ground.chain.components.values() if active(part))
    together = {actor.id for part in going if len(found := bearers.get(part, ())) > 1 for actor in found}
    collective = {end for link in ground.network.outside if COLLECTIVE in link.pair for end in link.pair}
    said = []
    for key, known in (("together", together), ("collective", collective)):
        places = [place for place in lone if ground.network.actors[place].id in known]
        if places:
            said.append(sentence(f"parts.{key}", names=named(ground.named(places))))
    return said


def _core(ground: Ground) -> list[Text]:
    """The innermost core, told only when it is a group within the group: half of the linked actors at most."""
    found = measures.core_numbers_of(ground.graph)
    deepest = max(found)
    inside = [place for place, core in enumerate(found) if core == deepest]
    linked = sum(core > 0 for core in found)
    if deepest < 2 or 2 * len(inside) > linked:
        return []
    return [sentence("parts.core", names=named(ground.named(inside), 12), k=deepest)]
