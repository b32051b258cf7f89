"""Perimeters: dated sets of communes. A commune, an EPCI, a département, a region, or any set of communes.

They are those of the official geography of `GEOGRAPHY`. The communes of the overseas collectivities (Polynésie
française, Nouvelle-Calédonie…) are among them: national sources have hardly any figure for these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from maillage.geography import PROVENANCE, commune, department_name, epci
from maillage.geography.compositions import (
    all_communes,
    communes_by_department,
    communes_by_epci,
    communes_by_region,
    each_alone,
    names,
    people_in,
)
from maillage.geography.divisions import department_of, departments, region_of, regions
from maillage.geography.typing_words import folded
from maillage.territory.drawing import Drawn, TooManyCodesError, UnknownCommunesError, drawn

__all__ = [
    "GEOGRAPHY",
    "KINDS",
    "Drawn",
    "Perimeter",
    "TooManyCodesError",
    "UnknownCommunesError",
    "composition",
    "drawn",
    "free_perimeter",
    "perimeter",
    "perimeter_at",
    "perimeters",
    "population_of",
]

KINDS = ("commune", "epci", "department", "region", "free")
GEOGRAPHY = PROVENANCE.vintage
_PREFIXES = {
    "commune": "commune", "com": "commune", "epci": "epci",
    "department": "department", "departement": "department", "dep": "department",
    "region": "region", "reg": "region", "free": "free", "libre": "free",
}  # fmt: skip
_MEMBERSHIPS: dict[str, Callable[[], Mapping[str, tuple[str, ...]]]] = {
    "commune": each_alone,
    "epci": communes_by_epci,
    "department": communes_by_department,
    "region": communes_by_region,
    "free": dict,
}
_NAMED = 3  # places that give its name to a free perimeter without one


@dataclass(frozen=True, slots=True)
class Perimeter:
    """A set of communes of today with a name.

    `kind` is one of `KINDS`; `code` is an INSEE code, a SIREN or, for a free perimeter, codes joined by ``+``.
    `communes` are INSEE codes, sorted (for an arrondissement of Paris, Lyon or Marseille: itself alone).
    `departments` are the départements touched, that of most of the people first. `geography` is the year of
    the official geography.
    """

    kind: str
    code: str
    name: str
    communes: tuple[str, ...]
    departments: tuple[str, ...]
    geography: int = GEOGRAPHY

    @property
    def key(self) -> str:
        """What identifies it among all perimeters, whatever their kind.

        >>> perimeter("epci", "200093201").key
        'epci:200093201'
        """
        return f"{self.kind}:{self.code}"

    @property
    def label(self) -> str:
        """Its name, with what tells homonyms apart.

        >>> perimeter("epci", "200093201").label, perimeter("region", "32").label
        ('Métropole Européenne de Lille (Nord, 200093201)', 'Hauts-de-France (32)')
        """
        if self.kind == "free":
            return self.name
        if self.kind in ("department", "region"):
            return f"{self.name} ({self.code})"
        return f"{self.name} ({department_name(self.departments[0])}, {self.code})"

    @property
    def regions(self) -> Mapping[str, int]:
        """The regions touched and how many of its communes are in each, the most communes first.

        >>> perimeter("epci", "200069722").regions
        {'28': 34, '32': 10}
        """
        return dict(Counter(region_of(code) for code in self.communes).most_common())


def perimeter(kind: str, code: str) -> Perimeter | None:
    """The perimeter of this kind and code, or nothing.

    >>> perimeter("department", "2A").name, perimeter("commune", "99999")
    ('Corse-du-Sud', None)
    """
    if kind == "commune":
        return _commune(code)
    if kind == "free":
        return _free(code)
    return _groups(kind).get(code) if kind in KINDS else None


def perimeter_at(written: str) -> Perimeter | None:
    """The perimeter meant by a code as people and addresses write it, or nothing.

    A code alone is that of an EPCI (nine digits), a commune (five characters) or a département (two or three);
    a region is ``reg:32`` or ``R32``. ``kind:code``, the key of a perimeter, always works.

    >>> [perimeter_at(code).name for code in ("200093201", "62041", "62", "R32", "epci:246200364")]
    ['Métropole Européenne de Lille', 'Arras', 'Pas-de-Calais', 'Hauts-de-France', 'CA de Lens - Liévin']
    """
    prefix, parted, code = written.strip().rpartition(":")
    if parted:
        kind = _PREFIXES.get(folded(prefix).strip())
        return None if kind is None else perimeter(kind, code.strip().upper())
    code = code.upper()
    if "+" in code:
        return perimeter("free", code)
    if code.startswith("R"):
        return perimeter("region", code[1:])
    return perimeter({9: "epci", 5: "commune"}.get(len(code), "department"), code)


@cache
def perimeters(kind: str) -> tuple[Perimeter, ...]:
    """Every perimeter of a kind, in the order of the codes; none for ``free``.

    Communes are the 34,969 of today, of which 94 of the overseas collectivities; arrondissements are not among them.

    >>> [len(perimeters(kind)) for kind in KINDS]
    [34969, 1255, 109, 26, 0]
    """
    if kind == "commune":
        return tuple(one for code in all_communes() if (one := _commune(code)) is not None)
    return () if kind == "free" else tuple(_groups(kind).values())


def composition(kind: str) -> Mapping[str, tuple[str, ...]]:
    """The communes of each perimeter of a kind, by its code. A sum over them counts nobody twice.

    Arrondissements are in none: a figure of theirs is that of a perimeter by itself, `perimeter("commune", "75115")`.

    >>> len(composition("region")["32"])
    3782
    """
    return _MEMBERSHIPS[kind]()


def population_of(perimeter: Perimeter) -> int:
    """The municipal population in force, in people: the sum of that of its communes."""
    return sum(people_in(code) for code in perimeter.communes)


def free_perimeter(name: str, codes: Iterable[str]) -> Perimeter:
    """The perimeter called `name` made of these communes and EPCI, given by their codes, in any order.

    Old codes of communes are carried to those of today, duplicates are harmless; `drawn` says what happened to each.
    Without a name it takes that of its largest places. Raises `UnknownCommunesError` for codes that mean nothing, and
    when there is none at all.

    >>> free_perimeter("Artois", ["62041", "246200364", "62041"]).code
    '62041+246200364'
    """
    set_of = drawn(codes)
    return Perimeter(
        kind="free",
        code=set_of.code,
        name=" ".join(name.split()) or _name_of(set_of),
        communes=set_of.communes,
        departments=_departments_of(set_of.communes),
    )


def _free(code: str) -> Perimeter | None:
    try:
        return free_perimeter("", code.split("+"))
    except UnknownCommunesError:
        return None


def _name_of(set_of: Drawn) -> str:
    """The names of its EPCI and communes, those of the most people first, three at most."""
    places = [place for code in set_of.code.split("+") if (place := epci(code) or commune(code)) is not None]
    places.sort(key=lambda place: -(place.population or 0))
    more = "…" if len(places) > _NAMED else ""
    return ", ".join([place.name for place in places[:_NAMED]]) + more


def _commune(code: str) -> Perimeter | None:
    name = names().get(code)
    return None if name is None else Perimeter("commune", code, name, (code,), (department_of(code),))


@cache
def _groups(kind: str) -> Mapping[str, Perimeter]:
    named = {"epci": _epci_name, "department": _department_name, "region": _region_name}[kind]
    return {
        code: Perimeter(kind, code, named(code), communes, _departments_of(communes))
        for code, communes in composition(kind).items()
    }


def _epci_name(code: str) -> str:
    found = epci(code)
    return code if found is None else found.name


def _department_name(code: str) -> str:
    return departments()[code].name


def _region_name(code: str) -> str:
    return regions()[code].name


def _departments_of(communes: tuple[str, ...]) -> tuple[str, ...]:
    """The départements of these communes, that of most of the people first."""
    people: dict[str, int] = {}
    for code in communes:
        department = department_of(code)
        people[department] = people.get(department, 0) + people_in(code)
    return tuple(sorted(people, key=lambda code: (-people[code], code)))
