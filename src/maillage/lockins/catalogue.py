"""The catalogue of lock-ins as data: obstacles by family, their signs, what they sustain, levers, practices.

Rows of ``data/vocabularies/{obstacles,levers}.csv`` (codes never change meaning) and of ``data/lockins/*.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from maillage.data import packaged
from maillage.dossier.vocabularies import Term, vocabulary
from maillage.text import Text

READING = "Maillage (reading)"
"""The source of what is our reading of the field: said by nobody else, open to dispute."""

_SOURCES: Mapping[str, Text] = {READING: Text("Maillage, par notre lecture", "Maillage, our reading")}


@dataclass(frozen=True, slots=True)
class Family:
    """A family of obstacles; `holder` is who holds one of them when nobody says so."""

    code: str
    label: Text
    definition: Text
    holder: str


@dataclass(frozen=True, slots=True)
class SignRow:
    """Where an obstacle may show. A hint, never a proof.

    `kind` says what to look at: an answer to an item of a frame, a finding, a figure of an indicator, the state of an
    intangible resource, a row of an economic model. `what` names it, `when` the values that count. `holder` says who
    would hold the lock-in: the actor concerned, the ecosystem or the territory.
    """

    obstacle: str
    kind: str
    what: str
    when: tuple[str, ...]
    holder: str
    sentence: Text


@dataclass(frozen=True, slots=True)
class Edge:
    """One obstacle that keeps another one going, and how, in a sentence."""

    obstacle: str
    sustains: str
    sentence: Text
    source: Text

    @property
    def key(self) -> tuple[str, str]:
        """Both ends."""
        return self.obstacle, self.sustains


@dataclass(frozen=True, slots=True)
class Practice:
    """What somebody really did, where, when, and who says so. `dossier` is the example that tells more of it."""

    code: str
    label: Text
    what: Text
    place: str
    since: str
    until: str
    spheres: tuple[str, ...]
    levers: tuple[str, ...]
    source: str
    url: str
    dossier: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the catalogue, when it was published, what it changed."""

    version: str
    date: str
    change: Text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All of it. Every mapping keeps the order of its table; one that has nothing for a code leaves it out."""

    families: Mapping[str, Family]
    obstacles: Mapping[str, Term]
    levers: Mapping[str, Term]
    signs: tuple[SignRow, ...]
    unseen: Mapping[str, Text]
    edges: tuple[Edge, ...]
    practices: tuple[Practice, ...]
    versions: tuple[Version, ...]

    @property
    def version(self) -> str:
        """The version that is read."""
        return self.versions[-1].version

    def family_of(self, code: str) -> Family | None:
        """The family of an obstacle; none for a word that somebody added to the list."""
        term = self.obstacles.get(code)
        return self.families[term.properties["family"]] if term else None

    def of_family(self, family: str) -> tuple[Term, ...]:
        """The obstacles of a family."""
        return tuple(term for term in self.obstacles.values() if term.properties["family"] == family)

    def loosened_by(self, code: str) -> tuple[Term, ...]:
        """The levers against an obstacle."""
        return tuple(lever for lever in self.levers.values() if code in obstacles_of(lever))

    def practices_of(self, levers: Iterable[str]) -> tuple[Practice, ...]:
        """The practices that pulled one of these levers."""
        asked = set(levers)
        return tuple(one for one in self.practices if asked.intersection(one.levers))

    def signs_for(self, code: str) -> tuple[SignRow, ...]:
        """Where an obstacle may show."""
        return tuple(one for one in self.signs if one.obstacle == code)

    def sustained_by(self, code: str) -> tuple[Edge, ...]:
        """What keeps an obstacle going."""
        return tuple(one for one in self.edges if one.sustains == code)

    def sustains(self, code: str) -> tuple[Edge, ...]:
        """What an obstacle keeps going."""
        return tuple(one for one in self.edges if one.obstacle == code)


def obstacles_of(lever: Term) -> tuple[str, ...]:
    """The obstacles that a lever loosens.

    >>> "land_out_of_reach" in obstacles_of(catalogue().levers["provide_land"])
    True
    """
    return _codes(lever.properties["obstacles"])


@cache
def catalogue() -> Catalogue:
    """The packaged catalogue.

    >>> catalogue().family_of("tight_budgets").label.en
    'Public action'
    """
    return Catalogue(
        families={row["code"]: _family(row) for row in _rows("families")},
        obstacles=vocabulary("obstacles").terms,
        levers=vocabulary("levers").terms,
        signs=tuple(_sign(row) for row in _rows("signs")),
        unseen={row["obstacle"]: _said(row, "why") for row in _rows("unseen")},
        edges=tuple(_edge(row) for row in _rows("sustains")),
        practices=tuple(_practice(row) for row in _rows("practices")),
        versions=tuple(
            Version(row["version"], row["date"], _said(row, "change")) for row in _rows("versions")
        ),
    )


def _rows(name: str) -> Sequence[Mapping[str, str]]:
    return packaged.rows(f"lockins/{name}.csv")


def _said(row: Mapping[str, str], name: str) -> Text:
    return Text(row[f"{name}_fr"], row[f"{name}_en"])


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _family(row: Mapping[str, str]) -> Family:
    return Family(row["code"], _said(row, "label"), _said(row, "definition"), row["holder"])


def _sign(row: Mapping[str, str]) -> SignRow:
    return SignRow(
        row["obstacle"], row["kind"], row["what"], _codes(row["when"]), row["holder"], _said(row, "sentence")
    )


def _edge(row: Mapping[str, str]) -> Edge:
    source = _SOURCES.get(row["source"]) or Text(row["source"], row["source"])
    return Edge(row["obstacle"], row["sustains"], _said(row, "sentence"), source)


def _practice(row: Mapping[str, str]) -> Practice:
    return Practice(
        code=row["code"],
        label=_said(row, "label"),
        what=_said(row, "what"),
        place=row["place"],
        since=row["since"],
        until=row["until"],
        spheres=_codes(row["spheres"]),
        levers=_codes(row["levers"]),
        source=row["source"],
        url=row["url"],
        dossier=row["dossier"],
    )
