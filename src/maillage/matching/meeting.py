"""Who meets a need, why, and in which order: the alphabet, from a letter that turns with the day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from maillage.dossier.values import fold
from maillage.geography import commune, department, epci, region
from maillage.matching.needs import Need, NeedKind
from maillage.matching.people import REASON_KINDS, Meeting, Person, Reason, ReasonKind, Shown
from maillage.matching.wording import does, label, sentence
from maillage.text import Text

HELPS: Mapping[NeedKind, frozenset[str]] = MappingProxyType(
    {
        "obstacle": frozenset(),
        "component": frozenset({"carry"}),
        "resource": frozenset({"train"}),
        "phase": frozenset({"facilitate"}),
        "gap": frozenset({"evaluate", "research"}),
    }
)
"""What somebody who says they do this could help with: an assumption of Maillage (docs/methods/matching.md)."""
_ALONE: frozenset[ReasonKind] = frozenset({"obstacle", "phase", "sphere", "does"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
T = TypeVar("T")


def meets(need: Need, people: Iterable[Person], on: datetime.date) -> tuple[Meeting, ...]:
    """The people who could meet `need`, in the order of the day `on`, each with why; who has no reason is absent.

    To be near or to speak the language is told of somebody who has another reason; alone it says nothing of a need.

    >>> from maillage.matching.people import Person
    >>> from maillage.text import same
    >>> need = Need("x", "obstacle", same("x"), same("x"), spheres=("eat",))
    >>> zoe = Person("z", "Zoé", spheres=("eat",))
    >>> [one.words[0].en for one in meets(need, [zoe], datetime.date(2026, 11, 24))]
    ['says that they work in the sphere “Eat”']
    """
    met = (Meeting(one, _reasons(need, one)) for one in turning(people, on, lambda one: one.name))
    return tuple(one for one in met if one.reasons)


def turning(things: Iterable[T], on: datetime.date, name: Callable[[T], str]) -> tuple[T, ...]:
    """Things by name, from the letter of the day: it moves on by one each day, so that nobody is always first.

    >>> turning(["Ana", "Zoé"], datetime.date(2026, 11, 25), str)
    ('Zoé', 'Ana')
    """
    start = first_letter(on)

    def key(thing: T) -> tuple[bool, str, str]:
        folded = fold(name(thing))
        return (folded < start, folded, name(thing))

    return tuple(sorted(things, key=key))


def first_letter(on: datetime.date) -> str:
    """The letter that the alphabet begins with on the day `on`.

    >>> first_letter(datetime.date(1, 1, 1))
    'b'
    """
    return _LETTERS[on.toordinal() % len(_LETTERS)]


def by_kind(met: Iterable[Meeting]) -> tuple[tuple[ReasonKind, tuple[Meeting, ...]], ...]:
    """Meetings under the kind of their first reason, each person once; the order of `met` is kept."""
    groups: dict[ReasonKind, list[Meeting]] = {}
    for one in met:
        groups.setdefault(one.reasons[0].kind, []).append(one)
    return tuple((kind, tuple(groups[kind])) for kind in REASON_KINDS if kind in groups)


def _reasons(need: Need, person: Person) -> tuple[Reason, ...]:
    found = tuple(dict.fromkeys(_found(need, person)))
    if not any(one.kind in _ALONE for one in found):
        return ()
    return tuple(sorted(found, key=lambda one: REASON_KINDS.index(one.kind)))


def _found(need: Need, person: Person) -> Iterator[Reason]:
    for one in person.practices:
        yield from _shown(need, one)
    for code in person.spheres:
        if code in need.spheres:
            yield Reason("sphere", sentence("matching-reason.sphere", name=label("spheres", code)))
    known = does()
    for code in person.does:
        if code in HELPS[need.kind] and code in known:
            words = sentence("matching-reason.does", name=sentence("matching.quoted", name=known[code]))
            yield Reason("does", words)
    yield from _near(need, (*person.territories, *(one.territory for one in person.practices)))
    if need.language and need.language in person.languages:
        yield Reason("language", sentence("matching-reason.language", name=label("languages", need.language)))


def _shown(need: Need, one: Shown) -> Iterator[Reason]:
    """What a thing done says of a need: it is about one of its obstacles, of its spheres, about its phase."""
    what = "journey" if one.kind == "journey" else one.kind if one.kind in _WRITTEN else "thing"
    if one.obstacle and one.obstacle in need.obstacles:
        name = label("obstacles", one.obstacle)
        yield Reason("obstacle", sentence(f"matching-shown.{what}-obstacle", name=name))
    if one.phase and one.phase == need.phase:
        yield Reason("phase", sentence(f"matching-shown.{what}-phase"))
    if one.sphere and one.sphere in need.spheres:
        name = label("spheres", one.sphere)
        yield Reason("sphere", sentence(f"matching-shown.{what}-sphere", name=name))


_WRITTEN = frozenset({"practice", "case"})


def _near(need: Need, territories: Iterable[str]) -> Iterator[Reason]:
    wanted = frozenset(department_code(one) for one in need.territory) - {""}
    for code in dict.fromkeys(department_code(one) for one in territories):
        if code in wanted:
            yield Reason("near", sentence("matching-reason.near", name=_department_name(code)))


def department_code(code: str) -> str:
    """The department of a commune, of an EPCI or of a department; empty when the code is unknown.

    >>> department_code("59350"), department_code("59"), department_code("zz")
    ('59', '59', '')
    """
    if found := commune(code):
        return found.department
    if group := epci(code):
        return group.department
    return code if department(code) else ""


def territory_name(code: str) -> str:
    """What people call a territory; empty when the code is unknown."""
    found = commune(code) or epci(code) or department(code) or region(code)
    return found.name if found else ""


def _department_name(code: str) -> Text:
    found = department(code)
    name = found.name if found else code
    return Text(name, name)
