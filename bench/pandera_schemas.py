"""What pandas and pandera do with the same tables: schemas made from the field definitions of Maillage.

Cells are read as text, then coerced; codes, patterns, orders and references are checks. Lists of codes or of
references stay as text, for pandera has no such type: here it does a little less than Maillage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from maillage.dossier.fields import Field, Table
from maillage.dossier.schema import _PATTERNS
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary

_TYPES = {"decimal": float, "integer": "Int64"}
_SCHEMAS: dict[str, Any] = {}


def read_and_validate(folder: Path) -> int:
    """Read the tables of one dossier and validate them, references included; gives back the number of rows."""
    frames = {
        path.stem: pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
        for path in folder.glob("*.csv")
    }
    for name, frame in frames.items():
        schema(TABLES[name]).validate(frame, lazy=True)
        _check_references(TABLES[name], frames)
    return sum(map(len, frames.values()))


def schema(table: Table) -> Any:
    """The pandera schema of a table."""
    if table.name not in _SCHEMAS:
        columns = {field.name: _column(field) for field in table.fields}
        _SCHEMAS[table.name] = pa.DataFrameSchema(columns, checks=_orders(table), coerce=True)
    return _SCHEMAS[table.name]


def _column(field: Field) -> Any:
    checks = []
    if field.kind in _PATTERNS and not field.many:
        checks.append(pa.Check.str_matches(rf"^(?:{_PATTERNS[field.kind]})$"))
    if field.vocabulary and not field.many and not vocabulary(field.vocabulary).open:
        checks.append(pa.Check.isin(list(vocabulary(field.vocabulary).terms)))
    if field.kind == "truth":
        checks.append(pa.Check.isin(["yes", "no"]))
    return pa.Column(_TYPES.get(field.kind, str), checks, nullable=not field.required, required=False)


def _orders(table: Table) -> list[Any]:
    names = {field.name for field in table.fields}
    if "low" not in names:
        return []

    def in_order(frame: Any) -> Any:
        return ~((frame["low"] > frame["likely"]) | (frame["likely"] > frame["high"]))

    return [pa.Check(in_order)]


def _check_references(table: Table, frames: dict[str, Any]) -> None:
    for field in table.fields:
        target = field.table or table.name
        if field.kind == "reference" and target in frames:
            cells = frames[table.name][field.name].dropna()
            found = cells.str.split("; ").explode() if field.many else cells
            known = [*frames[target]["id"], *field.parties, "none"]
            assert found.isin(known).all(), (table.name, field.name)
