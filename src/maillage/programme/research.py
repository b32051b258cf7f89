"""A pseudonymised export for research: a Data Package of closed columns, with a codebook in both languages.

Rows come from what projects show, pseudonyms from a keyed hash: without the secret they lead nowhere. No text that
somebody wrote is carried over: only codes of known vocabularies, departments, months.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import hmac
import json
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.data.wording import Messages
from maillage.dossier.dossier import Dossier
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.geography.divisions import department_of, departments
from maillage.programme.portfolio import departments_of
from maillage.text import LANGUAGES, Text

_MESSAGES = Messages("messages/programmes.toml")
_LEAST_SECRET = 16
_LENGTH = 16
SMALL = 5
"""Below this number of rows, a cell may tell who is in it (the usual threshold of statistical disclosure control)."""

OTHER = "other"
"""What stands for a word that is of no known vocabulary."""


class ShortSecretError(ValueError):
    """A secret too short for pseudonyms to resist trying."""

    def __init__(self, found: int) -> None:
        self.text = _MESSAGES.sentence("research.short-secret", found=found, least=_LEAST_SECRET)
        super().__init__(self.text.fr)


@dataclass(frozen=True, slots=True)
class Studied:
    """A project that agreed to research: its token, the dossier it shows, the day it joined."""

    token: str
    dossier: Dossier
    joined_on: datetime.date


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by name, and the cells so small that they could tell who is in them."""

    files: Mapping[str, bytes]
    small_cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    attribute: str = ""
    words: str = ""
    read: Callable[[Any], str] | None = None


def pseudonym(secret: bytes, kind: str, *identity: str) -> str:
    """The pseudonym of something: the first 80 bits of its HMAC-SHA-256, in the letters of base 32.

    Source: RFC 2104. Raises `ShortSecretError` under 16 bytes.

    >>> pseudonym(b"k" * 16, "project", "a") == pseudonym(b"k" * 16, "project", "a")
    True
    """
    if len(secret) < _LEAST_SECRET:
        raise ShortSecretError(len(secret))
    message = json.dumps([kind, *identity]).encode()
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    return b32encode(digest).decode().lower()[:_LENGTH]


def _codes(name: str, value: Any) -> str:
    known = vocabulary(name).terms
    values = value if isinstance(value, tuple) else () if value is None else (value,)
    return "; ".join(dict.fromkeys(one if one in known else OTHER for one in values))


def _month(date: PartialDate | datetime.date | None) -> str:
    if date is None:
        return ""
    return f"{date.year:04}-{date.month:02}" if date.month else f"{date.year:04}"


def _department(code: str | None) -> str:
    found = department_of(code) if code else ""
    return found if found in departments() else ""


_COLUMNS: Mapping[str, tuple[_Column, ...]] = {
    "actors": (
        _Column("legal_form", words="legal_forms"),
        _Column("category", words="actor_categories"),
        _Column("department", "commune", read=_department),
        _Column("joined", "joined_on", read=_month),
    ),
    "effects": (
        _Column("sign", words="signs"),
        _Column("dimensions", words="dimensions"),
        _Column("evidence", words="evidence_levels"),
    ),
    "components": (
        _Column("kind", words="component_kinds"),
        _Column("status", words="component_statuses"),
        _Column("dimensions", words="dimensions"),
    ),
    "obstacles": (
        _Column("obstacle", words="obstacles"),
        _Column("intensity", words="intensities"),
        _Column("levers", words="levers"),
    ),
    "sessions": (_Column("kind", words="session_kinds"), _Column("month", "date", read=_month)),
    "learnings": (_Column("month", "date", read=_month),),
}
"""The closed list of what is carried over, table by table."""

_PROJECT = ("project", "departments", "spheres", "joined")
_TELLING = {
    "projects": ("departments", "spheres"),
    "actors": ("department", "category"),
    "obstacles": ("obstacle",),
}
"""The columns that together could tell who somebody is."""


