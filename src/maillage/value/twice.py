"""What is said twice and counts once: a promise and the flow that carries it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.value.line import Line

Same = tuple[str, str, str | None]
"""Giver, receiver, component."""


@dataclass(frozen=True, slots=True)
class CountedOnce:
    """The lines that are left; the contributions that a flow carries out, as stated, and as it seems."""

    lines: tuple[Line, ...]
    realised: tuple[str, ...]
    alike: tuple[tuple[str, str], ...]


def count_once(lines: Sequence[Line]) -> CountedOnce:
    """Leave out the lines of a contribution in the years in which a flow carries it out.

    A flow carries out the contribution that it `realises`. A money flow with the giver, the receiver and the component
    of a money contribution seems to carry it out too, when it is not said to carry out another.
    A contribution made once counts no more as soon as a flow carries it out, whatever the year.
    """
    flows = [line for line in lines if line.table == "flows"]
    stated = _years((line.realises, line) for line in flows if line.realises is not None)
    unsaid = [line for line in flows if line.book == "money" and line.realises is None]
    seeming = _years((_same(line), line) for line in unsaid)
    kept: list[Line] = []
    realised: dict[str, None] = {}
    alike: dict[tuple[str, str], None] = {}
    for line in lines:
        if line.table == "contributions" and _done(line, stated.get(line.id)):
            realised[line.id] = None
        elif line.table == "contributions" and line.book == "money" and _done(line, seeming.get(_same(line))):
            alike[line.id, next(iter(seeming[_same(line)].values()))] = None
        else:
            kept.append(line)
    return CountedOnce(tuple(kept), tuple(realised), tuple(alike))


def _same(line: Line) -> Same:
    return line.giver, line.receiver, line.component


def _years(found: Iterable[tuple[object, Line]]) -> dict[object, dict[int, str]]:
    """For each key, the years in which a flow counts, each with the first such flow."""
    years: dict[object, dict[int, str]] = {}
    for key, line in found:
        years.setdefault(key, {}).setdefault(line.year, line.id)
    return years


def _done(line: Line, years: Mapping[int, str] | None) -> bool:
    return years is not None and (line.per == "once" or line.year in years)
