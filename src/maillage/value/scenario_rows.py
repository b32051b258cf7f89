"""The rows that a what-if names: found with a sentence when they are not there, put in the place of others."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from maillage.dossier.dossier import Dossier, holds
from maillage.dossier.nearest import Nearest
from maillage.dossier.tables import TABLES, Contribution, Flow
from maillage.value.money import is_currency
from maillage.value.rule_words import RuleError, sentence, text


class ScenarioError(RuleError):
    """A change that cannot be read or made."""


def row_of(dossier: Dossier, table: str, identity: str, on: datetime.date) -> Any:
    """The row of `table` called `identity` that holds on the day. Raises `ScenarioError`, naming the nearest one."""
    rows = [row for row in dossier.rows(table) if row.id == identity]
    if not rows:
        known = {row.id for row in dossier.rows(table)}
        near = Nearest(known).of(identity)
        hint = sentence("scenario.near", name=near) if near else text("scenario.see-table")
        raise ScenarioError(
            sentence("scenario.unknown-row", name=identity, table=TABLES[table].label, hint=hint)
        )
    held = [row for row in rows if holds(row, on)]
    if not held:
        raise ScenarioError(sentence("scenario.other-day", name=identity, day=on.isoformat()))
    return held[-1]


def replaced(dossier: Dossier, table: str, row: Any, changed: Any) -> Dossier:
    """`dossier` with `changed` in the place of `row`, the very one."""
    rows = tuple(changed if one is row else one for one in dossier.rows(table))
    tables: dict[str, Any] = {table: rows}
    return replace(dossier, **tables)


def free_id(rows: Sequence[Any], wanted: str) -> str:
    """`wanted`, or the first of its followers that no row has."""
    taken, identity, number = {row.id for row in rows}, wanted, 2
    while identity in taken:
        identity, number = f"{wanted}-{number}", number + 1
    return identity


def carrying_out(dossier: Dossier, gift: Contribution, on: datetime.date) -> tuple[Flow, ...]:
    """The flows of the day by which `gift` happens: those that say so, else money between the same for the same part.

    Accounts count these flows and not the contribution: what changes one changes the others.
    """
    return tuple(flow for flow in dossier.flows if holds(flow, on) and _carries_out(flow, gift))


def _carries_out(flow: Flow, gift: Contribution) -> bool:
    if flow.variant_of is not None:
        return False
    if flow.realises is not None:
        return flow.realises == gift.id
    between = (flow.from_, flow.to, flow.component) == (gift.from_, gift.to, gift.component)
    return between and gift.kind == "money" and is_currency(flow.unit)
