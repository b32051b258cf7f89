"""Where an answer to one version of a frame goes in the next: its table of correspondences, and the errors of it.

A row says: an answer to `from_item` of `from_version`, with this value (any when empty), goes to `to_item` with
`to_value` (the same value when empty); nowhere when `to_item` is empty.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from maillage.dossier.nearest import Nearest
from maillage.dossier.problems import Place, Problem
from maillage.referential.frame import Correspondence, Frame
from maillage.referential.version_words import problem
from maillage.text import Text, listing, same

TABLE = "correspondences.csv"
FIRST_ROW = 2
"""The number of the first row under the header."""
SCALED = ("ordinal", "choice")


@dataclass(frozen=True, slots=True)
class Way:
    """A row of the table of correspondences and its number, the header being the first."""

    number: int
    row: Correspondence


def ways_from(old: Frame, new: Frame) -> dict[str, tuple[Way, ...]]:
    """By item of `old`, the rows of `new` that say where its answers go."""
    found: dict[str, list[Way]] = defaultdict(list)
    for number, row in enumerate(new.correspondences, start=FIRST_ROW):
        if row.from_version == old.version:
            found[row.from_item].append(Way(number, row))
    return {item: tuple(ways) for item, ways in found.items()}


def ways_of(ways: Sequence[Way], value: str | None) -> tuple[Way, ...]:
    """The rows that hold for an answer of this value: those that name it, else those for any value.

    A narrative alone follows every row, once per item it leads to: where it speaks of does not depend on a level.
    """
    if value is None:
        leading = tuple(way for way in ways if way.row.to_item is not None)
        return _once_each(leading or tuple(way for way in ways if way.row.from_value is None))
    named = tuple(way for way in ways if way.row.from_value == value)
    return _once_each(named or tuple(way for way in ways if way.row.from_value is None))


def _once_each(ways: Sequence[Way]) -> tuple[Way, ...]:
    """The first row for each item that answers go to."""
    first: dict[str | None, Way] = {}
    for way in ways:
        first.setdefault(way.row.to_item, way)
    return tuple(first.values())


def correspondence_problems(
    old: Frame | None, new: Frame, versions: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """What is wrong with the correspondences of `new`, knowing one version it comes from (`wrong_correspondences`)."""
    return wrong_correspondences(new, [old] if old else [], versions)


def wrong_correspondences(
    new: Frame, known: Iterable[Frame], versions: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """What is wrong with the correspondences of `new`: unknown items, levels, shares over a hundred, rows twice.

    `known` are the frames at hand, of which the other versions of `new` are looked at. A row that comes from a version
    that is neither among them nor among `versions`, those that exist elsewhere, has an unknown version.
    """
    olds = {frame.version: frame for frame in known if frame.id == new.id and frame.version != new.version}
    elsewhere = set(versions)
    found: list[Problem] = []
    for number, row in enumerate(new.correspondences, start=FIRST_ROW):
        old = olds.get(row.from_version)
        if old is not None:
            found += _origin(old, number, row)
        elif row.from_version not in elsewhere:
            names = listing([same(one) for one in sorted({*olds, *elsewhere})] or [same("–")], limit=12)
            found.append(problem("from-version", _at(number, "from_version"), row.from_version, known=names))
        found += _target(new, number, row)
    return (*found, *(one for old in olds.values() for one in _shares(old, new)))


def _at(number: int, column: str) -> Place:
    return Place(TABLE, None, number, column)


def _origin(old: Frame, number: int, row: Correspondence) -> Iterator[Problem]:
    item = old.items.get(row.from_item)
    if item is None or item.answer is None:
        near = _near(row.from_item, old)
        yield problem("from-item", _at(number, "from_item"), row.from_item, version=old.version, near=near)
    elif item.answer in SCALED and row.from_value is not None:
        yield from _value("from-value", old, row.from_item, row.from_value, _at(number, "from_value"))


def _target(new: Frame, number: int, row: Correspondence) -> Iterator[Problem]:
    if row.to_item is None:
        return
    item = new.items.get(row.to_item)
    if item is None or item.answer is None:
        near = _near(row.to_item, new)
        yield problem("to-item", _at(number, "to_item"), row.to_item, version=new.version, near=near)
    elif item.answer in SCALED and row.to_value is not None:
        yield from _value("to-value", new, row.to_item, row.to_value, _at(number, "to_value"))


def _value(code: str, frame: Frame, item: str, value: str, place: Place) -> Iterator[Problem]:
    codes = [level.code for level in frame.levels.get(item, ())]
    if value not in codes:
        known = listing([same(one) for one in codes], limit=12)
        yield problem(code, place, value, item=item, version=frame.version, known=known)


def _near(found: str, frame: Frame) -> Text:
    close = Nearest([item.id for item in frame.asked]).of(found)
    return (
        Text(f"Vouliez-vous dire «\u00a0{close}\u00a0»\u00a0?", f"Did you mean “{close}”?")
        if close
        else same("")
    )


def _shares(old: Frame, new: Frame) -> Iterator[Problem]:
    for item, ways in ways_from(old, new).items():
        for value in dict.fromkeys(way.row.from_value for way in ways):
            alike = [way for way in ways if way.row.from_value == value]
            shared = [way for way in alike if way.row.share is not None]
            yield from _twice(item, alike)
            total = math.fsum(way.row.share or 0.0 for way in shared)
            if total > 100.0 + 1e-9:
                yield problem("shares-over", _at(shared[-1].number, "share"), f"{total:g}", item=item)


def _twice(item: str, ways: Sequence[Way]) -> Iterator[Problem]:
    """The rows that send one answer to one item a second time."""
    met: set[str | None] = set()
    for way in ways:
        if way.row.to_item in met:
            yield problem("twice", _at(way.number, "to_item"), way.row.to_item or "", item=item)
        met.add(way.row.to_item)