def research_export(projects: Iterable[Studied], secret: bytes, on: datetime.date) -> Export:
    """The export of `projects` on the day `on`: same arguments, same bytes. Raises `ShortSecretError`."""
    studied = sorted(projects, key=lambda one: pseudonym(secret, "project", one.token))
    tables = {"projects": [_project(one, secret) for one in studied]}
    for table in _COLUMNS:
        found = [row for one in studied for row in _rows(table, one, secret, on)]
        tables[table] = sorted(found, key=lambda row: (row["project"], row["row"]))
    files = {f"{table}.csv": _csv(_names(table), rows) for table, rows in tables.items()}
    small = _small_cells(tables)
    files["codebook.csv"] = _codebook()
    files["datapackage.json"] = _package(on, small)
    return Export(files, small)


def _names(table: str) -> tuple[str, ...]:
    return _PROJECT if table == "projects" else ("project", "row", *(one.name for one in _COLUMNS[table]))


def _project(one: Studied, secret: bytes) -> dict[str, str]:
    record = one.dossier.record
    return {
        "project": pseudonym(secret, "project", one.token),
        "departments": "; ".join(departments_of(record.territory or ())),
        "spheres": _codes("spheres", record.spheres),
        "joined": _month(one.joined_on),
    }


def _rows(table: str, one: Studied, secret: bytes, on: datetime.date) -> list[dict[str, str]]:
    mine = pseudonym(secret, "project", one.token)
    return [
        {"project": mine, "row": pseudonym(secret, table, one.token, row.id)}
        | {column.name: _cell(column, row) for column in _COLUMNS[table]}
        for row in one.dossier.at(on).rows(table)
        if row.variant_of is None
    ]


def _cell(column: _Column, row: Any) -> str:
    value = getattr(row, column.attribute or column.name)
    return column.read(value) if column.read else _codes(column.words, value)


class _Written(list[str]):
    """Where a writer of CSV writes: nothing of it is a file."""

    write = list.append


def _csv(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    written = _Written()
    table = csv.DictWriter(written, names, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return "".join(written).encode()


def _small_cells(tables: Mapping[str, Sequence[Mapping[str, str]]]) -> tuple[Text, ...]:
    """The cells, by the columns that tell, that hold fewer rows than `SMALL`."""
    found = []
    for table, columns in _TELLING.items():
        counts = Counter(tuple(row[name] for name in columns) for row in tables[table])
        for cell, count in sorted(counts.items()):
            if count < SMALL:
                words = " / ".join(part or "–" for part in cell)
                values = {"table": table, "cell": words, "count": count, "least": SMALL}
                found.append(_MESSAGES.sentence("research.small", **values))
    return tuple(found)


def _codebook() -> bytes:
    """What each column means and each of its codes, in both languages."""
    names = ("table", "column", "code", *LANGUAGES)
    rows = [
        _explained(table, column, "", f"column.{column}") for table in _tables() for column in _names(table)
    ]
    for table in _tables():
        for column, words in _worded(table).items():
            terms = vocabulary(words)
            for code, term in terms.terms.items():
                rows.append({"table": table, "column": column, "code": code, **term.label._asdict()})
            if terms.open:
                rows.append(_explained(table, column, OTHER, "research.other"))
    return _csv(names, sorted(rows, key=lambda row: (row["table"], row["column"])))


def _explained(table: str, column: str, code: str, key: str) -> dict[str, str]:
    return {"table": table, "column": column, "code": code, **_MESSAGES.text(key)._asdict()}


def _tables() -> tuple[str, ...]:
    return ("projects", *_COLUMNS)


def _worded(table: str) -> dict[str, str]:
    if table == "projects":
        return {"spheres": "spheres"}
    return {one.name: one.words for one in _COLUMNS[table] if one.words}


def _package(on: datetime.date, small: Sequence[Text]) -> bytes:
    resources = [_resource(table, _names(table)) for table in _tables()]
    resources.append(_resource("codebook", ("table", "column", "code", *LANGUAGES)))
    said = {
        "profile": "tabular-data-package",
        "name": "maillage-research",
        "title": " / ".join(_MESSAGES.text("research.title")),
        "created": f"{on.isoformat()}T00:00:00Z",
        "missingValues": [""],
        "resources": resources,
        "smallCells": [one._asdict() for one in small],
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: str, names: Sequence[str]) -> dict[str, Any]:
    fields = [{"name": name, "type": "string"} for name in names]
    about = {} if table == "codebook" else {"description": " / ".join(_MESSAGES.text(f"table.{table}"))}
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "encoding": "utf-8",
        **about,
        "schema": {"fields": fields, "missingValues": [""]},
    }
