"""Perimeters as addresses name them, and places as somebody types them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse

from maillage.geography import department_name
from maillage.geography.history import epci_today_of, today_of
from maillage.territory.perimeters import (
    Perimeter,
    UnknownCommunesError,
    free_perimeter,
    perimeter,
    perimeter_at,
)
from maillage.territory.searching import perimeters_named
from maillage_web.territories.choices import COMPARED, EXAMPLES, KIND_WORDS, LONGEST, OFFERED


def find(kind: str, code: str, name: str = "") -> Perimeter | None:
    """The perimeter of a kind and a code; a free one takes the name that is given. Nothing when there is none."""
    if kind != "free":
        return perimeter(kind, code)
    try:
        return free_perimeter(name[:LONGEST], code.split("+"))
    except UnknownCommunesError:
        return None


def carried(kind: str, code: str) -> Perimeter | None:
    """The commune or the EPCI of today that a former code became; nothing when it never was one, or became several."""
    if kind not in ("commune", "epci"):
        return None
    today = (today_of if kind == "commune" else epci_today_of)(code).code
    return perimeter(kind, today) if today and today != code else None


def named(words: str) -> tuple[Perimeter, ...]:
    """The places that somebody may mean by these words: a name, even mistyped, a postal code, a code."""
    cut = words[:LONGEST].strip()
    return tuple(perimeters_named(cut, OFFERED)) if cut else ()


def examples() -> tuple[Perimeter, ...]:
    """The territories that the search page offers to try."""
    return tuple(filter(None, map(perimeter_at, EXAMPLES)))


def address(place: Perimeter, page: str = "territory", **query: object) -> str:
    """The address of a page of a territory, with what is asked of it; a free perimeter carries its name along."""
    path = reverse(page, args=[place.kind, place.code])
    asked = {"nom": place.name} if place.kind == "free" else {}
    asked |= {name: str(value) for name, value in query.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


def address_at(kind: str, code: str) -> str:
    """The address of the territory of a kind and a code."""
    return reverse("territory", args=[kind, code])


@dataclass(frozen=True, slots=True)
class Side:
    """One of the territories compared, and the addresses without it."""

    place: Perimeter
    href: str
    without: str


def sides(written: Iterable[str]) -> tuple[Side, ...]:
    """The territories that ``?avec=`` names, each once and in that order, four at most; what is none is left out."""
    found = dict.fromkeys(filter(None, (perimeter_at(one[:8000]) for one in list(written)[: 2 * COMPARED])))
    places = tuple(found)[:COMPARED]
    return tuple(
        Side(one, address(one), compare_address(other for other in places if other is not one))
        for one in places
    )


def compare_address(places: Iterable[Perimeter]) -> str:
    """The address where these territories stand side by side."""
    query = urlencode([("avec", one.key) for one in places], quote_via=quote, safe=":+")
    return f"{reverse('territory-compare')}?{query}" if query else reverse("territory-compare")


def change_address(place: Perimeter) -> str:
    """The address where a free perimeter is drawn, filled with this one."""
    query = urlencode({"nom": place.name, "liste": place.code.replace("+", "; ")})
    return f"{reverse('territory-free')}?{query}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A place that somebody may mean: its name, what tells it from its homonyms, where choosing it leads."""

    place: Perimeter
    facts: str
    href: str


def facts(place: Perimeter) -> str:
    """What tells a place from its homonyms: its kind, its département, its code."""
    where = [department_name(place.departments[0])] if place.kind in ("commune", "epci") else []
    return " · ".join([str(KIND_WORDS[place.kind]), *where, place.code])


def offers(words: str, sides: Sequence[Side] = ()) -> tuple[Offer, ...]:
    """The places that these words may mean; with `sides`, choosing one adds it to the comparison."""
    chosen = tuple(side.place for side in sides)
    return tuple(
        Offer(one, facts(one), compare_address((*chosen, one)) if chosen else address(one))
        for one in named(words)
        if one not in chosen
    )
