"""Who and what holds a network together: brokers, actors and links whose absence would cut it."""

from __future__ import annotations

from maillage.network import measures
from maillage.network.bounds import bound
from maillage.network.doubts import Booleans
from maillage.network.ground import Ground
from maillage.network.result import Reading, Value
from maillage.network.wording import SHOWN, beside, counted, digits, named, sentence, text
from maillage.territory.amounts import number
from maillage.text import Text, fill

PERCENT = Text("%", "%")
Parts = tuple[tuple[int, ...], ...]
_EXAMINED = 60
LOW_CONSTRAINT = 0.5
"""Two contacts who do not know each other give this constraint: below it, contacts seldom meet without the actor."""


def brokers(ground: Ground) -> Reading:
    """The actors on the shortest path of at least a share of the other pairs that the network joins.

    They are named in the order of the dossier. The share is Freeman's betweenness, counted on the pairs that can reach
    each other rather than on all: in a network in several parts, nobody is on the path of those who have none.
    """
    title, from_ = text("brokers.title"), bound("broker_from")
    if ground.empty:
        return Reading("brokers", title, (text("common.nothing"),))
    paths, joined = _passages(ground)
    found = [round(path / pairs, 9) if pairs else 0.0 for path, pairs in zip(paths, joined, strict=True)]
    places = [place for place, share in enumerate(found) if share >= from_]
    if not places:
        none = fill(text("brokers.none"), every=round(1 / from_))
        return Reading("brokers", title, (none,), rests_on=ground.all_links)
    burt, drawn = measures.constraint(ground.n, ground.edges), ground.plausible.passages
    said = [_broker(ground, place, paths[place], joined[place]) for place in places[:SHOWN]]
    values = tuple(_path_share(ground, place, found[place]) for place in places)
    items = tuple(
        ground.actor(place, found[place], drawn[:, place] >= from_, _burt(burt[place])) for place in places
    )
    lead = (text("brokers.lead"), *said)
    return Reading("brokers", title, lead, values, items, ground.all_links, text("brokers.caution"))


def _passages(ground: Ground) -> tuple[list[float], tuple[int, ...]]:
    """For each actor, on the path of how many pairs of others it is, and how many the network joins."""
    pairs = (ground.n - 1) * (ground.n - 2) / 2
    paths = [share * pairs for share in measures.betweenness_of(ground.graph)]
    return paths, measures.joined_pairs_of(ground.graph)


def _broker(ground: Ground, place: int, paths: float, pairs: int) -> Text:
    said = fill(text("brokers.one"), name=ground.names[place], n=digits(round(paths)), pairs=digits(pairs))
    return ground.held(said, ground.plausible.passages[:, place] >= bound("broker_from"), "brokers")


def _path_share(ground: Ground, place: int, value: float) -> Value:
    label = sentence("brokers.label", name=ground.names[place])
    drawn = 100 * ground.plausible.passages[:, place]
    code = f"path:{ground.network.actors[place].id}"
    return ground.value(code, label, 100 * value, drawn, decimals=0, unit=PERCENT)


def _burt(value: float | None) -> Text | None:
    if value is None:
        return None
    key = "brokers.constraint-low" if value < LOW_CONSTRAINT else "brokers.constraint"
    return fill(text(key), value=number(value, 2))


def cut_actors(ground: Ground) -> Reading:
    """The actors without whom the others would be in several parts, and which."""
    title = text("cut_actors.title")
    if ground.empty:
        return Reading("cut_actors", title, (text("common.nothing"),))
    places = sorted(measures.articulation_points_of(ground.graph))
    if not places:
        return Reading("cut_actors", title, (text("cut_actors.none"),), rests_on=ground.all_links)
    parts = measures.parts_around_of(ground.graph)
    falls = {
        place: measures.parts_without(ground.n, ground.edges, place) for place in _examined(places, parts)
    }
    told = sorted(sorted(falls, key=lambda place: -_cut_off(falls[place]))[:SHOWN])
    said = [_cut(ground, place, falls[place]) for place in told]
    if rest := [place for place in places if place not in told]:
        said.append(sentence("cut_actors.more", names=named(ground.named(rest))))
    drawn = ground.plausible.cuts
    items = tuple(
        ground.actor(
            place,
            float(parts[place]),
            drawn[:, place],
            _into(ground, falls[place]) if place in falls else None,
        )
        for place in places
    )
    caution = text("cut_actors.caution")
    return Reading("cut_actors", title, tuple(said), (), items, ground.all_links, caution)


