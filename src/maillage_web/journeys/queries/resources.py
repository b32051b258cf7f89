"""Resources as their page and their file show them: raters side by side, on a small timeline and in a table."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage.dossier.vocabularies import vocabulary
from maillage.journey.memory import Assessed, Assessment, Rater, states
from maillage.text import Language, Text
from maillage_web.cards.queries.kept import adding
from maillage_web.dossiers.queries.state import Link, State
from maillage_web.journeys.queries.memory import as_csv, doing, links, memory_on
from maillage_web.journeys.queries.standing import row_page

HEADINGS = (
    Text("ressource", "resource"),
    Text("de_qui", "holder"),
    Text("evaluateur", "rater"),
    Text("date", "date"),
    Text("etat", "state"),
    Text("tendance", "trend"),
    Text("recit", "narrative"),
)
SHAPES = ("circle", "square", "triangle", "diamond")
WIDTH, ROW, LEFT, TOP = 560, 44, 130, 24
_INSIDE = WIDTH - LEFT - 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One assessment on the timeline: a shape with the letter of its rater."""

    x: int
    y: int
    letter: str
    points: str
    shape: str
    said: Text


@dataclass(frozen=True, slots=True)
class Level:
    """A state on the vertical axis."""

    y: int
    label: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: levels from the strongest down, marks, the line of each rater, the first and last years."""

    height: int
    levels: tuple[Level, ...]
    marks: tuple[Mark, ...]
    paths: tuple[str, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class RaterShown:
    """A rater, their letter, and what they said with links."""

    letter: str
    rater: Rater
    said: tuple[tuple[Assessment, str, Text | None, tuple[Link, ...] | None], ...]


@dataclass(frozen=True, slots=True)
class ResourceShown:
    """A resource of one holder; `picture` only when some assessment has a date and a state."""

    number: int
    assessed: Assessed
    raters: tuple[RaterShown, ...]
    picture: Timeline | None
    assess: str


@dataclass(frozen=True, slots=True)
class ResourcesPage:
    """All that the page shows."""

    resources: tuple[ResourceShown, ...]
    assess: str
    add: str


def resources_page(state: State) -> ResourcesPage:
    """The resources of the dossier on the day."""
    found = memory_on(state).resources
    return ResourcesPage(
        resources=tuple(_shown(state, number, one) for number, one in enumerate(found, start=1)),
        assess=doing(state, "resource-assess"),
        add=adding(state, "resources", {"date": state.day.isoformat()}, state.address("resources")),
    )


def _shown(state: State, number: int, one: Assessed) -> ResourceShown:
    raters = tuple(_rater(state, letter(place), rater) for place, rater in enumerate(one.raters))
    asked = {"nature": one.kind, **({"acteur": one.holder} if one.holder else {})}
    return ResourceShown(number, one, raters, _timeline(raters), doing(state, "resource-assess", **asked))


def letter(place: int) -> str:
    """The name of a rater on the picture: A, B… Z, then A2…"""
    again, index = divmod(place, 26)
    return f"{chr(65 + index)}{again + 1 if again else ''}"


def _rater(state: State, name: str, rater: Rater) -> RaterShown:
    trends = vocabulary("trends")
    said = [
        (
            it,
            row_page(state, "resources", it.row),
            trends.label_of(it.row.trend) if it.row.trend else None,
            links(state, "sources", it.row.source),
        )
        for it in rater.said
    ]
    return RaterShown(name, rater, tuple(said))


def _timeline(raters: Sequence[RaterShown]) -> Timeline | None:
    dated = [
        (place, shown, it)
        for place, shown in enumerate(raters)
        for it in shown.rater.said
        if it.row.date is not None and it.rank is not None
    ]
    if not dated:
        return None
    days = [_middle(it) for _place, _shown, it in dated]
    levels = states()
    first, last = min(days), max(days)
    marks = [
        _mark(place, shown, it, _across(_middle(it), first, last), len(levels)) for place, shown, it in dated
    ]
    spread = _spread(marks)
    return Timeline(
        height=TOP + ROW * len(levels) + 22,
        levels=tuple(Level(_down(rank, len(levels)), label) for rank, (_c, label) in enumerate(levels)),
        marks=spread,
        paths=_paths(spread),
        ticks=tuple(dict.fromkeys((_across(day, first, last), str(day.year)) for day in (first, last))),
    )


def _middle(it: Assessment) -> datetime.date:
    """The middle of the date: a year is drawn at its middle, not at its first day."""
    date = it.row.date
    if date is None:
        raise ValueError("only what has a date is drawn")
    return date.first_day() + (date.last_day() - date.first_day()) / 2


def _across(day: datetime.date, first: datetime.date, last: datetime.date) -> int:
    span = (last - first).days
    return LEFT + (_INSIDE // 2 if span == 0 else round(_INSIDE * (day - first).days / span))


def _down(rank: int, levels: int) -> int:
    return TOP + ROW * (levels - 1 - rank) + ROW // 2


def _mark(place: int, shown: RaterShown, it: Assessment, x: int, levels: int) -> Mark:
    return Mark(x, _down(it.rank or 0, levels), shown.letter, "", SHAPES[place % len(SHAPES)], it.state)


def _spread(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks that would hide one another side by side, then their outlines."""
    taken: dict[tuple[int, int], int] = {}
    found = []
    for one in marks:
        x = one.x
        while any(y == one.y and abs(x - other) < 24 for other, y in taken):
            x += 24
        taken[x, one.y] = 1
        found.append(Mark(x, one.y, one.letter, _outline(one.shape, x, one.y), one.shape, one.said))
    return tuple(found)


def _outline(shape: str, x: int, y: int) -> str:
    outlines = {
        "square": ((-10, -10), (10, -10), (10, 10), (-10, 10)),
        "triangle": ((0, -13), (13, 10), (-13, 10)),
        "diamond": ((0, -14), (14, 0), (0, 14), (-14, 0)),
    }
    return " ".join(f"{x + dx},{y + dy}" for dx, dy in outlines.get(shape, ()))


def _paths(marks: Sequence[Mark]) -> tuple[str, ...]:
    """A line per rater through what they said, in time."""
    by_rater: dict[str, list[Mark]] = {}
    for one in marks:
        by_rater.setdefault(one.letter, []).append(one)
    return tuple(" ".join(f"{it.x},{it.y}" for it in many) for many in by_rater.values() if len(many) > 1)


def resources_csv(state: State, page: ResourcesPage, language: Language) -> str:
    """The assessments as a file, one line each."""
    return as_csv(HEADINGS, _lines(state, page, language), language)


def _lines(state: State, page: ResourcesPage, language: Language) -> Iterator[list[str]]:
    kinds = vocabulary("resource_kinds")
    for shown in page.resources:
        holder = shown.assessed.holder
        for rater in shown.raters:
            for it, _href, trend, _sources in rater.said:
                yield [
                    kinds.label_of(shown.assessed.kind).in_(language),
                    state.link_to_id("actors", holder).words.in_(language) if holder else "",
                    it.row.rater or "",
                    str(it.row.date or ""),
                    it.state.in_(language),
                    trend.in_(language) if trend else "",
                    it.row.narrative or "",
                ]
