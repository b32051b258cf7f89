"""Rows taken out of a dossier with what cannot stand without them; an actor taken out with all that falls with it."""

from __future__ import annotations

import datetime
from collections.abc import Set
from dataclasses import dataclass, replace
from typing import Any

from maillage.articulation.chain import build_chain
from maillage.articulation.findings import name_of
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES
from maillage.dossier.values import PartialDate
from maillage.network.leaving import Leaving, exit_of
from maillage.text import Text

Row = tuple[str, str]
"""The table and the id of a row, whatever its period."""
Position = tuple[str, int]
"""The table and the place in it of one statement of a row."""


@dataclass(frozen=True, slots=True)
class Left:
    """A dossier without an actor; what fell (table and name) and the names of the amounts withdrawn."""

    dossier: Dossier
    fallen: tuple[tuple[str, Text], ...]
    withdrawn: tuple[Text, ...]


def without_actor(dossier: Dossier, actor: str, on: datetime.date) -> Left:
    """`dossier` after `actor` leaves on the day `on`.

    What falls follows `exit_of`, certain or not: what the dossier does not say is not counted on. The actor leaves
    the day before; components that fall are ended; effects that fall, and the contributions, flows and costs that come
    from the actor, go to it, are borne by it or belong to a component that fell, are withdrawn whole.
    """
    gone = exit_of(build_chain(dossier, on), Leaving(actors=(actor,)))
    fallen = {(one.table, one.id) for one in gone.lost}
    money = _resting(dossier, actor, {id_ for table, id_ in fallen if table == "components"})
    removed = money | {row for row in fallen if row[0] == "effects"}
    names = tuple(
        dict.fromkeys(
            name_of(row)
            for table in ("contributions", "flows", "costs")
            for row in dossier.rows(table)
            if (table, row.id) in money and row.variant_of is None
        )
    )
    day = PartialDate.of(on - datetime.timedelta(days=1))
    actors = tuple(replace(row, left_on=day) if row.id == actor else row for row in dossier.actors)
    components = tuple(
        replace(row, status="ended") if ("components", row.id) in fallen else row
        for row in dossier.components
    )
    changed = replace(dossier, actors=actors, components=components)
    return Left(withdraw(changed, rows=removed), tuple((one.table, one.name) for one in gone.lost), names)


def _resting(dossier: Dossier, actor: str, components: Set[str]) -> set[Row]:
    """The contributions, flows and costs of the actor or of the components."""
    found: set[Row] = set()
    for table in ("contributions", "flows", "costs"):
        for row in dossier.rows(table):
            parties = {getattr(row, name, None) for name in ("from_", "to", "bearer")}
            if actor in parties or row.component in components:
                found.add((table, row.id))
    return found


def withdraw(
    dossier: Dossier, rows: Set[Row] = frozenset(), positions: Set[Position] = frozenset()
) -> Dossier:
    """`dossier` without `rows` (every statement of them) and without the statements at `positions`.

    A reference to a row that is gone is emptied; a row that cannot do without that reference goes too.

    >>> from maillage.dossier.dossier import Dossier
    >>> from maillage.dossier.tables import Challenge, Component, Record
    >>> water, tower = Challenge(id="water", name="Water"), Component(id="tower", name="Tower", challenges=("water",))
    >>> whole = Dossier(record=Record(id="d", title="D"), challenges=(water,), components=(tower,))
    >>> withdraw(whole, {("challenges", "water")}).components[0].challenges
    ()
    """
    gone, tables = set(rows), {table: list(enumerate(dossier.rows(table))) for table in LISTED}
    kept = {
        table: [
            row for place, row in rows_ if (table, row.id) not in gone and (table, place) not in positions
        ]
        for table, rows_ in tables.items()
    }
    while more := {
        (table, row.id) for table, rows_ in kept.items() for row in rows_ if _hangs(table, row, gone)
    }:
        gone |= more
        kept = {table: [row for row in rows_ if (table, row.id) not in more] for table, rows_ in kept.items()}
    given: dict[str, Any] = {
        table: tuple(_emptied(table, row, gone) for row in rows_) for table, rows_ in kept.items()
    }
    return replace(dossier, **given)


def _hangs(table: str, row: Any, gone: Set[Row]) -> bool:
    """Whether a field that `row` must fill names a row that is gone; a variant goes with the row it is one of."""
    return any(
        ((item.table or table), getattr(row, item.attribute)) in gone
        for item in TABLES[table].fields
        if item.kind == "reference" and not item.many and (item.required or item.name == "variant_of")
    )


def _emptied(table: str, row: Any, gone: Set[Row]) -> Any:
    given: dict[str, Any] = {}
    for item in TABLES[table].fields:
        if item.kind != "reference":
            continue
        value, target = getattr(row, item.attribute), item.table or table
        if item.many and value and any((target, one) in gone for one in value):
            given[item.attribute] = tuple(one for one in value if (target, one) not in gone)
        elif not item.many and (target, value) in gone:
            given[item.attribute] = None
    return replace(row, **given) if given else row
