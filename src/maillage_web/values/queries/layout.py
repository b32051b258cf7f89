"""Where givers, receivers and ribbons stand in a picture of flows: at most three columns, whoever gives to whom.

The libraries that lay such pictures out draw with a whole plotting package, or run in a browser or in Node, and most
refuse flows that go round in circles, which cooperation is made of. Here, whoever both receives and gives stands in
the middle when nobody they deal with stands there already; the others who do both stand twice, on each side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LEFT, MIDDLE, RIGHT = 0, 1, 2
Key = tuple[str, int]
"""An account, and the column it stands in."""

GAP, SLOT, HEADING = 16.0, 40.0, 42.0
"""Between two bars; the least height of one, whose name takes two lines; the room of a name above a middle bar."""
TALLEST, THINNEST, HAIR = 340.0, 1.5, 7.0
"""The height of all money side by side; of the smallest amount; of what has no scale."""
_SWEEPS = 4
"""How many times bars are brought nearer to those they deal with."""


@dataclass(frozen=True, slots=True)
class Link:
    """What one account gives to another: `weight` in money, or `None` when it has no scale."""

    source: str
    target: str
    style: str
    weight: float | None = None


@dataclass(slots=True, eq=False)
class Bar:
    """An account in a column, with what enters and what leaves; or the place of a ribbon that only passes."""

    key: Key
    top: float = 0.0
    height: float = 0.0
    entering: list[Ribbon] = field(default_factory=list)
    leaving: list[Ribbon] = field(default_factory=list)
    passing: Ribbon | None = None

    @property
    def middle(self) -> float:
        """The ordinate of its middle."""
        return self.top + self.height / 2

    @property
    def room(self) -> float:
        """The height it takes with its name."""
        return self.height + self.heading if self.key[1] == MIDDLE else max(self.height, SLOT)

    @property
    def heading(self) -> float:
        """The height that it leaves above itself."""
        if self.key[1] == MIDDLE:
            return 0.0 if self.passing else HEADING
        return (self.room - self.height) / 2


@dataclass(slots=True, eq=False)
class Ribbon:
    """A link between two bars: its thickness, and the ordinates of the middles of its ends."""

    link: Link
    source: Bar
    target: Bar
    thick: float
    start: float = 0.0
    end: float = 0.0
    passing: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Bars and ribbons with their places, and the height of the whole."""

    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def lay_out(links: Sequence[Link]) -> Layout:
    """The places of every account and link. Linear but for the sorting; the same links give the same picture."""
    middle = _middle(links)
    bars: dict[Key, Bar] = {}
    scale = _scale(links, middle)
    ribbons = [_ribbon(link, middle, bars, scale) for link in links]
    for bar in bars.values():
        sides = (sum(one.thick for one in side) for side in (bar.entering, bar.leaving))
        bar.height = max(6.0, *sides)
    columns = [[bar for bar in bars.values() if bar.key[1] == column] for column in (LEFT, MIDDLE, RIGHT)]
    height = _stack(columns, ribbons)
    for bar in bars.values():
        _fan(bar)
    return Layout(tuple(bars.values()), tuple(ribbons), height)


def _middle(links: Iterable[Link]) -> frozenset[str]:
    """Who stands in the middle: those through whom most passes, no two of them dealing with each other."""
    given: dict[str, float] = {}
    received: dict[str, float] = {}
    near: dict[str, set[str]] = {}
    for link in links:
        given[link.source] = given.get(link.source, 0.0) + (link.weight or 0.0) + 1e-9
        received[link.target] = received.get(link.target, 0.0) + (link.weight or 0.0) + 1e-9
        near.setdefault(link.source, set()).add(link.target)
        near.setdefault(link.target, set()).add(link.source)
    through = [one for one in given if one in received]
    chosen: set[str] = set()
    for one in sorted(through, key=lambda name: (-min(given[name], received[name]), name)):
        if near[one].isdisjoint(chosen | {one}):
            chosen.add(one)
    return frozenset(chosen)


def _scale(links: Sequence[Link], middle: frozenset[str]) -> float:
    """How many pixels one unit of money takes: the fullest column is as high as `TALLEST`, lower when few ribbons."""
    sums = [0.0, 0.0, 0.0]
    for link in links:
        weight = link.weight or 0.0
        sums[MIDDLE if link.source in middle else LEFT] += weight
        sums[MIDDLE if link.target in middle else RIGHT] += weight
    fullest = max(sums)
    return min(TALLEST, 70.0 + 45.0 * len(links)) / fullest if fullest else 0.0


def _ribbon(link: Link, middle: frozenset[str], bars: dict[Key, Bar], scale: float) -> Ribbon:
    source = (link.source, MIDDLE if link.source in middle else LEFT)
    target = (link.target, MIDDLE if link.target in middle else RIGHT)
    thick = HAIR if link.weight is None else max(link.weight * scale, THINNEST)
    ends = [bars.setdefault(key, Bar(key)) for key in (source, target)]
    ribbon = Ribbon(link, ends[0], ends[1], thick)
    ends[0].leaving.append(ribbon)
    ends[1].entering.append(ribbon)
    return ribbon


def _stack(columns: list[list[Bar]], ribbons: list[Ribbon]) -> float:
    """Put the bars of each column one above the other, near those they deal with; returns the height of the highest."""
    if columns[MIDDLE]:
        columns[MIDDLE] += [_place(one) for one in ribbons if one.link.weight is not None and _passes(one)]
    for column in columns:
        column.sort(key=lambda bar: (-bar.height, bar.key))
        _pile(column)
    for _ in range(_SWEEPS):
        for column in (columns[RIGHT], columns[MIDDLE], columns[LEFT]):
            column.sort(key=lambda bar: (round(_pull(bar), 3), bar.key))
            _pile(column)
    heights = [_pile(column) for column in columns]
    for column, height in zip(columns, heights, strict=True):
        for bar in column:
            bar.top += (max(heights) - height) / 2
            if bar.passing is not None:
                bar.passing.passing = bar.middle
    return max(heights)


def _place(ribbon: Ribbon) -> Bar:
    """The place in the middle of a ribbon that goes from one side to the other."""
    return Bar((f"{ribbon.link.source} {ribbon.link.target}", MIDDLE), height=ribbon.thick, passing=ribbon)


def _passes(ribbon: Ribbon) -> bool:
    return ribbon.source.key[1] == LEFT and ribbon.target.key[1] == RIGHT


def _pull(bar: Bar) -> float:
    """The mean ordinate of those it deals with, by how much."""
    if bar.passing is not None:
        return (bar.passing.source.middle + bar.passing.target.middle) / 2
    ends = [(one.source.middle, one.thick) for one in bar.entering]
    ends += [(one.target.middle, one.thick) for one in bar.leaving]
    return sum(place * thick for place, thick in ends) / sum(thick for _, thick in ends)


def _pile(column: list[Bar]) -> float:
    """Give each bar of a column its top; returns how high they stand together."""
    ordinate = 0.0
    for bar in column:
        bar.top = ordinate + bar.heading
        ordinate += bar.room + GAP
    return max(ordinate - GAP, 0.0)


def _fan(bar: Bar) -> None:
    """Give the ribbons of a bar their places along it, in the order of where they come from and go to."""
    for side in (bar.entering, bar.leaving):
        side.sort(key=lambda one: one.source.middle if side is bar.entering else one.target.middle)
        ordinate = bar.middle - sum(one.thick for one in side) / 2
        for one in side:
            if side is bar.entering:
                one.end = ordinate + one.thick / 2
            else:
                one.start = ordinate + one.thick / 2
            ordinate += one.thick
