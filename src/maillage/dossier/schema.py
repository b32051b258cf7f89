"""The Data Package descriptor of a dossier: a Table Schema per table, generated from the field definitions.

Source: Frictionless Data Package and Table Schema specifications, https://specs.frictionlessdata.io
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.tables import TABLES
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language

_PATTERNS = {
    "slug": r"[a-z0-9][a-z0-9_-]*",
    "date": r"\d{4}(-\d{2}(-\d{2})?)?",
    "commune": r"(\d{5}|2[AB]\d{3})",
    "siren": r"\d{9}",
    "rna": r"W\d[0-9A-Z]\d{7}",
}
_TYPES = {"decimal": "number", "integer": "integer", "truth": "boolean"}
FORMAT = "1"
"""The version of the dossier format, written in the descriptor."""


def package(dossier: Dossier, columns: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The descriptor of `dossier`, given the columns written for each table (unknown ones included)."""
    record = dossier.record
    language: Language = "en" if record.language == "en" else "fr"
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": record.id,
        "title": record.title,
        "maillage": {"format": FORMAT},
        "resources": [resource(TABLES[name], columns[name], list(columns), language) for name in columns],
    }
    if record.summary:
        described["description"] = record.summary
    if record.licence:
        described["licenses"] = [{"name": record.licence}]
    return described


def resource(
    table: Table, columns: Sequence[str], written: Sequence[str], language: Language
) -> dict[str, Any]:
    """The descriptor of one CSV file; `written` names the tables that stand beside it (for foreign keys)."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.label.in_(language),
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "doubleQuote": True, "skipInitialSpace": False},
        "schema": table_schema(table, columns, written, language),
    }


def table_schema(
    table: Table, columns: Sequence[str], written: Sequence[str], language: Language = "fr"
) -> dict[str, Any]:
    """The Table Schema of `table` for these columns; columns without definition are free text."""
    known = {item.name: item for item in table.fields}
    fields = [
        _field(known[name], language) if name in known else {"name": name, "type": "string"}
        for name in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    keys = [
        _foreign_key(item, table) for item in table.fields if item.name in columns and _is_key(item, written)
    ]
    if keys:
        schema["foreignKeys"] = keys
    if not any(item.name == "since" and "since" in columns for item in table.fields):
        schema["primaryKey"] = ["id"]
    return schema


def _field(item: Field, language: Language) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": item.name,
        "type": "string" if item.many else _TYPES.get(item.kind, "string"),
        "title": item.label.in_(language),
        "description": item.help.in_(language),
    }
    constraints = _constraints(item)
    if constraints:
        described["constraints"] = constraints
    if item.kind == "truth":
        described |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if item.vocabulary:
        described["maillage:vocabulary"] = item.vocabulary
    if item.many:
        described["maillage:list"] = ";"
    return described


def _constraints(item: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if item.required else {}
    if item.many:
        return constraints
    if item.kind in _PATTERNS:
        constraints["pattern"] = _PATTERNS[item.kind]
    if item.vocabulary and not vocabulary(item.vocabulary).open:
        constraints["enum"] = list(vocabulary(item.vocabulary).terms)
    return constraints


def _is_key(item: Field, written: Sequence[str]) -> bool:
    return item.kind == "reference" and not item.many and not item.parties and item.table in (*written, "")


def _foreign_key(item: Field, table: Table) -> dict[str, Any]:
    resource_name = "" if item.table in ("", table.name) else item.table
    return {"fields": [item.name], "reference": {"resource": resource_name, "fields": ["id"]}}
