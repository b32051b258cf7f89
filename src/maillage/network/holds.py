"""What everything of a dossier rests on, on one day: who carries it, what produces it, what it answers.

Each thing that stands has *holds*. A hold leans on one thing or several and gives way once all of them have fallen.
A thing falls when one of its deciding holds gives way; a hold that does not decide only weakens it. It is a graph of
"and" and "or": what falls with any set of actors is found in one pass over what is touched (`falling`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.articulation.chain import Chain, favourable
from maillage.articulation.exits import standing
from maillage.dossier.tables import Commitment, Contribution, Cost, Flow, Tie
from maillage.dossier.vocabularies import vocabulary

Key = tuple[str, str]
"""A row: its table and its id. The money of an actor, which may stop while the actor stays, is ``("money", id)``."""

MONEY = "money"
OVER = ("broken", "ended")
PARTIES = ("collective", "outside")


@dataclass(frozen=True, slots=True)
class Hold:
    """Something rests on `on`, in the manner `kind`. While one of the `doubts` stands, nobody knows if it gives way."""

    kind: str
    on: tuple[Key, ...]
    decides: bool = True
    doubts: tuple[Key, ...] = ()


Needs = dict[Key, tuple[Hold, ...]]


@dataclass(frozen=True, slots=True)
class Holds:
    """Everything that stands on the day with its holds, in the order of the tables and of the dossier.

    `leaning` gives back, for each thing, what leans on it: the thing and the rank of its hold. `unsaid` lists what
    stands only because the dossier does not say what it rests on.
    """

    chain: Chain
    needs: Mapping[Key, tuple[Hold, ...]]
    rows: Mapping[Key, Any]
    leaning: Mapping[Key, tuple[tuple[Key, int], ...]]
    unsaid: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A thing that falls: at which round, and the holds that gave way then."""

    round: int
    holds: tuple[Hold, ...]


def falling(holds: Holds, seeds: Iterable[Key], *, money_decides: bool = False) -> dict[Key, Fallen]:
    """What falls once the `seeds` are gone, round by round; the seeds are there at round 0.

    Linear in the holds that are touched, whatever the size of the rest.
    """
    fallen = {key: Fallen(0, ()) for key in seeds if key in holds.needs}
    missing: dict[tuple[Key, int], int] = {}
    wave, round_ = list(fallen), 0
    while wave:
        round_ += 1
        given: dict[Key, list[Hold]] = {}
        for key in wave:
            for thing, rank in holds.leaning.get(key, ()):
                missing[thing, rank] = missing.get((thing, rank), 0) + 1
                hold = holds.needs[thing][rank]
                if missing[thing, rank] == len(hold.on) and (hold.decides or _counts(hold, money_decides)):
                    given.setdefault(thing, []).append(hold)
        wave = [thing for thing in given if thing not in fallen]
        fallen |= {thing: Fallen(round_, tuple(given[thing])) for thing in wave}
    return fallen


def _counts(hold: Hold, money_decides: bool) -> bool:
    return money_decides and hold.kind == MONEY


def holds_of(chain: Chain) -> Holds:
    """What everything that stands in `chain` rests on. Linear in rows and references.

    Left out: other versions of a row, ties between strangers, commitments that are broken or ended, costs whose last
    year is past, and what links to an actor who is not there.
    """
    builder = _Builder(chain)
    needs = builder.everything()
    leaning: dict[Key, list[tuple[Key, int]]] = {}
    for thing, of in needs.items():
        for rank, hold in enumerate(of):
            for key in hold.on:
                leaning.setdefault(key, []).append((thing, rank))
    unsaid = tuple(key for key in needs if _untold(key, builder.rows))
    return Holds(chain, needs, builder.rows, {key: tuple(of) for key, of in leaning.items()}, unsaid)


def _untold(key: Key, rows: Mapping[Key, Any]) -> bool:
    column = {"components": "bearers", "effects": "components"}.get(key[0])
    return column is not None and getattr(rows[key], column) is None


