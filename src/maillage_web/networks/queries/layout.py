"""Where each actor stands in the picture of a network: the same place at every visit, whatever is shown of it.

Actors arrive one after the other, in the order given. Each is put beside those it is linked to, in a direction that
its id alone decides; then all settle a little towards distances that tell the numbers of links between them (stress
majorization: Gansner, Koren & North 2004, doi:10.1007/978-3-540-31843-9_25), each one held where it was. So nothing is
drawn at random, and who arrives last moves the others little. At the end, those whose names would overlap are pushed
apart. Actors that nothing links stand in rows below.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

STEP = (185.0, 125.0)
"""How far two linked actors stand from each other, across and down: names are written along lines."""
ROUNDS = 15
HOLD = 0.1
"""How strongly an actor is held where it was, beside the pull of all the others together."""
APART = 3.5
"""How many links are counted between two actors that none leads to; and at most between any two."""
PUSHES, FIRMLY, TOUCHING = 400, 1.1, 0.5
FULL = 0.45
"""How much of a picture names may cover before it is made larger."""

Floats = NDArray[np.float64]
Pair = frozenset[str]
Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Size:
    """What an actor takes of the picture: its sign and its name."""

    wide: float
    high: float


def positions(actors: Sequence[str], pairs: Collection[Pair], size: Size) -> Places:
    """The place of each actor, in units of the picture; those that no pair names stand in rows below the others."""
    linked = frozenset().union(*pairs) if pairs else frozenset()
    joined = [one for one in dict.fromkeys(actors) if one in linked]
    alone = [one for one in dict.fromkeys(actors) if one not in linked]
    places = unfolded(settled(joined, pairs) * STEP, size) if joined else np.zeros((0, 2))
    found = {
        one: (round(float(x), 1), round(float(y), 1)) for one, (x, y) in zip(joined, places, strict=True)
    }
    return {**found, **_rows_below(alone, found.values(), size)}


def _rows_below(alone: Sequence[str], taken: Iterable[tuple[float, float]], size: Size) -> Places:
    """Rows as wide as the picture above, and never less than four actors wide."""
    above = list(taken) or [(0.0, -2 * size.high)]
    low, high = min(x for x, _ in above), max(x for x, _ in above)
    across = max(4, int((high - low) // size.wide) + 1)
    top = max(y for _, y in above) + 2 * size.high
    left = (low + high - (across - 1) * size.wide) / 2
    return {
        one: (round(left + rank % across * size.wide, 1), round(top + rank // across * size.high, 1))
        for rank, one in enumerate(alone)
    }


def settled(actors: Sequence[str], pairs: Collection[Pair]) -> Floats:
    """The places of linked actors, in links; what comes before an actor in the order decides where it arrives."""
    count, linked = len(actors), _linked(actors, pairs)
    steps, places = np.full((count, count), np.inf), np.zeros((count, 2))
    for rank, actor in enumerate(actors):
        near = np.flatnonzero(linked[rank, :rank])
        _shorten(steps, rank, near)
        far = np.minimum(steps[: rank + 1, : rank + 1], APART)
        if rank:
            places[rank] = _arrival(places[:rank], near, far[rank, :rank], direction(actor))
            places[: rank + 1] = _settle(places[: rank + 1], far)
    return places


def _linked(actors: Sequence[str], pairs: Collection[Pair]) -> NDArray[np.bool_]:
    place = {one: rank for rank, one in enumerate(actors)}
    linked = np.zeros((len(actors), len(actors)), dtype=bool)
    for pair in pairs:
        one, other = (place[actor] for actor in pair)
        linked[one, other] = linked[other, one] = True
    return linked


def _shorten(steps: Floats, rank: int, near: NDArray[np.intp]) -> None:
    """Take the arrival of the actor `rank` into account: how many links lead to it, and through it."""
    steps[rank, rank] = 0
    if near.size:
        steps[rank, :rank] = steps[:rank, rank] = 1 + steps[near, :rank].min(axis=0)
        through = steps[rank, :rank, None] + steps[rank, None, :rank]
        steps[:rank, :rank] = np.minimum(steps[:rank, :rank], through)


def direction(identity: str) -> float:
    """The angle at which an actor arrives, in radians: its id alone decides.

    >>> direction("la-ferme") == direction("la-ferme") != direction("la-cuisine")
    True
    """
    digest = hashlib.blake2b(identity.encode(), digest_size=8).digest()
    return 2 * float(np.pi) * int.from_bytes(digest, "big") / 2**64


def _arrival(there: Floats, near: NDArray[np.intp], far: Floats, angle: float) -> Floats:
    """One link away from the middle of those it is linked to, or that middle where distances fit better there.

    A single direction is tried: the best of many fits better, and turns a part of the picture over for one link more.
    """
    centre = there[near].mean(axis=0) if near.size else there.mean(axis=0)
    radius = 1.0 if near.size else APART - 1
    aside: Floats = centre + radius * np.array((np.cos(angle), np.sin(angle)))
    if near.size < 2:
        return aside
    gaps = np.linalg.norm(np.stack((aside, centre))[:, None, :] - there[None, :, :], axis=2)
    at_once, in_the_middle = ((gaps - far) ** 2 / far**2).sum(axis=1)
    return aside if at_once <= in_the_middle else centre


def _settle(places: Floats, far: Floats) -> Floats:
    """A few rounds of stress majorization, each actor in turn from where all were, and held where it was."""
    with np.errstate(divide="ignore"):
        weights = np.where(far > 0, 1 / far**2, 0)
    drawn = weights.sum(axis=1, keepdims=True)
    held = places
    for _ in range(ROUNDS):
        across, down = (np.subtract.outer(axis, axis) for axis in places.T)
        apart = np.sqrt(across**2 + down**2)
        pull = np.where(apart > 1e-9, weights * far / np.maximum(apart, 1e-9), 0)
        wanted = (weights - pull) @ places + pull.sum(axis=1, keepdims=True) * places
        places = (wanted + HOLD * drawn * held) / ((1 + HOLD) * drawn)
    return places


def unfolded(places: Floats, size: Size) -> Floats:
    """The same places, pushed apart until no two boxes of that size overlap, each along its shorter way out."""
    box = np.array((size.wide, size.high))
    places = places * _airy(places, box)
    order = np.sign(np.subtract.outer(np.arange(len(places)), np.arange(len(places))))[:, :, None]
    for _ in range(PUSHES):
        gaps = places[:, None, :] - places[None, :, :]
        over = box - np.abs(gaps)
        clash: NDArray[np.bool_] = np.asarray((over > TOUCHING).all(axis=2))
        np.fill_diagonal(clash, val=False)
        if not clash.any():
            break
        away = np.where(gaps != 0, np.sign(gaps), order)
        across = over[:, :, 0] / box[0] < over[:, :, 1] / box[1]
        push = np.where(across[:, :, None], (0.5, 0.0), (0.0, 0.5)) * over * away * clash[:, :, None]
        places = places + FIRMLY * push.sum(axis=1) / np.maximum(clash.sum(axis=1), 1)[:, None]
    return places


def _airy(places: Floats, box: Floats) -> float:
    """By how much to blow the picture up for its boxes to cover no more than `FULL` of it."""
    held = np.prod(places.max(axis=0) - places.min(axis=0) + box)
    return max(1.0, float(np.sqrt(len(places) * np.prod(box) / (FULL * held))))
