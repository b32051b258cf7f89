"""The A3 map of a paper kit: four columns, what the dossier says already, and blank places."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from maillage.deliverables.kit_words import sentence, text
from maillage.dossier.day_words import date_words
from maillage.dossier.dossier import Dossier
from maillage.text import Language, Text, listing, same

PLACES = 14
"""How many boxes a column holds."""
_BLANK = 4
"""How many of them stay blank at least."""
_LEADS = 1
_COLUMNS: Mapping[str, Callable[[Dossier, Any], Iterable[str]]] = {
    "challenges": lambda _dossier, _row: (),
    "effects": lambda dossier, row: _names(dossier.challenges, row.challenges),
    "components": lambda dossier, row: (
        effect.name for effect in dossier.effects if row.id in (effect.components or ())
    ),
    "actors": lambda dossier, row: (
        component.name for component in dossier.components if row.id in (component.bearers or ())
    ),
}
"""By column, the names of the column before to which a row leads."""


def map_of(dossier: Dossier, on: datetime.date, language: Language) -> dict[str, Any]:
    """The columns of the map on the day `on`: the rows shown, how many are not, how many places stay blank."""
    held = dossier.at(on)
    told = sentence("sheet.map-on", day=date_words(on)).in_(language)
    return {"told": told, "columns": [_column(held, table, language) for table in _COLUMNS]}


def _column(dossier: Dossier, table: str, language: Language) -> dict[str, Any]:
    rows = dossier.rows(table)
    room = PLACES - _BLANK
    shown = rows if len(rows) <= room else rows[: room - 1]
    more = sentence("sheet.more", n=len(rows) - len(shown)).in_(language) if len(shown) < len(rows) else ""
    boxes = [
        {"name": row.name, "leads": _leads(_COLUMNS[table](dossier, row)).in_(language)} for row in shown
    ]
    blank = PLACES - len(boxes) - bool(more)
    return {
        "table": table,
        "label": text(f"column.{table}").in_(language),
        "boxes": boxes,
        "more": more,
        "blank": blank,
    }


def _leads(names: Iterable[str]) -> Text:
    found = [same(name) for name in names]
    return sentence("sheet.leads-to", names=listing(found, _LEADS)) if found else same("")


def _names(rows: Iterable[Any], identities: Iterable[str] | None) -> list[str]:
    wanted = set(identities or ())
    return [row.name for row in rows if row.id in wanted]
