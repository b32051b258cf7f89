"""Codes of a file, matched to the territories of today: the same, another code, several become one, or unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import duckdb

from maillage.geography.compositions import all_communes, arrondissements_by_city
from maillage.geography.divisions import department_of, departments
from maillage.geography.history import Carried, detached, epci_today_of, today_of
from maillage.io.territory import engine
from maillage.territory.perimeters import composition

MATCHED = "matched"


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the codes of a file: how many `moved` to another code, which ones are `unknown`."""

    moved: int
    unknown: tuple[str, ...]


def match(
    database: duckdb.DuckDBPyConnection, codes: Iterable[str], grain: str, year: int, *, cities: bool
) -> Matched:
    """Make the table ``matched(code, today, heir)`` for these codes of a file of `year`.

    The `heir` of a territory of today goes on as it, under the same code or another; the others were merged into it.

    With `cities`, the arrondissements of a city that the file does not list are added up into it, besides themselves.
    """
    listed = sorted(set(codes))
    found = {code: _of_then(code, _today_of(code, grain), year) for code in listed}
    rows = [(code, one.code, str(one.why != "merged")) for code, one in found.items() if one.code is not None]
    if cities:
        rows += _into_cities({today for _code, today, _heir in rows})
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    engine.table(database, MATCHED, code=columns[0], today=columns[1], heir=columns[2])
    return Matched(
        moved=sum(one.code not in (None, code) for code, one in found.items()),
        unknown=tuple(code for code, one in found.items() if one.code is None),
    )


@cache
def today(grain: str) -> frozenset[str]:
    """The territories of today for which official figures exist: the overseas collectivities are not among them."""
    if grain == "commune":
        return frozenset(code for code in all_communes() if departments()[department_of(code)].zone != "com")
    return frozenset(
        code
        for code, members in composition(grain).items()
        if any(one in today("commune") for one in members)
    )


def counted(grain: str, year: int) -> frozenset[str]:
    """Those of today that a file of `year` may list: not the communes that came out of another one since."""
    if grain != "commune":
        return today(grain)
    return frozenset(
        code for code in today(grain) if code not in detached() or detached()[code].since <= year
    )


def _of_then(code: str, found: Carried, year: int) -> Carried:
    """A commune that came out of another one since had no figure: what is carried onto it belongs to that other one."""
    came_out = detached().get(found.code or "")
    if came_out is None or code == found.code or came_out.since <= year:
        return found
    return Carried(came_out.part_of, "merged")


def _today_of(code: str, grain: str) -> Carried:
    if grain == "commune":
        return today_of(code)
    if grain == "epci":
        return epci_today_of(code)
    return Carried(code, "same") if code in composition(grain) else Carried(None, "unknown")


def _into_cities(listed: set[str]) -> list[tuple[str, str, str]]:
    return [
        (district, city, "False")
        for city, districts in arrondissements_by_city().items()
        if city not in listed
        for district in districts
        if district in listed
    ]
