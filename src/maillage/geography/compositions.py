"""Which communes are in each EPCI, each département, each region: the communes of today, each of them once.

The arrondissements of Paris, Lyon and Marseille are in none of these: with their city they would count twice.
Everything is read in one pass over the packaged table, without making an object of each commune.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from maillage.data import compressed
from maillage.geography.divisions import departments

Members = Mapping[str, tuple[str, ...]]


def communes_by_department() -> Members:
    """The communes of each département or overseas collectivity, in the order of their codes."""
    return _table().departments


def communes_by_epci() -> Members:
    """The communes of each EPCI, in the order of their codes.

    >>> len(communes_by_epci()["200093201"])
    95
    """
    return _table().epcis


@cache
def communes_by_region() -> Members:
    """The communes of each region, in the order of their codes."""
    found: dict[str, list[str]] = {}
    for department, members in communes_by_department().items():
        found.setdefault(departments()[department].region, []).extend(members)
    return {region: tuple(sorted(members)) for region, members in sorted(found.items())}


def arrondissements_by_city() -> Members:
    """The municipal arrondissements of Paris (75056), Lyon (69123) and Marseille (13055)."""
    return _table().arrondissements


@cache
def all_communes() -> tuple[str, ...]:
    """The codes of the communes of today, sorted: 34,875 of the départements, 94 of the overseas collectivities."""
    return tuple(sorted(code for members in communes_by_department().values() for code in members))


@cache
def each_alone() -> Members:
    """Each commune of today with itself alone, in the order of the codes."""
    return {code: (code,) for code in all_communes()}


def epci_of(commune: str) -> str | None:
    """The SIREN of the EPCI a commune of today is in, or nothing.

    >>> epci_of("59350"), epci_of("29155")
    ('200093201', None)
    """
    return _table().epci_of.get(commune)


def names() -> Mapping[str, str]:
    """The name of each commune of today and of each arrondissement, by its code, in the order of the codes."""
    return _table().names


def people_in(commune: str) -> int:
    """The municipal population in force of a commune of today, in people; 0 where nobody lives or nothing says."""
    return _table().people.get(commune, 0)


@dataclass(frozen=True, slots=True)
class _Table:
    departments: Members
    epcis: Members
    arrondissements: Members
    epci_of: Mapping[str, str]
    names: Mapping[str, str]
    people: Mapping[str, int]


@cache
def _table() -> _Table:
    by_department: dict[str, list[str]] = {}
    by_epci: dict[str, list[str]] = {}
    by_city: dict[str, list[str]] = {}
    epci_of, named, people = {}, {}, {}
    for line in sorted(compressed.lines("geography/communes.csv.gz")):
        code, named[code], _, department, epci, population, part_of = line.split(",")
        people[code] = int(population or 0)
        if part_of:
            by_city.setdefault(part_of, []).append(code)
            continue
        by_department.setdefault(department, []).append(code)
        if epci:
            by_epci.setdefault(epci, []).append(code)
            epci_of[code] = epci
    return _Table(_frozen(by_department), _frozen(by_epci), _frozen(by_city), epci_of, named, people)


def _frozen(members: Mapping[str, list[str]]) -> Members:
    return {code: tuple(communes) for code, communes in sorted(members.items())}