class _Builder:
    """Finds the holds, table after table."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.rows: dict[Key, Any] = {}
        self._stands = standing(chain)
        self._here = {key for key, actor in chain.actors.items() if chain.present(actor)}
        own = {
            table: [row for row in chain.dossier.rows(table) if row.variant_of is None]
            for table in ("contributions", "commitments", "costs", "flows", "ties")
        }
        self._contributions: list[Contribution] = [one for one in own["contributions"] if self._links(one)]
        self._commitments: dict[str, Commitment] = {
            one.id: one for one in own["commitments"] if self._links(one) and one.status not in OVER
        }
        self._costs: list[Cost] = [one for one in own["costs"] if self._is_due(one)]
        self._flows: list[Flow] = [one for one in own["flows"] if self._links(one)]
        self._ties: list[Tie] = [one for one in own["ties"] if self._ties_up(one)]
        self._given = {one.id for one in self._contributions}

    def everything(self) -> Needs:
        """The holds of everything that stands."""
        needs: Needs = {("actors", key): () for key in self.chain.actors if key in self._here}
        needs |= {(MONEY, key): () for key in self.chain.actors if key in self._here}
        needs |= self._of("components", self._stands.components, self.chain.components, self._component())
        needs |= self._of("effects", self._stands.effects, self.chain.effects, self._effect)
        needs |= self._of("challenges", self._stands.challenges, self.chain.challenges, self._challenge())
        for table, rows, find in (
            ("contributions", self._contributions, self._contribution),
            ("commitments", self._commitments.values(), self._commitment()),
            ("costs", self._costs, self._cost),
            ("flows", self._flows, self._flow),
            ("ties", self._ties, self._tie),
        ):
            needs |= self._of(table, (row.id for row in rows), {row.id: row for row in rows}, find)
        return needs

    def _of(
        self, table: str, ids: Iterable[str], rows: Mapping[str, Any], find: Callable[[Any], Iterator[Hold]]
    ) -> Needs:
        found: Needs = {}
        for one in ids:
            self.rows[table, one] = rows[one]
            found[table, one] = tuple(hold for hold in find(rows[one]) if hold.on)
        return found

    # --- what is there --------------------------------------------------------------------------------------------

    def _links(self, row: Contribution | Commitment | Flow) -> bool:
        """Whether both ends of a row are there: an actor present, or nobody in particular."""
        return all(end is None or end in PARTIES or end in self._here for end in (row.from_, row.to))

    def _ties_up(self, tie: Tie) -> bool:
        return tie.level != "unknown" and {tie.actor_a, tie.actor_b} <= self._here

    def _is_due(self, cost: Cost) -> bool:
        due = cost.last_year is None or cost.last_year >= self.chain.on.year
        return due and (cost.bearer is None or cost.bearer in self._here)

    # --- along the chain ------------------------------------------------------------------------------------------

    def _component(self) -> Callable[[Any], Iterator[Hold]]:
        paid, doubts, adrift = self._payments(), self._nameless_costs(), self._unassigned()

        def find(part: Any) -> Iterator[Hold]:
            bearers = [one.id for one in self.chain.bearers_of.get(part.id, ())]
            if part.bearers is not None:
                yield Hold("bearers", tuple(("actors", one) for one in dict.fromkeys(bearers)))
            known = [key for key, giver in paid.get(part.id, ()) if key[0] != "flows" or giver not in bearers]
            loose = [key for party in (*bearers, None) for key in adrift.get(party, ())]
            yield Hold(MONEY, tuple(known), decides=False, doubts=(*doubts.get(part.id, ()), *loose))

        return find

    def _effect(self, effect: Any) -> Iterator[Hold]:
        if effect.components is not None:
            parts = (part.id for part in self.chain.components_of.get(effect.id, ()))
            stand = [one for one in parts if one in self._stands.components]
            yield Hold("components", tuple(("components", one) for one in dict.fromkeys(stand)))

    def _challenge(self) -> Callable[[Any], Iterator[Hold]]:
        effects = self.chain.effects
        vague = [
            key
            for key in self._stands.effects
            if favourable(effects[key]) and effects[key].challenges is None
        ]
        doubts = tuple(("effects", key) for key in vague)

        def find(challenge: Any) -> Iterator[Hold]:
            found = (effect.id for effect in self.chain.effects_of.get(challenge.id, ()))
            stand = [key for key in found if key in self._stands.effects]
            yield Hold("effects", tuple(("effects", key) for key in dict.fromkeys(stand)), doubts=doubts)

        return find

    # --- money ----------------------------------------------------------------------------------------------------

    def _payments(self) -> dict[str, list[tuple[Key, str]]]:
        """By component, the rows that say money comes to it, and from whom; a flow that realises a gift is left out."""
        paid: dict[str, list[tuple[Key, str]]] = {}
        for gift in self._contributions:
            if gift.kind == "money" and gift.component:
                paid.setdefault(gift.component, []).append((("contributions", gift.id), gift.from_))
        for cost in self._costs:
            if cost.bearer and cost.component:
                paid.setdefault(cost.component, []).append((("costs", cost.id), cost.bearer))
        for flow in self._flows:
            if is_money(flow.unit) and flow.component and flow.realises not in self._given:
                paid.setdefault(flow.component, []).append((("flows", flow.id), flow.from_))
        return paid

    def _nameless_costs(self) -> dict[str, list[Key]]:
        """By component, the costs of which nobody says who bears them."""
        found: dict[str, list[Key]] = {}
        for cost in self._costs:
            if cost.bearer is None and cost.component:
                found.setdefault(cost.component, []).append(("costs", cost.id))
        return found

    def _unassigned(self) -> dict[str | None, list[Key]]:
        """By receiver, the money that may be for any component; `None` when nobody is named."""
        found: dict[str | None, list[Key]] = {}
        for gift in self._contributions:
            if gift.kind == "money" and gift.component is None:
                to = None if gift.to in PARTIES else gift.to
                found.setdefault(to, []).append(("contributions", gift.id))
        return found

    # --- what moves and what is promised ----------------------------------------------------------------------------

    def _ends(self, row: Contribution | Commitment | Flow) -> Iterator[Hold]:
        for kind, end in (("giver", row.from_), ("receiver", row.to)):
            if end in self._here:
                yield Hold(kind, (("actors", str(end)),))

    def _contribution(self, row: Contribution) -> Iterator[Hold]:
        yield from self._ends(row)
        if row.kind == "money":
            yield Hold("purse", ((MONEY, row.from_),))
        hoped = [key for key in row.in_return_of or () if key in self._stands.effects]
        yield Hold("returned", tuple(("effects", key) for key in dict.fromkeys(hoped)))
        if row.component in self._stands.components:
            yield Hold("aim", (("components", str(row.component)),), decides=False)

    def _commitment(self) -> Callable[[Commitment], Iterator[Hold]]:
        answers: dict[str, list[Key]] = {}
        for one in self._commitments.values():
            if one.reciprocates and one.reciprocates != one.id:
                answers.setdefault(one.reciprocates, []).append(("commitments", one.id))

        def find(row: Commitment) -> Iterator[Hold]:
            yield from self._ends(row)
            if row.reciprocates in self._commitments and row.reciprocates != row.id:
                yield Hold("answers", (("commitments", str(row.reciprocates)),))
            yield Hold("answered", tuple(answers.get(row.id, ())), decides=False)

        return find

    def _cost(self, row: Cost) -> Iterator[Hold]:
        if row.bearer:
            yield Hold("borne", (("actors", row.bearer),))
            yield Hold("purse", ((MONEY, row.bearer),))

    def _flow(self, row: Flow) -> Iterator[Hold]:
        yield from self._ends(row)
        if is_money(row.unit) and row.from_ in self._here:
            yield Hold("purse", ((MONEY, row.from_),))
        if row.component in self._stands.components:
            yield Hold("part_of", (("components", str(row.component)),))
        if row.realises in self._given:
            yield Hold("realises", (("contributions", str(row.realises)),))

    def _tie(self, row: Tie) -> Iterator[Hold]:
        for end in dict.fromkeys((row.actor_a, row.actor_b)):
            yield Hold("tied", (("actors", end),))


def is_money(unit: str | None) -> bool:
    """Whether what is counted in `unit` is money."""
    term = vocabulary("units").terms.get(unit or "")
    return term is not None and term.properties["dimension"] == "money"
