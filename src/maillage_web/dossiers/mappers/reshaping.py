"""A file as somebody may bring it: without the rows that do not exist for them, with the ids that rows have here."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from maillage.dossier.audience import Hidden, pointing, target
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field
from maillage.dossier.tables import LISTED, TABLES


def without(dossier: Dossier, unseen: Hidden) -> Dossier:
    """The dossier without the rows of these ids, those that need them, and the references to them."""
    gone = {table: set(unseen.get(table, ())) for table in LISTED}
    while True:
        kept = {table: _standing(table, dossier.rows(table), gone) for table in LISTED}
        left = {
            table: {row.id for row in dossier.rows(table)} - {row.id for row in kept[table]}
            for table in LISTED
        }
        further = {table: left[table] | gone[table] for table in LISTED}
        if further == gone:
            break
        gone = further
    cited: dict[str, Any] = {
        table: tuple(_without_references(table, row, gone) for row in rows) for table, rows in kept.items()
    }
    return dataclasses.replace(dossier, **cited)


def _without_references(table: str, row: Any, gone: Hidden) -> Any:
    def drop(field: Field, words: str) -> str | None:
        dropped = words in gone[target(table, field)] and words not in field.parties
        return None if dropped else words

    return _cited(table, row, drop)


def _standing(table: str, rows: Iterable[Any], gone: Hidden) -> tuple[Any, ...]:
    needed = [field for field in pointing(table) if field.required]
    return tuple(
        row
        for row in rows
        if row.id not in gone[table]
        and not any(getattr(row, field.attribute) in gone[target(table, field)] for field in needed)
    )


def renamed(dossier: Dossier, names: Mapping[str, Mapping[str, str]]) -> Dossier:
    """The dossier whose ids, and the references to them, are those of `names`: table → id → id."""
    names = {table: {old: new for old, new in ids.items() if old != new} for table, ids in names.items()}
    if not any(names.values()):
        return dossier
    tables: dict[str, Any] = {
        table: tuple(_renamed(table, row, names) for row in dossier.rows(table)) for table in LISTED
    }
    record = _renamed("dossier", dossier.record, names)
    return dataclasses.replace(dossier, record=record, **tables)


def _renamed(table: str, row: Any, names: Mapping[str, Mapping[str, str]]) -> Any:
    def name(field: Field, words: str) -> str:
        ids = names.get(target(table, field), {})
        return words if words in field.parties else ids.get(words, words)

    identity = names.get(table, {}).get(row.id, row.id)
    found = _cited(table, row, name)
    return found if identity == row.id else dataclasses.replace(found, id=identity)


def _cited(table: str, row: Any, become: Callable[[Field, str], str | None]) -> Any:
    """The row whose references became something else, or nothing."""
    changes: dict[str, Any] = {}
    for field in pointing(table):
        had = getattr(row, field.attribute)
        if not had:
            continue
        if field.many:
            members = dict.fromkeys(new for one in had if (new := become(field, one)) is not None)
            has: Any = tuple(members) or None
        else:
            has = become(field, had)
        if has != had:
            changes[field.attribute] = has
    return dataclasses.replace(row, **changes) if changes else row


def takes_variants(table: str) -> bool:
    """Whether two statements of one row may stand side by side in this table."""
    return any(field.name == "variant_of" for field in TABLES[table].fields)
