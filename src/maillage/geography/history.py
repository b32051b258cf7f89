"""What became of the communes and of the EPCI: where an old code is today, and what changed in each EPCI, by year.

A figure counted on the communes of another year is carried onto those of today by its code. Merged communes add up.
What was divided since cannot be told from a code alone: see `detached`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from maillage.data import compressed, packaged
from maillage.geography.compositions import names
from maillage.geography.epcis import epci
from maillage.geography.provenance import PROVENANCE

Why = Literal["same", "renamed", "merged", "split", "unknown"]
Composition = Literal["same", "changed", "unknown"]
FIRST_YEAR = 2021  # of the geographies known here


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a code is today: `code`, or nothing when no single commune or EPCI of today has taken its place.

    `why` is ``same`` (it exists today), ``renamed`` (the same place has another code), ``merged`` (it is within
    `code` today), ``split`` (an EPCI whose communes went to several), ``unknown``.
    """

    code: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class Detached:
    """A commune that was a part of another before the geography of the year `since`, and is one again.

    A census of communes older than `since` has no figure for it, and counts its people in those of `part_of`.
    """

    code: str
    part_of: str
    since: int


@dataclass(frozen=True, slots=True)
class Move:
    """A commune of today that changed EPCI in the geography of the year `since`.

    `before` and `after` are the SIREN of the EPCI its parts were in: none for a commune in no EPCI, two when it
    comes from two communes that were in different ones.
    """

    commune: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    since: int


def today_of(code: str) -> Carried:
    """The commune of today in which the commune of another year whose INSEE code is `code` is.

    An arrondissement of Paris, Lyon or Marseille is itself, never its city: both added would count twice.

    >>> today_of("59355"), today_of("59350").why
    (Carried(code='59350', why='merged'), 'same')
    """
    if code in names():
        return Carried(code, "same")
    return _codes().get(code, Carried(None, "unknown"))


def epci_today_of(code: str) -> Carried:
    """The EPCI of today that took the place of the one whose SIREN is `code`.

    ``renamed`` says that it goes on under another SIREN, maybe with more communes: `epci_composition` tells.
    Of the EPCI ended before the geography of 2021, only a few are known.

    >>> epci_today_of("245900410")
    Carried(code='200093201', why='renamed')
    """
    if epci(code) is not None:
        return Carried(code, "same")
    return ended_epcis()[code][1] if code in ended_epcis() else Carried(None, "unknown")


def epci_composition(code: str, year: int) -> Composition:
    """Whether the EPCI of today whose SIREN is `code` had the same communes in the geography of `year`.

    ``unknown`` before 2021. Communes that merged or parted within the EPCI do not change it, nor one that left and
    came back.

    >>> epci_composition("200096956", 2021), epci_composition("200093201", 2021)
    ('changed', 'same')
    """
    if not FIRST_YEAR <= year <= PROVENANCE.vintage:
        return "unknown"
    since = [move for move in epci_moves(code) if move.since > year]
    was = {move.commune: move.before for move in reversed(since)}
    is_now = {move.commune: move.after for move in since}
    return "same" if was == is_now else "changed"


def epci_moves(code: str) -> tuple[Move, ...]:
    """The communes that came into the EPCI whose SIREN is `code`, or left it, since 2021, the oldest first."""
    return _moves().get(code, ())


@cache
def detached() -> Mapping[str, Detached]:
    """The communes that came out of another one since 2021, by their code.

    >>> detached()["60694"].part_of
    '60054'
    """
    rows = compressed.rows("geography/detached.csv.gz")
    return {code: Detached(code, part_of, int(since)) for code, part_of, since in rows}


def wider_before(code: str, year: int) -> tuple[str, ...]:
    """The communes of today that the commune `code` still held in the geography of `year`: its figures counted them.

    >>> wider_before("60054", 2021), wider_before("60054", 2024)
    (('60694',), ())
    """
    return tuple(one.code for one in detached().values() if one.part_of == code and one.since > year)


def old_codes() -> Mapping[str, Carried]:
    """Every code of a commune that is no more, with the commune of today it is in."""
    return _codes()


def old_names() -> tuple[tuple[str, str], ...]:
    """The names of communes that are no more, where known, each with its code then.

    >>> ("59355", "Lomme") in old_names()
    True
    """
    rows = (line.split(",") for line in compressed.lines("geography/codes.csv.gz"))
    return tuple((code, name) for code, name, _, _ in rows if name)


def old_epci_names() -> tuple[tuple[str, str], ...]:
    """The names that EPCI of today had in the geographies since 2021, each with the SIREN.

    >>> ("200040947", "CC de Flandre Intérieure") in old_epci_names()
    True
    """
    return tuple((code, name) for code, name, _ in compressed.rows("geography/epci_names.csv.gz"))


@cache
def ended_epcis() -> Mapping[str, tuple[str, Carried]]:
    """The EPCI known here that are no more, by their SIREN: their name, and where they are today."""
    by_hand = [
        (row["code"], row["name"], row["today"], row["why"])
        for row in packaged.rows("geography/epcis_by_hand.csv")
    ]
    built = [(row[0], row[1], row[2], row[3]) for row in compressed.rows("geography/epcis_ended.csv.gz")]
    return {code: (name, Carried(today or None, _why(why))) for code, name, today, why in (*by_hand, *built)}


@cache
def _codes() -> Mapping[str, Carried]:
    known: dict[tuple[str, Why], Carried] = {}
    found = {}
    for line in compressed.lines("geography/codes.csv.gz"):
        code, _, today, why = line.split(",")
        key = (today, _why(why))
        found[code] = known.setdefault(key, Carried(*key))
    return found


@cache
def _moves() -> Mapping[str, tuple[Move, ...]]:
    found: dict[str, list[Move]] = {}
    for commune_code, before, after, since in compressed.rows("geography/epci_moves.csv.gz"):
        move = Move(commune_code, tuple(before.split()), tuple(after.split()), int(since))
        for one in {*move.before, *move.after}:
            found.setdefault(one, []).append(move)
    return {code: tuple(moves) for code, moves in found.items()}


def _why(written: str) -> Why:
    for why in ("renamed", "merged", "split"):
        if why == written:
            return why
    raise ValueError(written)
