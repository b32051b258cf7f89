"""Why an actor stays: the effects it benefits from, what it gives, what comes back, the promises that answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from maillage.articulation.chain import Chain
from maillage.articulation.checks.gathering import own
from maillage.articulation.findings import RowRef
from maillage.cards.wording import text
from maillage.dossier.tables import Commitment
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text, capital, listing, same

COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the dossier on a card: which one, and what is said of it beside its name."""

    ref: RowRef
    said: Text
    row: Any


@dataclass(frozen=True, slots=True)
class Interest:
    """What ties an actor to the solution. Nothing is added up and nothing is weighed against anything."""

    carries: tuple[Line, ...]
    benefits: tuple[Line, ...]
    gives: tuple[Line, ...]
    receives: tuple[Line, ...]
    promises: tuple[Line, ...]
    promised: tuple[Line, ...]


def interest_of(chain: Chain, actor: str) -> Interest:
    """What the dossier says of the interest of `actor` in the solution, on the day of `chain`."""
    return Interest(
        carries=tuple(_carries(chain, actor)),
        benefits=tuple(_line(chain, one, text("cards-interest.benefit")) for one in _benefits(chain, actor)),
        gives=tuple(_gives(chain, actor)),
        receives=tuple(_receives(chain, actor)),
        promises=tuple(_promises(chain, actor, mine=True)),
        promised=tuple(_promises(chain, actor, mine=False)),
    )


def _benefits(chain: Chain, actor: str) -> list[Any]:
    return _sorted(chain.benefits_to.get(actor, ()))


def _carries(chain: Chain, actor: str) -> Iterator[Line]:
    statuses = vocabulary("component_statuses")
    for part in _sorted(chain.borne_by.get(actor, ())):
        said = statuses.label_of(part.status) if part.status else text("cards-interest.no_status")
        yield _line(chain, part, said)


def _gives(chain: Chain, actor: str) -> Iterator[Line]:
    for row in _sorted(chain.contributions_by.get(actor, ())):
        yield _line(chain, row, _in_return(chain, row), _gift(row))
    for row in _sorted(one for one in own(chain.dossier.flows) if one.from_ == actor):
        yield _line(chain, row, _towards(chain, row.to))
    for row in _sorted(one for one in own(chain.dossier.costs) if one.bearer == actor):
        part = chain.components.get(row.component or "")
        named = text("cards-interest.cost_of", part=part.name) if part else None
        kind = vocabulary("cost_kinds").label_of(row.kind) if row.kind else text("cards-interest.cost")
        yield _line(chain, row, named or text("cards-interest.cost"), kind)


def _receives(chain: Chain, actor: str) -> Iterator[Line]:
    for row in _sorted(one for one in own(chain.dossier.contributions) if one.to == actor):
        yield _line(chain, row, text("cards-interest.from", name=party(chain, row.from_)), _gift(row))
    for row in _sorted(one for one in own(chain.dossier.flows) if one.to == actor):
        yield _line(chain, row, text("cards-interest.from", name=party(chain, row.from_)))


def _gift(row: Any) -> Text:
    kind = vocabulary("contribution_kinds").label_of(row.kind)
    return same(row.object) if row.object else kind


def _in_return(chain: Chain, row: Any) -> Text:
    if row.in_return_of is None:
        return text("cards-interest.return_unsaid")
    effects = [same(chain.effects[one].name) for one in row.in_return_of if one in chain.effects]
    if not effects:
        return text("cards-interest.return_none")
    return text("cards-interest.in_return_of", effects=listing(effects))


def _towards(chain: Chain, to: str | None) -> Text:
    return text("cards-interest.to", name=party(chain, to))


def _promises(chain: Chain, actor: str, *, mine: bool) -> Iterator[Line]:
    commitments = own(chain.dossier.commitments)
    known = {one.id: one for one in commitments}
    answers = {one.reciprocates: one for one in commitments if one.reciprocates in known}
    for row in _sorted(commitments):
        if actor == (row.from_ if mine else row.to):
            answer = known.get(row.reciprocates or "") or answers.get(row.id)
            yield _line(chain, row, _promise(chain, row, answer, mine=mine))


def _promise(chain: Chain, row: Commitment, answer: Commitment | None, *, mine: bool) -> Text:
    other = party(chain, row.to if mine else row.from_)
    status = vocabulary("commitment_statuses").label_of(row.status) if row.status else None
    values = {
        "name": other,
        "status": status or text("cards-interest.no_status"),
        "answer": _named(answer) if answer else "",
    }
    return capital(
        text(f"cards-interest.{'to' if mine else 'by'}_{'answered' if answer else 'alone'}", **values)
    )


def _named(row: Commitment) -> Text:
    return same(row.object or row.id)


def party(chain: Chain, one: str | None) -> Text:
    """What people call an actor, the collective, the outside, or nobody known."""
    if one in chain.actors:
        return same(chain.actors[one or ""].name)
    return (
        text(f"cards-party.{one}")
        if one in ("collective", "outside", "ecosystem")
        else text("cards-party.unsaid")
    )


def _line(chain: Chain, row: Any, said: Text, name: Text | None = None) -> Line:
    ref = RowRef.of(row, chain.actors)
    return Line(RowRef(ref.table, ref.id, name) if name else ref, said, row)


def _sorted(rows: Any) -> list[Any]:
    """Rows in an order that does not depend on the one of the tables."""
    return sorted(rows, key=lambda row: row.id)
