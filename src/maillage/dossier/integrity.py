"""Rules that hold across cells, rows and tables: references, identities, orders of dates and amounts, cycles."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from maillage.dossier.drafts import Draft, Notes, Values
from maillage.dossier.fields import Field
from maillage.dossier.reserved import reserved_ids
from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate, format_decimal, slug
from maillage.text import Text


def resolve(drafts: Mapping[str, Draft], notes: Notes) -> None:
    """Resolve references in place, then add to `notes` every rule that the drafts break."""
    for draft in drafts.values():
        _resolve_references(draft, drafts, notes)
        _check_identities(draft, notes)
        _check_orders(draft, notes)
        for column in ("supersedes", "variant_of"):
            _check_cycles(draft, column, notes)


# --- references ---------------------------------------------------------------------------------------------------


def _resolve_references(draft: Draft, drafts: Mapping[str, Draft], notes: Notes) -> None:
    pointing = [item for item in draft.table.fields if item.kind == "reference"]
    for item in pointing:
        target = drafts.get(item.table or draft.table.name)
        known = target.lines if target else {}
        if item.parties:
            known = known | dict.fromkeys(item.parties, 0)
        for values in draft.rows:
            found = values.get(item.attribute)
            if found is None:
                continue
            if not item.many:
                if found not in known:
                    values[item.attribute] = _look_up(draft, item, target, values, found, notes)
            elif any(one not in known for one in found):
                resolved = [
                    one if one in known else _look_up(draft, item, target, values, one, notes)
                    for one in found
                ]
                values[item.attribute] = tuple(dict.fromkeys(resolved))


def _look_up(
    draft: Draft, item: Field, target: Draft | None, values: Values, found: str, notes: Notes
) -> str:
    """The id that `found` stands for: an id typed with capitals or accents, or a name; else a problem."""
    place = draft.at(values["line"], item.name)
    if target is not None:
        identity = slug(found) if slug(found) in target.lines else target.id_named(found)
        if identity is not None:
            notes.repaired("name-for-id", place, found, identity)
            return identity
    if target is None or not target.lost:
        pointed = TABLES[item.table or draft.table.name].label
        near = None if notes.full or target is None else target.id_near(slug(found))
        notes.wrong("dangling", place, found, label=item.label, target=pointed, suggestion=_suggestion(near))
    return found


def _suggestion(near: str | None) -> Text:
    if near is not None:
        return Text(f"Vouliez-vous dire « {near} » ?", f"Did you mean “{near}”?")
    return Text(
        "Ajoutez la ligne manquante, ou corrigez l’identifiant.", "Add the missing row, or correct the id."
    )


# --- identities ---------------------------------------------------------------------------------------------------


def _check_identities(draft: Draft, notes: Notes) -> None:
    """The same id twice is allowed when the periods do not overlap: these are the dated states of one thing."""
    taken = reserved_ids(draft.table.name)
    by_id: dict[str, list[Values]] = {}
    for values in draft.rows:
        by_id.setdefault(values["id"], []).append(values)
        if values["id"] in taken:
            notes.wrong("reserved-id", draft.at(values["line"], "id"), values["id"])
    for identity, versions in by_id.items():
        if len(versions) > 1:
            versions.sort(key=_beginning)
            for earlier, later in pairwise(versions):
                if _overlap(earlier, later):
                    notes.wrong(
                        "duplicate-id", draft.at(later["line"], "id"), identity, other=earlier["line"]
                    )


def _beginning(values: Values) -> datetime.date:
    since: PartialDate | None = values.get("since")
    return since.first_day() if since else datetime.date.min


def _overlap(earlier: Values, later: Values) -> bool:
    until: PartialDate | None = earlier.get("until")
    since: PartialDate | None = later.get("since")
    if until is None or since is None or since == earlier.get("since"):
        return True
    return until.last_day() > since.last_day()


def _check_cycles(draft: Draft, column: str, notes: Notes) -> None:
    rows = [values for values in draft.rows if values.get(column)]
    if not rows:
        return
    graph: dict[str, set[str]] = {}
    for values in rows:
        graph.setdefault(values["id"], set()).add(values[column])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        line = next(values["line"] for values in rows if values["id"] in cycle)
        notes.wrong("cycle", draft.at(line, column), " → ".join(cycle), column=column)


# --- orders -------------------------------------------------------------------------------------------------------


_AMOUNTS = (("low", "likely"), ("likely", "high"), ("low", "high"))
_YEARS = (("first_year", "last_year"),)
_DATES = (
    ("since", "until"),
    ("joined_on", "left_on"),
    ("made_on", "review_on"),
    ("date", "review_on"),
    ("date", "expires_on"),
)


def _check_orders(draft: Draft, notes: Notes) -> None:
    """What comes first comes first: amounts, years and dates, two columns at a time."""
    columns = {item.name for item in draft.table.fields}
    for pairs, code, reversed_, write in (
        (_AMOUNTS, "amounts-out-of-order", operator.gt, format_decimal),
        (_YEARS, "years-out-of-order", operator.gt, str),
        (_DATES, "dates-out-of-order", _ends_before, str),
    ):
        for first, second in pairs:
            if first in columns and second in columns:
                _check_order(draft, (first, second), code, reversed_, write, notes)


def _check_order(
    draft: Draft,
    pair: tuple[str, str],
    code: str,
    reversed_: Callable[[Any, Any], bool],
    write: Callable[[Any], str],
    notes: Notes,
) -> None:
    first, second = pair
    for values in draft.rows:
        before, after = values.get(first), values.get(second)
        if before is None or after is None or not reversed_(before, after):
            continue
        if pair == ("low", "high") and values.get("likely") is not None:
            continue  # said by one of the two other pairs
        found = f"{first} = {write(before)}, {second} = {write(after)}"
        notes.wrong(code, draft.at(values["line"], second), found)


def _ends_before(beginning: PartialDate, end: PartialDate) -> bool:
    return beginning.first_day() > end.last_day()
