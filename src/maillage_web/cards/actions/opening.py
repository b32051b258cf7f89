"""Open one field of a card to the members, through the one door for writes; undoing it in history closes it again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from maillage.cards.registers import FIELDS
from maillage_web.dossiers.actions.edits import Edit, Written
from maillage_web.dossiers.actions.writing import write
from maillage_web.dossiers.queries.editing import SeenRow
from maillage_web.dossiers.queries.living import Living

COLUMNS: Mapping[str, tuple[str, ...]] = {
    **{field: (field,) for field in FIELDS},
    "stance": ("stage", "direction"),
}
"""By what one opens, the columns that go along: a stage is never shown without its direction."""
_MEMBERS = "members"
_COPIED = (
    "actor", "register", "source", "confidence", "asserted_by", "since", "until", "variant_of",
)  # fmt: skip


def open_field(*, living: Living, row: SeenRow, field: str, now: datetime.datetime) -> Written:
    """Let the members see `field` of a row of a model, and nothing else of it, in one act.

    A row that says only that becomes visible; of a row that says more, the field leaves for a row of its own. Raises
    `KeyError` for a field that is none, and what `write` raises.
    """
    columns = COLUMNS[field]
    return write(
        dossier=living.pk, author=living.standing.user_id, edits=_edits(row, columns), now=now, why=""
    )


def _edits(row: SeenRow, columns: tuple[str, ...]) -> list[Edit]:
    said = [one for group in COLUMNS.values() for one in group if row.cells.get(one)]
    if set(said) <= set(columns) and not row.cells.get("note"):
        return [Edit("change", "models", row.key, {"visibility": _MEMBERS, "kept_for": ""})]
    opened = {one: row.cells[one] for one in (*_COPIED, *columns) if row.cells.get(one)}
    return [
        Edit("change", "models", row.key, dict.fromkeys(columns, "")),
        Edit("add", "models", None, opened | {"visibility": _MEMBERS}),
    ]
