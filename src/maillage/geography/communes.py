"""The communes of today and the arrondissements of Paris, Lyon and Marseille, by name, by postal code, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maillage.data import compressed
from maillage.geography.compositions import communes_by_epci
from maillage.geography.gazetteer import Gazetteer
from maillage.geography.places import Commune, department_name


def communes_named(words: str, limit: int = 10) -> tuple[Commune, ...]:
    """At most `limit` communes that `words` may mean, the likeliest first, the most populated of equals first.

    Words are beginnings of words of the name, of postal codes or of INSEE codes; that of a département may follow.

    >>> [found.code for found in communes_named("st omer 62", limit=1)]
    ['62765']
    """
    return tuple(_read(rank) for rank in _gazetteer().find(words, limit))


def commune(code: str) -> Commune | None:
    """The commune or arrondissement whose INSEE code is `code`, or nothing.

    >>> commune("2A004").name
    'Ajaccio'
    """
    rank = _ranks().get(code)
    return None if rank is None else _read(rank)


def communes_of(epci: str) -> tuple[Commune, ...]:
    """The communes in the EPCI whose SIREN is `epci`, the most populated first; none when there is no such EPCI."""
    ranks = sorted(_ranks()[code] for code in communes_by_epci().get(epci, ()))
    return tuple(_read(rank) for rank in ranks)


@cache
def _lines() -> list[str]:
    """The packaged table, the most populated first; no cell of it has a comma."""
    return compressed.lines("geography/communes.csv.gz")


@cache
def _ranks() -> Mapping[str, int]:
    return {line.partition(",")[0]: rank for rank, line in enumerate(_lines())}


@cache
def _gazetteer() -> Gazetteer:
    names, codes, wheres = [], [], []
    for line in _lines():
        code, name, postal_codes, department, _ = line.split(",", 4)
        names.append(name)
        codes.append(f"{code} {postal_codes}")
        wheres.append(department)
    places = {department: department_name(department) for department in set(wheres)}
    return Gazetteer(names, codes, [places[department] for department in wheres])


def _read(rank: int) -> Commune:
    code, name, postal_codes, department, epci, population, part_of = _lines()[rank].split(",")
    return Commune(
        code=code,
        name=name,
        department=department,
        postal_codes=tuple(postal_codes.split()),
        epci=epci or None,
        population=int(population) if population else None,
        part_of=part_of or None,
    )
