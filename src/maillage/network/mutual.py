"""What goes both ways in a network: exchanges, promises, the knowledge each one has of the other's constraints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from maillage.dossier.tables import Tie
from maillage.dossier.vocabularies import vocabulary
from maillage.network import measures
from maillage.network.doubts import Booleans
from maillage.network.ground import Ground, rows
from maillage.network.plausible import Numbers, quotient, share
from maillage.network.result import Item, Reading
from maillage.network.wording import counted, named, sentence, text
from maillage.text import Text, fill, lowered, same

SHARED = "shared"


def reciprocity(ground: Ground) -> Reading:
    """How many of the directed links, and of the pairs they join, go both ways; how many promises have an answer."""
    title = text("reciprocity.title")
    directed = [link for link in ground.network.links if link.directed]
    places = ground.network.places
    found = measures.reciprocity((places[link.source], places[link.target]) for link in directed)
    low, high = _ways(ground)
    drawn, label = _drawn(low, high, ground.plausible.drawn.answers), text("reciprocity.label")
    value = ground.value("reciprocity", label, found, drawn, why=text("why.no-direction"))
    if not directed:
        return Reading("reciprocity", title, (ground.nothing or text("reciprocity.none"),), (value,))
    arcs = {(link.source, link.target) for link in directed}
    joined = [edge for edge, links in enumerate(ground.pairs) if any(link.directed for link in links)]
    mutual = [edge for edge in joined if _both_ways(ground, edge, arcs)]
    said = [_pairs(ground, mutual, joined), *_commitments(ground)]
    items = tuple(ground.link(edge, (low & high)[:, edge]) for edge in mutual)
    caution = text("reciprocity.caution")
    return Reading("reciprocity", title, tuple(said), (value,), items, rows(directed), caution)


def _both_ways(ground: Ground, edge: int, arcs: set[tuple[str, str]]) -> bool:
    one, other = (ground.network.actors[place].id for place in ground.edges[edge])
    return (one, other) in arcs and (other, one) in arcs


def _pairs(ground: Ground, mutual: Sequence[int], joined: Sequence[int]) -> Text:
    names = named([ground.pair(ground.edges[edge]) for edge in mutual])
    return sentence(
        "reciprocity.pairs",
        mutual=counted("both-ways", len(mutual)),
        all=counted("pairs-linked", len(joined)),
        names=fill(text("reciprocity.names"), names=names) if mutual else same(""),
    )


def _commitments(ground: Ground) -> list[Text]:
    """The promises that answer one another, those made to the collective included."""
    links = [link for link in (*ground.network.links, *ground.network.outside) if link.kind == "commitment"]
    standing = {link.id for link in links}
    replies = {row.id: row.reciprocates for row in ground.chain.dossier.commitments if row.variant_of is None}
    answers = {one: replies[one] for one in standing if replies.get(one) in standing}
    in_turn = answers.keys() | set(answers.values())
    if not standing:
        return []
    all_of_them, answered = counted("commitment", len(standing)), counted("in-turn", len(in_turn))
    return [sentence("reciprocity.commitments", answered=answered, all=all_of_them)]


def _ways(ground: Ground) -> tuple[Booleans, Booleans]:
    """Whether each pair is linked from its lower end to its higher one, and back (draws × pairs), as rows say it."""
    places, drawn = ground.network.places, ground.plausible.drawn
    low, high = np.zeros_like(drawn.pairs), np.zeros_like(drawn.pairs)
    numbers = {edge: number for number, edge in enumerate(ground.edges)}
    for row, link in enumerate(ground.network.links):
        if link.directed:
            source, target = places[link.source], places[link.target]
            side, edge = (low, (source, target)) if source < target else (high, (target, source))
            side[:, numbers[edge]] |= drawn.rows[:, row]
    return low, high


def _drawn(low: Booleans, high: Booleans, answers: Booleans) -> Numbers:
    """The reciprocity of each plausible network: rows that may not be there, answers nobody wrote down."""
    answered = (low ^ high) & answers
    both = 2 * ((low & high).sum(axis=1) + answered.sum(axis=1))
    return quotient(both, low.sum(axis=1) + high.sum(axis=1) + answered.sum(axis=1))


def knowledge(ground: Ground) -> Reading:
    """What the ties say each one knows of the constraints of the other."""
    title = text("knowledge.title")
    ties = list(_ties(ground))
    if not ties:
        return Reading("knowledge", title, (ground.nothing or text("knowledge.none"),))
    said = [level for tie in ties for level in (tie.a_knows_b, tie.b_knows_a) if level is not None]
    rest = tuple(("ties", tie.id) for tie in ties)
    if not said:
        nothing = sentence("knowledge.nothing", ties=counted("tie", len(ties)))
        return Reading("knowledge", title, (nothing,), rests_on=rest)
    lines = [
        sentence("knowledge.lead", all=counted("times", 2 * len(ties)), said=counted("times", len(said))),
        sentence("knowledge.counts", counts=_levels(said)),
    ]
    both = [tie for tie in ties if tie.a_knows_b == tie.b_knows_a == SHARED]
    uneven = [tie for tie in ties if tie.a_knows_b != tie.b_knows_a]
    for key, found in (("both", both), ("uneven", uneven)):
        if found:
            lines.append(sentence(f"knowledge.{key}", names=named([_between(ground, tie) for tie in found])))
    items = tuple(_knowing(ground, tie) for tie in ties if tie.a_knows_b or tie.b_knows_a)
    return Reading("knowledge", title, tuple(lines), (), items, rest)


def _ties(ground: Ground) -> Iterator[Tie]:
    here = {link.id for link in ground.network.links if link.kind == "tie"}
    return (tie for tie in ground.chain.dossier.ties if tie.id in here and tie.variant_of is None)


def _levels(said: Sequence[str]) -> Text:
    known = vocabulary("constraint_knowledge")
    counts = Counter(said)
    ordered = sorted(counts, key=lambda code: -known.terms[code].rank if code in known.terms else 1)
    return named(
        [fill(text("common.times"), what=lowered(known.label_of(one)), n=counts[one]) for one in ordered]
    )


def _between(ground: Ground, tie: Tie) -> Text:
    a, b = (ground.called(ground.chain.actors[one]) for one in (tie.actor_a, tie.actor_b))
    return fill(text("common.pair"), a=a, b=b)


def _knowing(ground: Ground, tie: Tie) -> Item:
    """The tie, with what it says each way."""
    known, actors = vocabulary("constraint_knowledge"), ground.chain.actors
    ways = ((tie.actor_a, tie.actor_b, tie.a_knows_b), (tie.actor_b, tie.actor_a, tie.b_knows_a))
    said = [
        fill(
            text("knowledge.way" if level else "knowledge.unsaid-way"),
            a=ground.called(actors[one]),
            b=ground.called(actors[other]),
            level=lowered(known.label_of(level)),
        )
        for one, other, level in ways
    ]
    return Item("ties", tie.id, _between(ground, tie), None, _sure(ground, tie), named(said))


def _sure(ground: Ground, tie: Tie) -> float:
    return share(ground.plausible.drawn.rows[:, ground.rows[("ties", tie.id)]])
