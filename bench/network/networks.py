"""The networks that are measured, made from a seed: a dossier of forty actors, and a network of ten thousand."""

from __future__ import annotations

import datetime

import numpy as np

from maillage.articulation.chain import Chain, build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import (
    Actor,
    Commitment,
    Component,
    Contribution,
    Effect,
    Flow,
    Record,
    Tie,
)

DAY = datetime.date(2026, 11, 23)
CATEGORIES = ("association", "enterprise", "local_authority", "citizens", "public_body", None)
LEVELS = ("known", "exchange", "coordination", "cooperation", None)
CONFIDENCES = ("high", "medium", "low", None)
NATURES = ("tangible", "intangible")
HANGING = 1 / 20
"""The share of the actors of the large network that hold by one tie only, so that cuts and bridges exist."""


def chain_of(actors: int, seed: int = 7) -> Chain:
    """The chain of a dossier of so many actors, with as many ties, flows, contributions and commitments each."""
    chance = np.random.default_rng(seed)

    def two() -> tuple[str, str]:
        one, other = chance.choice(actors, 2, replace=False)
        return f"a{one}", f"a{other}"

    def any_of(words: tuple[str | None, ...]) -> str | None:
        return words[chance.integers(len(words))]

    def bearers() -> tuple[str, ...]:
        return tuple(f"a{one}" for one in chance.choice(actors, chance.integers(1, 4), replace=False))

    numbers = range(actors)
    rows: dict[str, list[object]] = {name: [] for name in ("ties", "flows", "contributions", "commitments")}
    for number in numbers:
        (a, b), sure = two(), any_of(CONFIDENCES)
        rows["ties"].append(
            Tie(
                id=f"t{number}",
                actor_a=a,
                actor_b=b,
                level=any_of(LEVELS),
                confidence=sure,
                a_knows_b="partial",
            )
        )
        (a, b), sure = two(), any_of(CONFIDENCES)
        rows["flows"].append(
            Flow(id=f"f{number}", from_=a, to=b, object="x", nature=any_of(NATURES), confidence=sure)
        )
        (a, b), sure = two(), any_of(CONFIDENCES)
        rows["contributions"].append(
            Contribution(id=f"c{number}", from_=a, to=b, kind="money", confidence=sure)
        )
        (a, b), sure = two(), any_of(CONFIDENCES)
        rows["commitments"].append(Commitment(id=f"p{number}", from_=a, to=b, confidence=sure))
    parts = tuple(Component(id=f"k{n}", name=f"Component {n}", bearers=bearers()) for n in numbers)
    effects = tuple(
        Effect(id=f"e{n}", name=f"Effect {n}", components=(f"k{n}", f"k{(n + 1) % actors}")) for n in numbers
    )
    people = tuple(
        Actor(
            id=f"a{n}",
            name=f"Actor {n}",
            category=any_of(CATEGORIES),
            legal_form=any_of(("scic", "sas", None)),
        )
        for n in numbers
    )
    record = Record(id="bench", title="Bench", language="en")
    tables = {name: tuple(found) for name, found in rows.items()}
    dossier = Dossier(record=record, actors=people, components=parts, effects=effects, **tables)  # type: ignore[arg-type]
    return build_chain(dossier, DAY)


def edges_of(actors: int, ties: int, seed: int = 7) -> list[tuple[int, int]]:
    """`ties` distinct pairs among `actors`: some actors hang by one tie; the others are drawn with unequal chances."""
    chance = np.random.default_rng(seed)
    inside = round(actors * (1 - HANGING))
    weights = 1 / np.sqrt(np.arange(1, inside + 1))
    weights /= weights.sum()
    hanging = {(int(chance.integers(inside)), actor) for actor in range(inside, actors)}
    pairs = set(hanging)
    while len(pairs) < ties:
        drawn = np.sort(chance.choice(inside, (ties, 2), p=weights), axis=1)
        found = ((int(a), int(b)) for a, b in drawn if a != b)
        pairs.update(pair for pair, _ in zip(found, range(ties - len(pairs)), strict=False))
    return sorted(pairs)
