"""The EPCI (groups of communes with their own taxation), by name or by SIREN."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from maillage.data import compressed
from maillage.geography.gazetteer import Gazetteer
from maillage.geography.places import Epci, department_name


def epcis_named(words: str, limit: int = 10) -> tuple[Epci, ...]:
    """At most `limit` EPCI that `words` may mean, the likeliest first, the most populated of equals first.

    >>> [found.name for found in epcis_named("métropole lille", limit=1)]
    ['Métropole Européenne de Lille']
    """
    epcis = tuple(_epcis().values())
    return tuple(epcis[rank] for rank in _gazetteer().find(words, limit))


def epci(code: str) -> Epci | None:
    """The EPCI whose SIREN is `code`, or nothing.

    >>> epci("200093201").kind
    'METRO'
    """
    return _epcis().get(code)


@cache
def _epcis() -> Mapping[str, Epci]:
    rows = compressed.rows("geography/epcis.csv.gz")
    return {
        code: Epci(code, name, kind, department, int(population))
        for code, name, kind, department, population in rows
    }


@cache
def _gazetteer() -> Gazetteer:
    epcis = _epcis().values()
    wheres = [department_name(one.department) for one in epcis]
    return Gazetteer([one.name for one in epcis], [one.code for one in epcis], wheres)
