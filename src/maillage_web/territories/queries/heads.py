"""What stands at the top of every page of a territory."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from maillage.dossier.values import fold
from maillage.geography import PROVENANCE, commune, epci
from maillage.geography.compositions import epci_of
from maillage.geography.divisions import departments, regions
from maillage.territory.amounts import number
from maillage.territory.perimeters import Perimeter, perimeter, population_of
from maillage_web.common.templatetags.wording import said
from maillage_web.territories.choices import KIND_WORDS
from maillage_web.territories.queries import places
from maillage_web.territories.queries.showing import producer_words


@dataclass(frozen=True, slots=True)
class Around:
    """A larger territory that it is in, or partly in; `share` says how many of its communes are there."""

    name: str
    href: str
    share: int


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of a free perimeter."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """A territory presented: what it is, how many people live there according to whom, what it is a part of."""

    place: Perimeter
    kind: str | Promise
    communes: int
    population: str
    counted: str
    within: tuple[Around, ...]
    regions: tuple[Around, ...]
    former: str
    members: tuple[Member, ...]
    addresses: dict[str, str]


def head(place: Perimeter, former: str = "") -> Head:
    """The head of a territory; `former` is the code of before by which somebody came."""
    pages = (
        "territory",
        "territory-map",
        "territory-report",
        "territory-csv",
        "territory-xlsx",
        "territory-outlines",
    )
    return Head(
        place=place,
        kind=KIND_WORDS[place.kind],
        communes=len(place.communes),
        population=said(number(population_of(place), 0)),
        counted=producer_words(PROVENANCE.producer),
        within=tuple(_within(place)),
        regions=tuple(_regions(place)),
        former=former[:9] if former.isalnum() else "",
        members=tuple(_members(place)),
        addresses={name.replace("-", "_"): places.address(place, name) for name in pages}
        | {"compare": places.compare_address((place,)), "change": places.change_address(place)},
    )


def _members(place: Perimeter) -> list[Member]:
    if place.kind != "free":
        return []
    found = sorted((one for code in place.communes if (one := commune(code))), key=lambda one: fold(one.name))
    return [Member(one.name, places.address_at("commune", one.code)) for one in found]


def _within(place: Perimeter) -> list[Around]:
    found = []
    if place.kind == "commune" and (siren := epci_of(place.code)) and (group := epci(siren)) is not None:
        found.append(Around(group.name, places.address_at("epci", siren), 1))
    if place.kind in ("commune", "epci", "free"):
        found += [
            Around(departments()[code].name, places.address_at("department", code), _shared(place, code))
            for code in place.departments
        ]
    return found


def _shared(place: Perimeter, department: str) -> int:
    there = perimeter("department", department)
    return len(set(place.communes).intersection(there.communes)) if there else 0


def _regions(place: Perimeter) -> list[Around]:
    if place.kind == "region":
        return []
    return [
        Around(regions()[code].name, places.address_at("region", code), count)
        for code, count in place.regions.items()
    ]
