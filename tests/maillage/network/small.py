"""Small dossiers built in code, for the tests of the network."""

from __future__ import annotations

import datetime
from typing import Any

from maillage.articulation.chain import Chain, build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Commitment, Contribution, Flow, Record, Tie

DAY = datetime.date(2024, 6, 1)


def actors(count: int, **said: Any) -> tuple[Actor, ...]:
    """Actors called Acteur 0, Acteur 1…"""
    return tuple(Actor(id=f"a{number}", name=f"Acteur {number}", **said) for number in range(count))


def tie(number: int, a: int, b: int, **said: Any) -> Tie:
    """A cooperation between two of `actors`."""
    return Tie(id=f"t{number}", actor_a=f"a{a}", actor_b=f"a{b}", **said)


def flow(number: int, a: str, b: str, **said: Any) -> Flow:
    """What moves from one to the other."""
    return Flow(id=f"f{number}", from_=a, to=b, object="du pain", **said)


def contribution(number: int, a: str, b: str | None, **said: Any) -> Contribution:
    """What one brings the other."""
    return Contribution(id=f"c{number}", from_=a, to=b, kind="money", **said)


def commitment(number: int, a: str, b: str | None, **said: Any) -> Commitment:
    """What one promises the other."""
    return Commitment(id=f"p{number}", from_=a, to=b, **said)


def chain(**tables: Any) -> Chain:
    """The chain of a dossier with these tables, on `DAY`."""
    return build_chain(Dossier(record=Record(id="essai", title="Essai", language="fr"), **tables), DAY)
