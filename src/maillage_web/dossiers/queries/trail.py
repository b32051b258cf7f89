"""The audit trail: every act that somebody may see, with its seal, to check elsewhere that nothing was rewritten."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from maillage.io.csv_tables import shield
from maillage_web.dossiers.queries.acts import Chronicle, SeenAct, SeenChange
from maillage_web.dossiers.queries.living import Living

COLUMNS = (
    "number",
    "at",
    "author",
    "author_name",
    "kind",
    "why",
    "undoes",
    "table",
    "row",
    "id",
    "change",
    "column",
    "before",
    "after",
    "complete",
    "seal",
)


def trail_lines(living: Living) -> Iterator[str]:
    """The trail as JSON lines, the latest act first: what the seal covers, who that is, and the seal.

    An act that is not `complete` lacks what the person does not see: its seal cannot be computed again from the line.
    """
    with closing(Chronicle(living)) as chronicle:
        for act in chronicle.acts():
            yield json.dumps(_content(living, act), ensure_ascii=False) + "\n"


def _content(living: Living, act: SeenAct) -> dict[str, Any]:
    return {
        "dossier": living.pk,
        "number": act.number,
        "author": act.author_id,
        "at": act.at.astimezone(datetime.UTC).isoformat(),
        "kind": act.kind,
        "why": act.why,
        "undoes": act.undoes,
        "details": act.details if act.whole else {},
        "changes": [_change(change) for change in act.changes],
        "author_name": act.author,
        "complete": act.whole,
        "seal": act.digest,
    }


def _change(change: SeenChange) -> dict[str, Any]:
    return {
        "row": change.row,
        "table": change.table,
        "identity": change.identity,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
    }


class _Line:
    """What a CSV writer writes to: gives the line back."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def trail_csv(living: Living) -> Iterator[str]:
    """The trail as CSV, one line per cell changed, the latest act first; no cell runs as a formula."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    with closing(Chronicle(living)) as chronicle:
        for act in chronicle.acts():
            for values in _rows(act):
                yield writer.writerow([shield(str(value)) for value in values])


def _rows(act: SeenAct) -> Iterator[list[object]]:
    at = act.at.astimezone(datetime.UTC).isoformat()
    head = [act.number, at, act.author_id or "", act.author, act.kind, act.why, act.undoes or ""]
    rest = ["yes" if act.whole else "no", act.digest]
    if not act.changes:
        yield [*head, *[""] * 7, *rest]
    for change in act.changes:
        which = [change.table, change.row, change.identity, change.kind]
        for column in change.columns or ("",):
            yield [*head, *which, column, change.before.get(column, ""), change.after.get(column, ""), *rest]
