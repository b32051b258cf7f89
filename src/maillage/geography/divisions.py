"""The départements and the regions, and which region a département is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from maillage.data import compressed

ZONES = ("metro", "drom", "com")


@dataclass(frozen=True, slots=True)
class Department:
    """A département or an overseas collectivity. `region` is the code of its region; a collectivity is its own.

    `zone` is ``metro`` (mainland and Corsica), ``drom`` (the five overseas départements, 971 to 976) or ``com``
    (the overseas collectivities, 975 and 977 to 989): the national statistics say little or nothing of these last.
    """

    code: str
    name: str
    region: str
    zone: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region, or an overseas collectivity, which stands for one. Its `zone` is that of its départements."""

    code: str
    name: str
    zone: str


def department(code: str) -> Department | None:
    """The département or overseas collectivity whose code is `code`, or nothing.

    >>> department("2A").region
    '94'
    """
    return departments().get(code)


def region(code: str) -> Region | None:
    """The region whose code is `code`, or nothing.

    >>> region("32").name
    'Hauts-de-France'
    """
    return regions().get(code)


@cache
def departments() -> Mapping[str, Department]:
    """Every département (101) and overseas collectivity (8) by its code, in the order of the codes."""
    rows = compressed.rows("geography/departments.csv.gz")
    return {row[0]: Department(*row) for row in sorted(rows)}


@cache
def regions() -> Mapping[str, Region]:
    """Every region (18) and overseas collectivity (8) by its code, in the order of the codes."""
    zones = {one.region: one.zone for one in departments().values()}
    rows = compressed.rows("geography/regions.csv.gz")
    return {code: Region(code, name, zones[code]) for code, name in sorted(rows)}


def department_of(commune: str) -> str:
    """The code of the département a commune is in, read in the code of the commune, which begins with it.

    >>> department_of("2A004"), department_of("97411"), department_of("62041")
    ('2A', '974', '62')
    """
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def region_of(commune: str) -> str:
    """The code of the region a commune is in.

    Raises `KeyError` when the code begins with that of no département.

    >>> region_of("62041")
    '32'
    """
    return departments()[department_of(commune)].region
