"""Where actors stand: the same at every visit, nearly the same when the dossier grows, names never over one another."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor
from maillage.dossier.values import PartialDate
from maillage.io import load
from maillage_web.networks.queries.layout import Pair, Places, Size, positions
from maillage_web.networks.queries.positions import SIZE, arrivals, pairs_ever
from tests.maillage_web.addresses import EXAMPLES, SLUGS

MOVED_AT_MOST = 0.25
"""By how much an actor who arrives may move another one: a share of the diagonal of the picture."""
MOVED_USUALLY = 0.04
LINK_MOVES_USUALLY, LINK_MOVES_NINE_IN_TEN = 0.06, 0.25


@cache
def example(slug: str) -> Dossier:
    dossier = load(EXAMPLES / slug).dossier
    assert dossier is not None
    return dossier


def network(slug: str) -> tuple[list[str], set[Pair]]:
    dossier = example(slug)
    return arrivals(dossier.actors), pairs_ever(dossier)


def overlapping(places: Places, size: Size) -> list[tuple[str, str]]:
    """The actors whose boxes overlap by more than a pixel."""
    return [
        (one, other)
        for (one, (x, y)), (other, (u, v)) in combinations(places.items(), 2)
        if abs(x - u) < size.wide - 1 and abs(y - v) < size.high - 1
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_actor_has_a_place_and_no_two_names_overlap(slug: str) -> None:
    actors, pairs = network(slug)
    places = positions(actors, pairs, SIZE)
    assert set(places) == set(actors)
    assert np.isfinite(list(places.values())).all()
    assert overlapping(places, SIZE) == []
    assert positions(actors, pairs, SIZE) == places


def moved(before: Places, after: Places, actors: list[str]) -> np.ndarray:
    """By how much each actor moves, as shares of the diagonal of the picture."""
    was, now = (np.array([places[one] for one in actors]) for places in (before, after))
    diagonal = np.linalg.norm(was.max(axis=0) - was.min(axis=0))
    shares: np.ndarray = np.linalg.norm(now - was, axis=1) / diagonal
    return shares


def linked(slug: str) -> tuple[list[str], set[Pair], Places]:
    """The actors of an example that some pair joins, the pairs, and their places."""
    actors, pairs = network(slug)
    kept = [one for one in actors if any(one in pair for pair in pairs)]
    return kept, pairs, positions(kept, pairs, SIZE)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_actor_who_arrives_last_moves_the_others_little(slug: str) -> None:
    actors, pairs, before = linked(slug)
    newcomers = [(actors[0],), (actors[-1],), (actors[1], actors[-2]), tuple(actors[:3])]
    found = []
    for rank, ends in enumerate(newcomers):
        one = f"arrivant-{rank}"
        after = positions([*actors, one], pairs | {frozenset((one, end)) for end in ends}, SIZE)
        found.append(moved(before, after, actors))
    assert max(one.max() for one in found) < MOVED_AT_MOST
    assert np.median(np.concatenate(found)) < MOVED_USUALLY


def test_a_link_between_two_actors_already_there_moves_most_of_them_little() -> None:
    found = []
    for slug in SLUGS:
        actors, pairs, before = linked(slug)
        ends = combinations(actors, 2)
        further = [pair for one in ends if (pair := frozenset(one)) not in pairs][::7]
        found += [moved(before, positions(actors, pairs | {one}, SIZE), actors) for one in further]
    every = np.concatenate(found)
    assert np.median(every) < LINK_MOVES_USUALLY
    assert np.percentile(every, 90) < LINK_MOVES_NINE_IN_TEN


def test_the_order_of_the_rows_changes_no_place() -> None:
    rows = list(example("ikos").actors)
    assert arrivals(rows) == arrivals(rows[::-1]) == arrivals(rows[7:] + rows[:7])
    pairs = pairs_ever(example("ikos"))
    turned = {frozenset(sorted(pair, reverse=True)) for pair in sorted(pairs, key=sorted)}
    assert positions(arrivals(rows), turned, SIZE) == positions(arrivals(rows[::-1]), pairs, SIZE)


def test_who_joined_first_arrives_first_and_who_joined_on_no_known_day_last() -> None:
    said = [("c", None), ("b", "2019"), ("d", "2015-03"), ("b", "2012"), ("a", None)]
    rows = [Actor(id=one, name=one, joined_on=PartialDate.parse(day) if day else None) for one, day in said]
    assert arrivals(rows) == ["b", "d", "a", "c"]


def test_an_actor_without_link_moves_nobody() -> None:
    actors, pairs = network(SLUGS[0])
    before = positions(actors, pairs, SIZE)
    after = positions([*actors, "arrivant"], pairs, SIZE)
    joined = {one for pair in pairs for one in pair}
    assert {one: after[one] for one in joined} == {one: before[one] for one in joined}
    assert after["arrivant"][1] > max(y for one, (_, y) in after.items() if one in joined)


def test_there_is_a_picture_of_nobody_of_one_and_of_actors_that_are_not_linked() -> None:
    assert positions([], set(), SIZE) == {}
    assert np.isfinite(positions(["seul"], set(), SIZE)["seul"]).all()
    three = positions(["a", "b", "c"], set(), SIZE)
    assert overlapping(three, SIZE) == []


def test_forty_actors_around_one_are_legible() -> None:
    actors = [f"a{rank}" for rank in range(40)]
    places = positions(actors, {frozenset(("a0", one)) for one in actors[1:]}, SIZE)
    assert overlapping(places, SIZE) == []
