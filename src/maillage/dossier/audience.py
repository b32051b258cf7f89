"""Who sees which rows: what one reader may see of a dossier, as a dossier of its own.

A row is public, kept for the members, for the facilitators, or for one actor. What a reader may not see does not
exist for them: hidden rows are left out and references to them are dropped. The same functions, on the texts of cells,
put back what was dropped when such a reader saves a row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.tables import LISTED, TABLES

Hidden = Mapping[str, Collection[str]]
"""By table, the ids that a reader does not see at all."""

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "actors": "id",
        "models": "actor",
        "answers": "holder",
        "milestones": "holder",
        "coefficients": "actor",
        "resources": "holder",
        "obstacles": "holder",
        "journeys": "holder",
        "contributions": "from",
        "flows": "from",
        "costs": "bearer",
        "commitments": "from",
    }
)
"""By table, the column that says which actor a row is about. The other tables are about no single actor."""

SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Audience:
    """A kind of reader: the visibilities they see, the actors whose own rows they see, and what empty means.

    `public` says that the dossier is public: a row that states no visibility is as its dossier.
    """

    levels: frozenset[str]
    actors: frozenset[str] = frozenset()
    public: bool = False

    @property
    def key(self) -> str:
        """A text that two audiences share exactly when they see the same."""
        parts = [
            ",".join(sorted(self.levels)),
            ",".join(sorted(self.actors)),
            "public" if self.public else "",
        ]
        return "/".join(parts)

    def sees(self, visibility: str | None, kept_for: str | None, actor: str | None = None) -> bool:
        """Whether a row of this visibility, kept for this actor, is seen; `actor` is the actor that the row is.

        Those to whom an actor's own rows are open see the actor itself, whatever its visibility.
        """
        if actor is not None and actor in self.actors:
            return True
        stated = visibility or ("public" if self.public else "members")
        if stated == "actor":
            return kept_for is not None and kept_for in self.actors
        return stated in self.levels


def kept_for(table: str, cells: Mapping[str, str]) -> str | None:
    """The actor that the row of these cells is kept for: as stated, or the one it is about; none when nobody is.

    >>> kept_for("models", {"actor": "la-ferme"}), kept_for("sessions", {})
    ('la-ferme', None)
    """
    stated = cells.get("kept_for") or cells.get(ABOUT.get(table, ""), "")
    return stated if stated and stated not in _parties(table) else None


def sees(audience: Audience, table: str, cells: Mapping[str, str]) -> bool:
    """Whether an audience sees the row of these cells."""
    actor = cells.get("id") if table == "actors" else None
    return audience.sees(cells.get("visibility") or None, kept_for(table, cells), actor)


@cache
def _parties(table: str) -> frozenset[str]:
    column = ABOUT.get(table)
    return frozenset(TABLES[table].field(column).parties) if column else frozenset()


def _row_kept_for(table: str, row: Any) -> str | None:
    column = ABOUT.get(table)
    about = getattr(row, TABLES[table].field(column).attribute) if column else None
    return row.kept_for or (about if about not in _parties(table) else None)


def seen_by(dossier: Dossier, audience: Audience) -> Dossier:
    """What `audience` sees of `dossier`. Every reference of the result points to a row of the result.

    A row whose required reference is hidden is hidden too: it says nothing without it.
    """
    shown = {table: _visible(dossier, table, audience) for table in LISTED}
    while True:
        hidden = hidden_ids(dossier, shown)
        kept = {table: _whole(table, rows, hidden) for table, rows in shown.items()}
        if all(len(kept[table]) == len(shown[table]) for table in LISTED):
            break
        shown = kept
    if not any(hidden.values()):
        return dossier if dossier.count() == 1 + sum(map(len, kept.values())) else _with(dossier, kept)
    return _with(dossier, {table: _scrubbed(table, rows, hidden) for table, rows in kept.items()})


def _with(dossier: Dossier, tables: Mapping[str, Any]) -> Dossier:
    return dataclasses.replace(dossier, **tables)


def _visible(dossier: Dossier, table: str, audience: Audience) -> tuple[Any, ...]:
    return tuple(
        row
        for row in dossier.rows(table)
        if audience.sees(row.visibility, _row_kept_for(table, row), row.id if table == "actors" else None)
    )


def hidden_ids(dossier: Dossier, shown: Mapping[str, tuple[Any, ...]]) -> dict[str, set[str]]:
    """By table, the ids of `dossier` of which no row is in `shown`."""
    return {
        table: {row.id for row in dossier.rows(table)} - {row.id for row in shown[table]} for table in LISTED
    }


def hidden_from(dossier: Dossier, seen: Dossier) -> dict[str, set[str]]:
    """By table, the ids of `dossier` that are not in `seen`, which `seen_by` made of it."""
    return hidden_ids(dossier, {table: seen.rows(table) for table in LISTED})


@cache
def pointing(table: str) -> tuple[Field, ...]:
    """The fields of `table` that point to rows."""
    return tuple(field for field in TABLES[table].fields if field.kind == "reference")


def target(table: str, field: Field) -> str:
    """The table that a reference of `table` points to."""
    return field.table or table


def _whole(table: str, rows: tuple[Any, ...], hidden: Hidden) -> tuple[Any, ...]:
    needed = [field for field in pointing(table) if field.required]
    if table == "silences":
        return tuple(row for row in rows if not _silences_hidden(row, hidden))
    if not needed:
        return rows
    return tuple(
        row
        for row in rows
        if not any(getattr(row, field.attribute) in hidden[target(table, field)] for field in needed)
    )


def _silences_hidden(row: Any, hidden: Hidden) -> bool:
    """A silence names its row in words, not by a reference."""
    tables = [row.table] if row.table in hidden else hidden
    return row.row is not None and any(row.row in hidden[table] for table in tables)


def _scrubbed(table: str, rows: tuple[Any, ...], hidden: Hidden) -> tuple[Any, ...]:
    return tuple(_scrub_row(table, row, hidden) for row in rows)


def _scrub_row(table: str, row: Any, hidden: Hidden) -> Any:
    changes: dict[str, Any] = {}
    for field in pointing(table):
        value = getattr(row, field.attribute)
        gone = hidden[target(table, field)]
        if not value or not gone:
            continue
        if not field.many:
            if value in gone and value not in field.parties:
                changes[field.attribute] = None
        elif any(item in gone for item in value):
            changes[field.attribute] = tuple(item for item in value if item not in gone) or None
    return dataclasses.replace(row, **changes) if changes else row


# --- the same, on the texts of cells --------------------------------------------------------------------------------


def scrub(table: str, cells: Mapping[str, str], hidden: Hidden) -> dict[str, str]:
    """The cells of a row without its references to hidden rows."""
    shown = dict(cells)
    for field in pointing(table):
        gone = hidden.get(target(table, field), ())
        if gone and (words := shown.get(field.name)):
            kept = [item for item in words.split(SEPARATOR) if item not in gone or item in field.parties]
            shown[field.name] = SEPARATOR.join(kept)
    return {column: words for column, words in shown.items() if words}


def put_back(table: str, column: str, words: str, full: str, hidden: Hidden) -> str:
    """What a reader wrote in a cell, with the hidden references that the full cell held and they could not see.

    >>> put_back("components", "bearers", "la-ferme", "la-ferme; le-voisin", {"actors": {"le-voisin"}})
    'la-ferme; le-voisin'
    """
    field = next((field for field in pointing(table) if field.name == column), None)
    if field is None or not full:
        return words
    gone = hidden.get(target(table, field), ())
    unseen = [item for item in full.split(SEPARATOR) if item in gone and item not in field.parties]
    if not unseen or (words and not field.many):
        return words
    written = [item for item in words.split(SEPARATOR) if item and item != "none"]
    return SEPARATOR.join([*written, *unseen])
