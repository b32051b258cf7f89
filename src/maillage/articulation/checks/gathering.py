"""What several families share: rows that speak for themselves, hits gathered in one, who gives and who receives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain as joined
from typing import Any, TypeVar

from maillage.articulation.chain import Chain, Said, active
from maillage.articulation.findings import Hit, name_of, unsaid
from maillage.dossier.tables import Actor, Challenge, StatedRow
from maillage.text import Text, listing, same

R = TypeVar("R", bound=StatedRow)

PRESENT = (
    "effects",
    "components",
    "contributions",
    "flows",
    "costs",
    "commitments",
    "ties",
    "resources",
    "models",
    "obstacles",
)
"""The tables that tell the present. Sessions and decisions tell the past, sources do not end."""


def own(rows: Iterable[R]) -> list[R]:
    """The rows that are not another version of a row."""
    return [row for row in rows if row.variant_of is None]


def named(rows: Iterable[Any]) -> Text:
    """The names of `rows`, for a sentence."""
    return listing([same(row.name) for row in rows])


def gathered(hits: Iterable[Hit], label: Callable[[Any], Text] = name_of) -> Iterator[Hit]:
    """The hits, those of which nobody knows gathered in a single one: one thing to talk about, not fifty.

    The sentence for what is not said must then speak of {items}: the rows, each called by its `label`.
    """
    silent: list[Any] = []
    for hit in hits:
        if hit.said is Said.NO:
            yield hit
        else:
            silent.extend(hit.rows)
    if silent:
        yield unsaid(*silent, items=listing([label(row) for row in silent]))


def givers(chain: Chain) -> frozenset[str]:
    """The ids of the actors that bring a contribution or a flow, bear a cost or carry a component."""
    state = chain.dossier
    return frozenset(
        joined(
            chain.contributions_by,
            chain.borne_by,
            (flow.from_ for flow in own(state.flows)),
            (cost.bearer for cost in own(state.costs) if cost.bearer),
        )
    )


def all_gifts_said(chain: Chain) -> Said:
    """`NO` when an actor that brings nothing in the dossier can be said to bring nothing, else `UNKNOWN`.

    Every row that could name it must name someone: the components their bearers, the costs who bears them.
    """
    silent = any(part.bearers is None for part in chain.components.values() if active(part))
    silent = silent or any(cost.bearer is None for cost in own(chain.dossier.costs))
    return Said.UNKNOWN if silent else Said.NO


def receivers(chain: Chain) -> list[Actor]:
    """The actors present on the day that a favourable effect benefits, in the order of the dossier."""
    return [one for one in chain.actors.values() if one.id in chain.benefits_to and chain.present(one)]


def some_receiver_contributes(chain: Chain) -> bool:
    """Whether at least one beneficiary brings a contribution. When none does, the definition speaks, once."""
    return any(one.id in chain.contributions_by for one in receivers(chain))


def open_loops(chain: Chain) -> Iterator[tuple[Challenge, list[Actor]]]:
    """The challenges whose known beneficiaries all bring nothing, with them, where other beneficiaries do."""
    if not some_receiver_contributes(chain):
        return
    giving = givers(chain)
    for challenge in chain.challenges.values():
        effects = chain.effects_of.get(challenge.id, ())
        served = {one.id: one for effect in effects for one in chain.beneficiaries_of.get(effect.id, ())}
        if served and giving.isdisjoint(served):
            yield challenge, list(served.values())
