"""The path as a picture: stages from bottom to top, moments from left to right in their order, at no scale of time."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from maillage.cards.path import Step
from maillage.cards.trajectory import Stage, Trajectory
from maillage.cards.wording import text
from maillage.dossier.day_words import date_words
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

LEVELS = ("territorial", "use_performance", "volume", "")
"""From top to bottom; the last one holds what states no stage."""
_LEFT, _TOP, _LINE, _MARK, _GAP = 205, 44, 66, 34, 42


@dataclass(frozen=True, slots=True)
class Point:
    """A documented stage or a milestone on the picture, with the number it has in the list beneath.

    `across` is how far it stands from the left, as a share of the width: the picture fills the room it has.
    """

    number: int
    kind: str
    status: str
    direction: str
    x: int
    y: int
    label: Text
    across: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """Two documented stages of one register of one actor that follow each other."""

    x1: str
    y1: int
    x2: str
    y2: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment under the picture, as the dossier writes it."""

    x: int
    words: Text
    across: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A stage, as a line across the picture."""

    y: int
    label: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the ordered list: a documented stage or a milestone."""

    number: int
    stage: Stage | None
    step: Step | None


@dataclass(frozen=True, slots=True)
class PathPicture:
    """The picture and the list that says the same. `width` is the least it needs, in pixels."""

    width: int
    height: int
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    threads: tuple[Thread, ...]
    points: tuple[Point, ...]
    items: tuple[Item, ...]


def picture_of(path: Trajectory) -> PathPicture:
    """The picture of a path: each documented stage where it begins, each milestone where it stands."""
    items = tuple(Item(number, *one) for number, one in enumerate(_in_order(path), start=1))
    points, ticks, right = _placed(items)
    points = tuple(replace(one, across=_share(one.x, right)) for one in points)
    ticks = tuple(replace(one, across=_share(one.x, right)) for one in ticks)
    levels = tuple(
        Level(
            _TOP + _LINE * rank, vocabulary("stages").label_of(code) if code else text("cards-path.no_stage")
        )
        for rank, code in enumerate(LEVELS)
    )
    height = _TOP + _LINE * len(LEVELS) + 18
    return PathPicture(right, height, levels, ticks, tuple(_threads(items, points)), points, items)


def _share(x: int, width: int) -> str:
    """A place as a share of the width, in the words of SVG."""
    return f"{100 * x / width:.2f}%"


def _in_order(path: Trajectory) -> list[tuple[Stage | None, Step | None]]:
    found: list[tuple[Stage | None, Step | None]] = [(stage, None) for stage in path.stages]
    found += [(None, step) for step in path.steps]
    return sorted(found, key=lambda one: (_day(_when(*one)), one[0] is None))


def _when(stage: Stage | None, step: Step | None) -> PartialDate | None:
    if stage is not None:
        return stage.row.since
    return step.when if step is not None else None


def _day(when: PartialDate | None) -> datetime.date:
    return when.first_day() if when else datetime.date.max


def _placed(items: Iterable[Item]) -> tuple[tuple[Point, ...], tuple[Tick, ...], int]:
    """One column for each date; within it, what stands on the same line goes side by side."""
    columns: dict[str, list[Item]] = {}
    for item in items:
        columns.setdefault(str(_when(item.stage, item.step) or ""), []).append(item)
    points, ticks, x = [], [], _LEFT
    for when, some in columns.items():
        beside = Counter[int]()
        for item in some:
            level = LEVELS.index(_level(item))
            points.append(_point(item, x + _MARK * beside[level], _TOP + _LINE * level))
            beside[level] += 1
        words = date_words(PartialDate.parse(when)) if when else text("cards-when.undated")
        ticks.append(Tick(x, words))
        x += max(_MARK * max(beside.values()), 62) + _GAP
    return tuple(points), tuple(ticks), x


def _level(item: Item) -> str:
    stage = item.stage.row.stage if item.stage else item.step.row.stage if item.step else None
    return stage if stage in LEVELS else ""


def _point(item: Item, x: int, y: int) -> Point:
    if item.stage is not None:
        row = item.stage.row
        named = Text(*(f"{item.stage.name}, {half}" for half in item.stage.register))
        return Point(item.number, "stage", "", row.direction or "", x, y, named)
    assert item.step is not None
    step = item.step.row
    return Point(item.number, "milestone", step.status or "", "", x, y, Text(step.title, step.title))


def _threads(items: Iterable[Item], points: Iterable[Point]) -> Iterator[Thread]:
    last: dict[tuple[str, str | None], Point] = {}
    for item, point in zip(items, points, strict=True):
        if item.stage is None:
            continue
        track = (item.stage.actor, item.stage.row.register)
        if track in last:
            before = last[track]
            yield Thread(before.across, before.y, point.across, point.y)
        last[track] = point
