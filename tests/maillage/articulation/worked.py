"""Worked cases: a sound dossier as raw cells, and small changes to them, read by Maillage as any other file.

A case file, ``tests/cases/checks/<CODE>.yaml``, every value of which is the text of a cell::

    code: ART001
    cases:
      - about: a sentence an expert can read
        kind: positive            # or negative, or unknown
        on: 2026-01-15            # the day looked at; this one unless told
        change:                   # applied in this order to the sound dossier
          - {table: effects, id: repas-sains, set: {challenges: none}}
          - {table: actors, where: {category: enterprise}, set: {category: association}}   # {} is every row
          - {table: actors, add: {id: x, name: X}}
          - {table: costs, remove: cout-cuisine}       # or a list of ids
          - {table: sessions, empty: true}             # no row left
        rows: [challenges/manger-sain]   # the rows that one finding names, for positive and unknown cases
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Place
from maillage.dossier.reading import RawTable, read_tables

CASES = Path(__file__).parents[2] / "cases"
DAY = datetime.date(2026, 1, 15)

Cells = dict[str, list[dict[str, str]]]
"""Raw cells: for each table its rows, each a text by column."""


@dataclass(frozen=True)
class Case:
    """One worked case of one check."""

    code: str
    about: str
    kind: str
    on: datetime.date
    change: tuple[Mapping[str, Any], ...]
    rows: frozenset[str]
    label: str


@cache
def _files() -> tuple[tuple[str, str], ...]:
    return tuple((path.stem, path.read_text("utf-8")) for path in sorted((CASES / "sound").glob("*.csv")))


def sound_cells() -> Cells:
    """The cells of the sound dossier, to be changed at will."""
    return {name: list(csv.DictReader(text.splitlines(keepends=True))) for name, text in _files()}


def changed(cells: Cells, changes: Iterable[Mapping[str, Any]]) -> Cells:
    """`cells` once each change is applied. Fails when one touches no row: the case would prove nothing."""
    for change in changes:
        _apply(cells.setdefault(change["table"], []), change)
    return cells


def _apply(rows: list[dict[str, str]], change: Mapping[str, Any]) -> None:
    if "add" in change:
        rows.append(dict(change["add"]))
    elif "set" in change:
        touched = [row for row in rows if _concerns(change, row)]
        assert touched, f"this change touches no row: {change}"
        for row in touched:
            row.update(change["set"])
    else:
        gone = [row["id"] for row in rows] if "empty" in change else _listed(change["remove"])
        assert set(gone) <= {row["id"] for row in rows}, f"no such row: {change}"
        rows[:] = [row for row in rows if row["id"] not in gone]


def _concerns(change: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    wanted: Mapping[str, str] = change["where"] if "where" in change else {"id": change["id"]}
    return all(row.get(column, "") == words for column, words in wanted.items())


def _listed(ids: str | list[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else ids


def dossier_of(cells: Cells) -> Dossier:
    """The dossier that Maillage reads in `cells`. Fails when something in it cannot be read."""
    reading = read_tables((_raw(name, rows) for name, rows in cells.items()), Place("case"))
    problems = [f"{problem.place.text().en}: {problem.code} {problem.found}" for problem in reading.problems]
    assert reading.dossier is not None, problems
    return reading.dossier


def _raw(name: str, rows: list[dict[str, str]]) -> RawTable:
    columns = list(dict.fromkeys(["id", *(column for row in rows for column in row)]))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return RawTable(Place(name), name, list(enumerate(lines, start=1)))


def sound_dossier(changes: Iterable[Mapping[str, Any]] = ()) -> Dossier:
    """The sound dossier, with these changes."""
    return dossier_of(changed(sound_cells(), changes))


@cache
def all_cases() -> tuple[Case, ...]:
    """Every worked case, in the order of the files."""
    return tuple(case for path in sorted((CASES / "checks").glob("*.yaml")) for case in _cases(path))


def _cases(path: Path) -> list[Case]:
    content = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # every value stays the text it is
    assert content["code"] == path.stem, f"{path.name} is about {content['code']}"
    return [_case(content["code"], entry, number) for number, entry in enumerate(content["cases"], start=1)]


def _case(code: str, entry: Mapping[str, Any], number: int) -> Case:
    assert set(entry) <= {"about", "kind", "on", "change", "rows"}, (code, entry)
    assert entry["kind"] in ("positive", "negative", "unknown"), (code, entry)
    return Case(
        code=code,
        about=entry["about"],
        kind=entry["kind"],
        on=datetime.date.fromisoformat(entry["on"]) if "on" in entry else DAY,
        change=tuple(entry.get("change", ())),
        rows=frozenset(entry.get("rows", ())),
        label=f"{code}-{number}-{entry['kind']}",
    )