def _examined(places: list[int], parts: tuple[int, ...]) -> list[int]:
    """The actors whose absence is told in full: of a very large network, those that leave the most parts."""
    return sorted(sorted(places, key=lambda place: -parts[place])[:_EXAMINED])


def _cut_off(fall: Parts) -> int:
    """How many actors end outside the largest part."""
    return sum(len(part) for part in fall[1:])


def _into(ground: Ground, fall: Parts) -> Text:
    return beside([named(ground.named(part)) for part in fall], limit=12)


def _cut(ground: Ground, place: int, fall: Parts) -> Text:
    said = fill(
        text("cut_actors.one"),
        name=ground.names[place],
        others=counted("the-others", sum(map(len, fall))),
        parts=counted("parts", len(fall)),
        names=beside([named(ground.named(part), 4) for part in fall]),
    )
    return ground.held(said, ground.plausible.cuts[:, place], "cut_actors")


def bridges(ground: Ground) -> Reading:
    """The links that are the only passage between two groups, and the actors that hold by one link only."""
    title = text("bridges.title")
    if ground.empty:
        return Reading("bridges", title, (text("common.nothing"),))
    only = measures.bridges_of(ground.graph)
    found = [(number, edge) for number, edge in enumerate(ground.edges) if edge in only]
    if not found:
        return Reading("bridges", title, (text("bridges.none"),), rests_on=ground.all_links)
    degrees = measures.degrees(ground.n, ground.edges)
    inner = [one for one in found if min(degrees[place] for place in one[1]) > 1]
    sides = {number: _sides(ground, edge) for number, edge in inner[:_EXAMINED]}
    held = ground.plausible.bridges
    said = [_bridge(ground, number, edge, sides[number], held[:, number]) for number, edge in inner[:SHOWN]]
    said += _ends(ground, degrees)
    if not inner and len(found) < len(ground.edges):
        said.append(text("bridges.none-inside"))
    items = tuple(
        ground.link(number, held[:, number], _both_sides(ground, sides.get(number))) for number, _ in found
    )
    return Reading("bridges", title, tuple(said), (), items, ground.all_links)


def _bridge(ground: Ground, number: int, edge: tuple[int, int], sides: Parts, holds: Booleans) -> Text:
    left, right = (named(ground.named(side), 4) for side in sides)
    return ground.held(fill(text("bridges.one"), pair=ground.pair(edge), left=left, right=right), holds)


def _sides(ground: Ground, edge: tuple[int, int]) -> Parts:
    """The actors on the side of each end of a bridge."""
    left = measures.components(ground.n, [one for one in ground.edges if one != edge])
    return tuple(next(part for part in left if end in part) for end in edge)


def _both_sides(ground: Ground, sides: Parts | None) -> Text | None:
    return beside([named(ground.named(side)) for side in sides]) if sides else None


def _ends(ground: Ground, degrees: tuple[int, ...]) -> list[Text]:
    """Those that hold by one link only, and through whom; then the pairs that hold only to each other."""
    through, alone = {}, []
    for a, b in ground.edges:
        if degrees[a] == degrees[b] == 1:
            alone.append(ground.pair((a, b)))
        elif 1 in (degrees[a], degrees[b]):
            through.update({a: b} if degrees[a] == 1 else {b: a})
    said = []
    if through:
        names = [
            fill(text("common.by"), a=ground.names[near], b=ground.names[far])
            for near, far in sorted(through.items())
        ]
        said.append(sentence("bridges.ends", actors=counted("actors-hold", len(names)), names=named(names)))
    if alone:
        said.append(sentence("bridges.alone", names=named(alone)))
    return said
