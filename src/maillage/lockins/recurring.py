"""Across a programme: which obstacles recur, in how many dossiers, held by whom, with which levers and what came out.

Counts, never shares: five dossiers are five stories. Dossiers are told in the order they are given and never ranked;
words that people added to the list are kept as such.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from maillage.articulation.chain import build_chain
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Obstacle
from maillage.dossier.values import fold
from maillage.dossier.vocabularies import vocabulary
from maillage.lockins.board import column_of, levers_tried, variants
from maillage.lockins.catalogue import Family, catalogue
from maillage.lockins.naming import naming
from maillage.lockins.proposing import over
from maillage.lockins.wording import counted, sentence, text
from maillage.text import Text, same


@dataclass(frozen=True, slots=True)
class Told:
    """A dossier to read with others: how it is called, and the day to look at."""

    key: str
    dossier: Dossier
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Met:
    """An obstacle met in one dossier. `over` says that the dossier gives it an end, past on the day."""

    key: str
    title: str
    tongue: str
    row: Obstacle
    holder: Text
    column: str
    tried: tuple[str, ...] | None
    over: bool
    spheres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """A lever tried against an obstacle: in which dossiers, and in which of them the obstacle is said to be over."""

    lever: str
    dossiers: tuple[str, ...]
    over: tuple[str, ...]
    said: Text


@dataclass(frozen=True, slots=True)
class Recurrence:
    """An obstacle and every time it was met. `family` is none for a word added to the list."""

    code: str
    label: Text
    family: Family | None
    met: tuple[Met, ...]
    dossiers: tuple[str, ...]
    tried: tuple[Tried, ...]
    spheres: tuple[str, ...]
    said: Text

    @property
    def recurs(self) -> bool:
        """Whether more than one dossier notes it."""
        return len(self.dossiers) > 1

    @property
    def columns(self) -> tuple[Text, ...]:
        """The kinds of holders that met it."""
        return tuple(text(f"lockins.column-{code}") for code in dict.fromkeys(one.column for one in self.met))


@dataclass(frozen=True, slots=True)
class Recurrences:
    """What recurs among `read` dossiers, of which `noting` note at least one obstacle.

    In the order of the catalogue, the words added to the list last; nothing is ranked.
    """

    read: int
    noting: int
    found: tuple[Recurrence, ...]

    @property
    def recurring(self) -> tuple[Recurrence, ...]:
        """Those that several dossiers note."""
        return tuple(one for one in self.found if one.recurs)

    @property
    def once(self) -> tuple[Recurrence, ...]:
        """Those that a single dossier notes."""
        return tuple(one for one in self.found if not one.recurs)

    def of(self, code: str) -> Recurrence | None:
        """What is known of one obstacle."""
        return next((one for one in self.found if one.code == code), None)


def recurring(told: Sequence[Told]) -> Recurrences:
    """The obstacles of several dossiers, those that are over included."""
    met: dict[str, list[Met]] = {}
    for one in told:
        for found in _met(one):
            met.setdefault(_key(found.row.obstacle), []).append(found)
    places = {code: rank for rank, code in enumerate(catalogue().obstacles)}
    codes = sorted(met, key=lambda code: (places.get(code, len(places)), code))
    noting = {one.key for many in met.values() for one in many}
    return Recurrences(len(told), len(noting), tuple(_recurrence(met[code], len(told)) for code in codes))


def _key(code: str) -> str:
    """A word added to the list is the same whatever its capitals and accents."""
    return code if code in catalogue().obstacles else fold(code)


def _met(one: Told) -> Iterator[Met]:
    chain = build_chain(one.dossier, one.on)
    record, names = one.dossier.record, naming(chain)
    rows = [row for row in chain.whole.obstacles if _begun(row, one.on)]
    others = variants(rows)
    for row in rows:
        if row.variant_of is None:
            yield Met(
                key=one.key,
                title=record.title,
                tongue=record.language or "fr",
                row=row,
                holder=names[row.holder],
                column=column_of(row.holder, chain),
                tried=levers_tried((row, *others.get(row.id, ()))),
                over=over(row, one.on),
                spheres=tuple(record.spheres or ()),
            )


def _begun(row: Obstacle, on: datetime.date) -> bool:
    return row.since is None or row.since.first_day() <= on


def _recurrence(met: Sequence[Met], read: int) -> Recurrence:
    code = met[0].row.obstacle
    dossiers = tuple(dict.fromkeys(one.key for one in met))
    return Recurrence(
        code=code,
        label=vocabulary("obstacles").label_of(code),
        family=catalogue().family_of(code),
        met=tuple(met),
        dossiers=dossiers,
        tried=tuple(_tried(met)),
        spheres=tuple(dict.fromkeys(sphere for one in met for sphere in one.spheres)),
        said=sentence("lockins.in-dossiers", some=counted("dossiers", len(dossiers)), all=same(str(read))),
    )


def _tried(met: Sequence[Met]) -> Iterable[Tried]:
    for lever in dict.fromkeys(code for one in met for code in one.tried or ()):
        where = [one for one in met if lever in (one.tried or ())]
        dossiers = tuple(dict.fromkeys(one.key for one in where))
        ended = tuple(key for key in dossiers if all(one.over for one in met if one.key == key))
        said = sentence(
            "lockins.tried-in",
            lever=vocabulary("levers").label_of(lever),
            some=counted("dossiers", len(dossiers)),
        )
        outcome = (
            sentence("lockins.tried-over", said=said, over=counted("dossiers", len(ended)))
            if ended
            else sentence("lockins.tried-still", said=said)
        )
        yield Tried(lever, dossiers, ended, outcome)
