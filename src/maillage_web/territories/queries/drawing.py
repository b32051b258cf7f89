"""A free perimeter being drawn: what its list became, and the places offered to add to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from maillage.dossier.values import fold
from maillage.geography import commune, epci
from maillage.geography.compositions import communes_by_department, epci_of
from maillage.geography.divisions import Department, departments
from maillage.territory.perimeters import Perimeter, UnknownCommunesError, drawn, free_perimeter, perimeter
from maillage_web.territories.queries.outlines import Part


@dataclass(frozen=True, slots=True)
class Replaced:
    """A code of before, and the place of today that it became."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """The perimeter of some codes, once they are understood; what was replaced, what is unknown."""

    place: Perimeter | None = None
    replaced: tuple[Replaced, ...] = ()
    unknown: tuple[str, ...] = ()
    suggestions: Mapping[str, tuple[Perimeter, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Box:
    """A commune to tick."""

    code: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The communes of an EPCI in the département chosen, and the EPCI to tick whole."""

    code: str
    name: str
    ticked: bool
    boxes: tuple[Box, ...]

    @property
    def begun(self) -> bool:
        """Whether it, or one of its communes, is ticked."""
        return self.ticked or any(box.ticked for box in self.boxes)


def drawn_by(name: str, codes: Iterable[str]) -> Sketch:
    """The perimeter that these codes draw; those that mean nothing are left out and told."""
    given = list(codes)
    if not given:
        return Sketch()
    try:
        found = drawn(given)
    except UnknownCommunesError as error:
        kept = [code for code in given if code not in error.codes]
        rest = drawn_by(name, kept) if len(kept) < len(given) else Sketch()
        return Sketch(rest.place, rest.replaced, error.codes, _suggested(error.suggestions))
    replaced = tuple(
        Replaced(code, place.name)
        for code, to in found.carried.items()
        if to.code and (place := commune(to.code) or epci(to.code)) is not None
    )
    return Sketch(free_perimeter(name, given), replaced)


def _suggested(suggestions: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[Perimeter, ...]]:
    return {
        code: tuple(filter(None, (perimeter("epci" if len(one) > 5 else "commune", one) for one in meant)))
        for code, meant in suggestions.items()
    }


def departments_to_choose() -> tuple[Department, ...]:
    """The départements whose communes may be offered."""
    return tuple(departments().values())


def boxes(department: str, codes: Iterable[str]) -> tuple[Group, ...]:
    """The communes of a département by EPCI, in the order of the names, those of the list ticked."""
    listed = set(codes)
    groups: dict[str, list[Box]] = {}
    for code in communes_by_department().get(department, ()):
        found = commune(code)
        siren = epci_of(code) or ""
        if found is not None:
            groups.setdefault(siren, []).append(Box(code, found.name, code in listed))
    made = (
        Group(siren, one.name if (one := epci(siren)) else "", siren in listed, _by_name(many))
        for siren, many in groups.items()
    )
    return tuple(sorted(made, key=lambda group: (not group.name, fold(group.name))))


def _by_name(many: list[Box]) -> tuple[Box, ...]:
    return tuple(sorted(many, key=lambda one: fold(one.name)))


def rest_of(codes: Iterable[str], offered: Iterable[Group]) -> tuple[str, ...]:
    """The lines of a list for the codes that no box offers: the code, then its name."""
    boxed = {code for group in offered for code in (group.code, *(box.code for box in group.boxes))}
    left = [code for code in codes if code not in boxed]
    return tuple(f"{code} {one.name}" if (one := commune(code) or epci(code)) else code for code in left)


def clickable(department: str) -> tuple[Part, ...]:
    """The communes of a département, to be drawn without value."""
    codes = communes_by_department().get(department, ())
    return tuple(Part(one) for code in codes if (one := perimeter("commune", code)) is not None)
