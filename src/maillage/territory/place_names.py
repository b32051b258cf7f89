"""Every name and code by which people call the places of a perimeter: today's, those of before, short ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from maillage.data import compressed
from maillage.geography import epci
from maillage.geography.compositions import (
    communes_by_department,
    communes_by_region,
    people_in,
)
from maillage.geography.divisions import department_of, departments, regions
from maillage.geography.gazetteer import Gazetteer
from maillage.geography.history import ended_epcis, old_codes, old_epci_names, old_names
from maillage.geography.places import department_name
from maillage.geography.typing_words import folded

_KINDS = {"CC": "Communauté de communes", "CA": "Communauté d’agglomération", "CU": "Communauté urbaine"}
_LEADING = frozenset(
    folded("cc ca cu métropole eurométropole européenne grand du de d des la le les l").split(" ")
)
_ORDER = {"commune": 0, "epci": 1, "department": 2, "region": 3}  # of places of as many people
_CAPITALS = re.compile(r"\b(?:CC|CA|CU)\b|\b[A-ZÀ-ÖØ-Þ]")


class Place(NamedTuple):
    """The kind and the code of a perimeter."""

    kind: str
    code: str


class Called(NamedTuple):
    """One name of a place, its codes (its own first), where it is, and how many people live there.

    `before` is the name, or else the code, of what is no more and is found by this one.
    """

    place: Place
    name: str
    codes: str
    where: str
    people: int
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The names of all places as one gazetteer, with the name and the place of each of its ranks.

    `before` has the ranks of names and codes that are no more, with what to call these.
    """

    gazetteer: Gazetteer
    names: tuple[str, ...]
    places: tuple[Place, ...]
    before: Mapping[int, str]


@cache
def index() -> Index:
    """All the names, those of the places of the most people first, those of before last."""
    called = [*_communes(), *_epcis(), *_departments(), *_regions()]
    called.sort(key=lambda one: (-one.people, _ORDER[one.place.kind]))
    called += [*_communes_before(), *_epcis_before()]
    names = tuple(one.name for one in called)
    gazetteer = Gazetteer(names, [one.codes for one in called], [one.where for one in called])
    before = {rank: one.before for rank, one in enumerate(called) if one.before}
    return Index(gazetteer, names, tuple(one.place for one in called), before)


def _communes() -> Iterator[Called]:
    wheres = {code: one.name for code, one in departments().items()}
    for line in compressed.lines("geography/communes.csv.gz"):
        code, name, postal_codes, department, _, population, _ = line.split(",")
        place = Place("commune", code)
        yield Called(place, name, f"{code} {postal_codes}", wheres[department], int(population or 0))


def _communes_before() -> Iterator[Called]:
    """The communes that are no more, found by their name or their code then."""
    today, names = old_codes(), dict(old_names())
    for code, carried in today.items():
        if carried.code is not None:
            where, name = department_name(department_of(carried.code)), names.get(code, "")
            yield Called(Place("commune", carried.code), name, code, where, 0, name or code)


def _epcis_before() -> Iterator[Called]:
    """The EPCI that are no more, when one of today took their place."""
    for code, (name, carried) in ended_epcis().items():
        if (found := epci(carried.code or "")) is not None:
            for called in _all_names(name):
                yield Called(Place("epci", found.code), called, code, found.department_name, 0, name)


def _epcis() -> Iterator[Called]:
    """The EPCI of today, by all of their names; those of before are as good as those of today."""
    before: dict[str, list[str]] = {}
    for siren, name in old_epci_names():
        before.setdefault(siren, []).append(name)
    for siren, name, _, department, population in compressed.rows("geography/epcis.csv.gz"):
        place, where = Place("epci", siren), department_name(department)
        people = int(population)
        for called in _all_names(name):
            yield Called(place, called, siren, where, people)
        for old in before.get(siren, ()):
            for called in _all_names(old):
                yield Called(place, called, siren, where, people, old)


def _departments() -> Iterator[Called]:
    for code, communes in communes_by_department().items():
        one = departments()[code]
        people = sum(people_in(commune) for commune in communes)
        yield Called(Place("department", code), one.name, code, regions()[one.region].name, people)


def _regions() -> Iterator[Called]:
    for code, communes in communes_by_region().items():
        people = sum(people_in(commune) for commune in communes)
        yield Called(Place("region", code), regions()[code].name, f"r{code}", "", people)


def _all_names(name: str) -> Iterable[str]:
    return dict.fromkeys((name, *short_names(name), long_name(name)))


def short_names(name: str) -> tuple[str, str]:
    """The name of an EPCI without its kind, and its acronym.

    >>> short_names("CA du Pays de Saint-Omer")
    ('pays de saint omer', 'CAPSO')
    """
    words = folded(name).split()
    while len(words) > 1 and words[0] in _LEADING:
        del words[0]
    if len(words) > 1 and words[-1] == "metropole":
        del words[-1]
    return " ".join(words), "".join(_CAPITALS.findall(name))


def long_name(name: str) -> str:
    """The name of an EPCI with its kind in full.

    >>> long_name("CU d’Arras")
    'Communauté urbaine d’Arras'
    """
    kind, _, rest = name.partition(" ")
    return f"{_KINDS[kind]} {rest}" if kind in _KINDS else name
