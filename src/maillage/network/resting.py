"""What hangs on each actor alone: the exits of every actor, in the order of what rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.articulation.chain import Chain, favourable
from maillage.network.cascade import TABLES
from maillage.network.exit_words import tally, text
from maillage.network.holds import Holds, Key, falling, holds_of
from maillage.text import Text

CHAIN = ("challenges", "effects", "components")
MOVES = tuple(table for table in TABLES if table not in CHAIN)

CAUTION = text("exit-rests.caution")
"""What must stand beside any order of actors."""


@dataclass(frozen=True, slots=True)
class Resting:
    """An actor and what its exit alone takes. `alone` lists rows, by table and id; `counts` how many by table."""

    id: str
    name: str
    alone: tuple[Key, ...]
    counts: Mapping[str, int]
    said: tuple[Text, ...]

    def of(self, table: str) -> tuple[str, ...]:
        """The ids of what hangs on the actor alone in one table."""
        return tuple(one for known, one in self.alone if known == table)

    @property
    def holds_alone(self) -> bool:
        """Whether something of the chain (challenge, effect, component) hangs on the actor alone."""
        return any(self.counts[table] for table in CHAIN)


def resting_on(chain: Chain) -> tuple[Resting, ...]:
    """Every actor present with what hangs on it alone, those on whom the most rests first.

    The order goes by challenges, then favourable effects, then components, then what is brought and promised; actors
    alike in this stay in the order of the dossier. It is the dependence of the whole on an actor as the dossier tells
    it, never the worth of an actor (`CAUTION`). Linear in the rows, and in what falls with each.
    """
    return resting_from(holds_of(chain))


def resting_from(holds: Holds) -> tuple[Resting, ...]:
    """`resting_on`, when what everything rests on is already known."""
    here = [one for table, one in holds.needs if table == "actors"]
    order = {key: rank for rank, key in enumerate(holds.needs)}
    found = [_resting(holds, one, order) for one in here]
    return tuple(sorted(found, key=lambda one: _order(holds, one), reverse=True))


def _resting(holds: Holds, actor: str, order: Mapping[Key, int]) -> Resting:
    fallen = falling(holds, (("actors", actor),))
    alone = sorted((key for key in fallen if key[0] in TABLES), key=order.__getitem__)
    numbers = Counter(table for table, _ in alone)
    counts = {table: numbers[table] for table in TABLES}
    return Resting(actor, holds.chain.actors[actor].name, tuple(alone), counts, _said(holds, actor, counts))


def _said(holds: Holds, actor: str, counts: Mapping[str, int]) -> tuple[Text, ...]:
    if not holds.leaning.get(("actors", actor)):
        return (text("exit-rests.mute"),)
    held, moved = ({table: counts[table] for table in tables} for tables in (CHAIN, MOVES))
    first = text("exit-rests.alone", counts=tally(held)) if any(held.values()) else text("exit-rests.nothing")
    return (first, text("exit-rests.moves", counts=tally(moved))) if any(moved.values()) else (first,)


def _order(holds: Holds, one: Resting) -> tuple[int, ...]:
    good = sum(1 for effect in one.of("effects") if favourable(holds.rows["effects", effect]))
    counts = one.counts
    return counts["challenges"], good, counts["components"], counts["contributions"] + counts["commitments"]
