"""Which rows of several dossiers are the same thing: by id and, when an id has dated states, by their beginnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from maillage.dossier.fields import Table

Key = tuple[str, str]
"""An id, and the beginning of the state ("" when the id has a single one, or when nothing says when it began)."""


def dated_ids(*sides: Iterable[Any]) -> set[str]:
    """The ids that have several states in at least one of these collections of rows."""
    counts = [Counter(row.id for row in rows) for rows in sides]
    return {identity for count in counts for identity, number in count.items() if number > 1}


def by_key(table: Table, rows: Sequence[Any], dated: set[str]) -> dict[Key, Any]:
    """The rows by what identifies them; the record, of which there is one, is the same whatever its id."""
    if table.name == "dossier":
        return {("", ""): rows[0]}
    return {(row.id, beginning(row) if row.id in dated else ""): row for row in rows}


def beginning(row: Any) -> str:
    """The text of the date since which a row holds, "" when it does not say.

    >>> from maillage.dossier.tables import Actor
    >>> beginning(Actor(id="asso", name="L’association"))
    ''
    """
    return str(getattr(row, "since", None) or "")
