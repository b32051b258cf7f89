"""From what was chosen in an import to the edits that write it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from maillage.dossier import merge
from maillage.dossier.merge import Item, RowEdit
from maillage.dossier.row_texts import texts_of
from maillage.dossier.tables import TABLES
from maillage_web.dossiers.actions.edits import Edit
from maillage_web.dossiers.mappers.importing import Picks
from maillage_web.dossiers.mappers.living import Stored
from maillage_web.dossiers.queries.importing.choosing import contested
from maillage_web.dossiers.queries.importing.comparing import Comparison

Archived = Mapping[tuple[str, str], list[Stored]]
"""By table and id, the archived rows that the person may bring back."""


def sides_of(found: Comparison, picks: Picks) -> dict[tuple[str, str], Literal["current", "incoming"]]:
    """Which side wins in each conflict; the current one when both are kept."""
    return {
        (item.key, column): "incoming" if picks.side(item, column) == "incoming" else "current"
        for item in found.plan.conflicts
        for column in contested(item)
    }


def edits_of(found: Comparison, picks: Picks, chosen: Collection[str], archived: Archived) -> list[Edit]:
    """The edits for the chosen items, then the rows that keep the version of the file beside that of the dossier."""
    written = merge.edits(found.plan, chosen, sides_of(found, picks))
    edits = [edit for row in written for edit in _edits(found, row, archived)]
    beside = [_variant(found, item, picks) for item in _kept_beside(found, picks, chosen)]
    return edits + beside


def _edits(found: Comparison, row: RowEdit, archived: Archived) -> Iterator[Edit]:
    if row.kind == "added":
        yield from _added(row, archived)
        return
    here = found.row_here(Item(row.table, row.id, row.since, row.kind))
    if row.kind == "removed":
        yield Edit("archive", row.table, here.line, base=found.number)
    else:
        yield Edit("change", row.table, here.line, row.cells, found.number)


def _added(row: RowEdit, archived: Archived) -> Iterator[Edit]:
    """A new row, or the archived one of this id that comes back and says what the file says."""
    since = row.cells.get("since", "")
    known = archived.get((row.table, row.id), [])
    back = next((one for one in reversed(known) if one.cells.get("since", "") == since), None)
    if back is None:
        yield Edit("add", row.table, None, row.cells)
        return
    yield Edit("restore", row.table, back.pk)
    yield Edit("change", row.table, back.pk, dict.fromkeys(back.cells, "") | dict(row.cells))


def _kept_beside(found: Comparison, picks: Picks, chosen: Collection[str]) -> Iterator[Item]:
    for item in found.plan.conflicts:
        if item.key in chosen and any(picks.side(item, column) == "beside" for column in contested(item)):
            yield item


def _variant(found: Comparison, item: Item, picks: Picks) -> Edit:
    """The row of the file as another statement of the one that is here, under an id of its own."""
    cells = texts_of(TABLES[item.table], found.row_sent(item))
    cells |= {"id": "", "variant_of": item.id, "asserted_by": picks.asserted[item.key]}
    return Edit("add", item.table, None, cells)
