"""The files of a dossier as names and contents: what a folder holds and what an archive packs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from maillage.dossier.dossier import Dossier
from maillage.dossier.headers import table_named
from maillage.dossier.problems import Place, Problem, UnreadableError, problem
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.dossier.schema import package
from maillage.dossier.tables import TABLES
from maillage.io import csv_tables
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.io.stamping import ENTRY, SECTION, checked

DESCRIPTOR = "datapackage.json"
_QUOTED = 100_000  # how far into a malformed descriptor the guilty line is looked for


def contents(dossier: Dossier, *, every_table: bool = False, stamp: str = "") -> dict[str, str]:
    """File name → text, for every table that holds rows (or for all of them), descriptor first.

    Raises `ValueError` on a stamp that is not one.
    """
    written = [name for name in TABLES if every_table or dossier.rows(name)]
    columns = {name: csv_tables.columns_of(TABLES[name], dossier.rows(name)) for name in written}
    headers = {name: [csv_tables.shield(column) for column in columns[name]] for name in written}
    described = package(dossier, headers)
    if checked(stamp):
        described[SECTION] |= {ENTRY: stamp}
    files = {DESCRIPTOR: f"{json.dumps(described, ensure_ascii=False, indent=2)}\n"}
    return files | {f"{name}.csv": csv_tables.write(TABLES[name], dossier.rows(name)) for name in written}


def is_part(name: str) -> bool:
    """Whether a file of this name belongs to a dossier (a CSV file or the descriptor)."""
    return name == DESCRIPTOR or PurePosixPath(name).suffix.lower() == ".csv"


def is_table(name: str) -> bool:
    """Whether a file of this name holds a table of a dossier, by its English or French name."""
    return is_part(name) and table_named(PurePosixPath(name).stem) is not None


def read(files: Mapping[str, bytes], origin: str, encoding: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a dossier from its files. `origin` names the folder or archive in messages."""
    problems: list[Problem] = []
    tables: list[RawTable] = []
    if DESCRIPTOR in files:
        problems += _check_descriptor(files[DESCRIPTOR])
    for name in sorted(set(files) - {DESCRIPTOR}):
        place, stem = Place(name), PurePosixPath(name).stem
        if table_named(stem) is None:
            tables.append(RawTable(place, name, ()))
            continue
        try:
            tables.append(csv_tables.parse(files[name], place, stem, encoding, limits))
        except UnreadableError as error:
            problems += error.problems
            tables.append(RawTable(place, stem, (), lost=True))
    reading = read_tables(tables, Place(origin))
    found = (*problems, *reading.problems)
    return Reading(None if found else reading.dossier, found, reading.repairs)


def _check_descriptor(content: bytes) -> list[Problem]:
    try:
        described = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        return [problem("bad-datapackage", Place(DESCRIPTOR, line=line), _line_of(content, line or 1))]
    if not isinstance(described, dict):
        return [problem("bad-datapackage", Place(DESCRIPTOR), _line_of(content, 1))]
    return []


def _line_of(content: bytes, number: int) -> str:
    lines = content[:_QUOTED].decode("utf-8", errors="replace").splitlines()
    return lines[number - 1] if number <= len(lines) else ""
