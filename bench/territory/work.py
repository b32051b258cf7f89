"""What every tool is given to work on: the formulas with the columns they need, the codes, the kinds of equipment."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bench.territory.peers import Codes, Work
from maillage.geography.compositions import arrondissements_by_city, epci_of
from maillage.geography.history import today_of
from maillage.territory.catalogue import indicators
from maillage.territory.measures import columns, matches
from maillage.territory.perimeters import composition

COMPARATOR, EQUIPMENT = "insee_comparateur", "insee_bpe"


def indicators_of(path: Path) -> list[Work]:
    """Every indicator that adds up and whose measures are all in the comparator."""
    found = {match.column.measure: match for match in matches(COMPARATOR, _header(path))}
    chosen = [one for one in indicators().values() if one.additive and set(one.inputs) <= set(found)]
    return [_work(one.code, one.formula, {name: found[name] for name in one.inputs}) for one in chosen]


def _work(code: str, formula: str, inputs: Mapping[str, object]) -> Work:
    years = [year for one in inputs.values() for year in (one.since, one.year) if year is not None]
    span = float(max(1, max(years) - min(years))) if years else 1.0
    return Work(code, formula, {measure: one.name for measure, one in inputs.items()}, span)


def _header(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive, archive.open("base_cc_comparateur.CSV") as member:
        return next(csv.reader(io.TextIOWrapper(member, encoding="utf-8"), delimiter=";"))


def codes() -> Codes:
    """Old code to today's, commune to EPCI, and the districts of Paris, Lyon and Marseille."""
    every = [code for group in composition("region").values() for code in group]
    today = {code: code for code in every} | _carried()
    epci = {code: group for code in every if (group := epci_of(code))}
    districts = frozenset(code for group in arrondissements_by_city().values() for code in group)
    return Codes(today, epci, districts)


def _carried() -> dict[str, str]:
    from maillage.geography.history import old_codes

    return {old: carried.code for old in old_codes() if (carried := today_of(old)).code}


def equipment_kinds() -> dict[str, str]:
    """The measure of each kind of equipment, those counted once."""
    found: dict[str, str] = {}
    for column in columns(EQUIPMENT):
        if column.how == "value" and column.keys:
            found |= dict.fromkeys(column.keys[0], column.measure)
    return found
