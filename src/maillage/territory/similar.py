"""Similar territories, stated: which variables, how each is scaled, at what distance, and who was left out.

The distance between two territories is Euclidean over the variables used. Each variable is transformed (logarithm for
sizes, square root for skewed shares), divided by its interquartile range over all the territories of the same kind, and
weighted:

    d(a, b) = sqrt( sum_i w_i ((t_i(a) - t_i(b)) / IQR_i)^2 / sum_i w_i )

A distance of 1 means that the two differ, on the average variable, by as much as the middle half of the territories
does. A territory lacking a variable is named and left out; nothing is imputed.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import repeat
from statistics import quantiles
from typing import Literal

from maillage.data import packaged
from maillage.text import Text

COUNT = 12
"""How many similar territories are taken, unless another number is asked."""

FAR = 0.75
"""Beyond this distance, on half of them, the nearest territories are not called similar without saying so."""

_DIGITS = 9  # of a distance: the last digits of floating numbers would settle ties by chance

Column = Mapping[str, float]
Why = Literal["absent", "flat", "here"]


@dataclass(frozen=True, slots=True)
class Variable:
    """What makes two territories alike: an indicator, how its values are transformed, its weight, and the reason.

    `transform` is "log" (values above 0 only), "root" (values from 0 on) or "none".
    """

    indicator: str
    transform: str
    weight: float
    label: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class Spread:
    """The quartiles of a variable over the territories of a kind, on its transformed scale."""

    low: float
    median: float
    high: float

    @property
    def width(self) -> float:
        """The interquartile range."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Peer:
    """A similar territory: its code, its distance (nothing when it lacks a variable), its values of the variables."""

    code: str
    distance: float | None
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Peers:
    """The territories that `code` is compared with, and all that is needed to dispute the choice.

    `unused` gives the variables that could not serve: "absent" (no value anywhere), "flat" (the middle half of the
    territories has one value), "here" (no value for the territory itself). `missing` names the territories left out
    and the variables they lack; `without` counts those that have none of them. `stated` is true when somebody listed
    the peers instead of asking for the nearest.
    """

    code: str
    peers: tuple[Peer, ...]
    own: Mapping[str, float]
    variables: tuple[Variable, ...]
    spreads: Mapping[str, Spread]
    unused: Mapping[str, Why]
    missing: Mapping[str, tuple[str, ...]]
    candidates: int
    without: int = 0
    stated: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the peers, the nearest ahead."""
        return tuple(peer.code for peer in self.peers)

    @property
    def far(self) -> bool:
        """Whether half of them lie beyond `FAR`: the least dissimilar rather than the similar."""
        distances = sorted(peer.distance for peer in self.peers if peer.distance is not None)
        return bool(distances) and distances[len(distances) // 2] > FAR


@dataclass(frozen=True, eq=False, slots=True)
class Space:
    """The territories of one kind as points, ready to be compared: built once for many of them.

    `points` holds the coordinates of the territories that have every variable of `variables`, already divided by the
    spread and weighted, so that the distance is that of `math.dist`. `missing` says what the others lack, `without`
    names those that have no variable at all.
    """

    variables: tuple[Variable, ...]
    columns: Mapping[str, Column]
    spreads: Mapping[str, Spread]
    unused: Mapping[str, Why]
    points: Mapping[str, tuple[float, ...]]
    missing: Mapping[str, tuple[str, ...]]
    without: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, columns: Mapping[str, Column], variables: Iterable[Variable], codes: Iterable[str] = ()
    ) -> Space:
        """The space of `variables` (those of weight 0 are left out) over the values of `columns`.

        `codes` are all the territories of the kind, so that those without any value are told too. Raises `ValueError`
        for a negative weight or an unknown transform.
        """
        asked = tuple(one for one in variables if _weight(one))
        scaled = {one.indicator: _transformed(one, columns.get(one.indicator, {})) for one in asked}
        spreads = {name: _spread(column) for name, column in scaled.items() if len(column) > 1}
        unused: dict[str, Why] = {
            name: "flat" if name in spreads else "absent"
            for name in scaled
            if name not in spreads or spreads[name].width <= 0
        }
        used = tuple(one for one in asked if one.indicator not in unused)
        told = dict.fromkeys(code for one in used for code in columns[one.indicator])
        points, missing = _points(used, scaled, spreads, told)
        without = frozenset(codes) - points.keys() - missing.keys()
        return cls(used, columns, spreads, unused, points, missing, without)

    def leaving_out(self, names: Collection[str]) -> Space:
        """The same, once the variables called `names` are left out: the territory to compare has no value for them."""
        codes = {*self.points, *self.missing, *self.without}
        kept = Space.of(self.columns, [one for one in self.variables if one.indicator not in names], codes)
        here: dict[str, Why] = dict.fromkeys(names, "here")
        return replace(kept, unused={**self.unused, **here})

    def values(self, code: str) -> Mapping[str, float]:
        """The values of `code` for the variables, as they are published or computed."""
        names = (one.indicator for one in self.variables)
        return {name: self.columns[name][code] for name in names if code in self.columns[name]}

    def place(self, own: Mapping[str, float]) -> tuple[float, ...] | None:
        """The coordinates of a territory whose values are `own`; nothing when one is missing."""
        scaled = {one.indicator: _transformed(one, _column(own, one.indicator)) for one in self.variables}
        points, _ = _points(self.variables, scaled, self.spreads, [""])
        return points.get("")


def peers_of(
    code: str,
    columns: Mapping[str, Column],
    *,
    variables: Sequence[Variable] | None = None,
    among: Collection[str] | None = None,
    count: int = COUNT,
    own: Mapping[str, float] | None = None,
) -> Peers:
    """The `count` territories nearest to `code`, by the values of `columns` (indicator, then code, then value).

    `among` restricts who may be taken, not how distances are scaled. `own` gives the values of a territory that is not
    in `columns` (a free perimeter). Ties go to the lower code. Raises `ValueError` as `Space.of` does.

    >>> column = {"a": 10.0, "b": 11.0, "c": 40.0, "d": 80.0}
    >>> size = Variable("population", "log", 1.0, Text("taille", "size"), Text("", ""))
    >>> peers_of("a", {"population": column}, variables=[size], count=2).codes
    ('b', 'c')
    """
    space = Space.of(columns, similarity_variables() if variables is None else variables)
    return nearest(space, code, among=among, count=count, own=own)


def nearest(
    space: Space,
    code: str,
    *,
    among: Collection[str] | None = None,
    count: int = COUNT,
    own: Mapping[str, float] | None = None,
) -> Peers:
    """The `count` territories of `space` nearest to `code`, as `peers_of` does once the space is built."""
    mine = space.values(code) if own is None else own
    space = _comparable(space, mine)
    here = space.place(mine) if space.variables else None
    others = _others(space, code, among)
    found = () if here is None else _nearest(here, others, count)
    return _peers(space, code, mine, found, among, len(others) if here is not None else 0)


def stated(space: Space, code: str, codes: Iterable[str], *, own: Mapping[str, float] | None = None) -> Peers:
    """The territories that somebody listed, in that order, each with its distance when it has every variable."""
    mine = space.values(code) if own is None else own
    space = _comparable(space, mine)
    here = space.place(mine) if space.variables else None
    listed = tuple(one for one in dict.fromkeys(codes) if one != code)
    found = tuple((_distance(here, space.points.get(one)), one) for one in listed)
    return replace(_peers(space, code, mine, found, listed, len(listed)), stated=True)


def all_peers(space: Space, count: int = COUNT) -> dict[str, tuple[tuple[float, str], ...]]:
    """For every territory that has all the variables, its `count` nearest as (distance, code)."""
    codes, points = list(space.points), list(space.points.values())
    found = {}
    for code, here in space.points.items():
        near = _smallest(here, codes, points, count + 1)
        found[code] = tuple(one for one in near if one[1] != code)[:count]
    return found


@cache
def similarity_variables() -> tuple[Variable, ...]:
    """The variables of ``data/territory/similarity.csv``, in its order: what is used unless something else is asked."""
    return tuple(
        Variable(
            row["indicator"],
            row["transform"],
            float(row["weight"]),
            Text(row["label_fr"], row["label_en"]),
            Text(row["reason_fr"], row["reason_en"]),
        )
        for row in packaged.rows("territory/similarity.csv")
    )


_TRANSFORMS: Mapping[str, Callable[[float], float | None]] = {
    "none": lambda value: value,
    "log": lambda value: math.log(value) if value > 0 else None,
    "root": lambda value: math.sqrt(value) if value >= 0 else None,
}


def _weight(variable: Variable) -> bool:
    if not (math.isfinite(variable.weight) and variable.weight >= 0):
        raise ValueError(f"the weight of {variable.indicator} must be a number from 0 on")
    if variable.transform not in _TRANSFORMS:
        raise ValueError(f"no transform called {variable.transform}")
    return variable.weight > 0


def _transformed(variable: Variable, column: Column) -> dict[str, float]:
    change = _TRANSFORMS[variable.transform]
    scaled = ((code, change(value)) for code, value in column.items())
    return {code: value for code, value in scaled if value is not None and math.isfinite(value)}


def _spread(column: Column) -> Spread:
    return Spread(*quantiles(column.values(), n=4, method="inclusive"))


def _points(
    variables: Sequence[Variable],
    scaled: Mapping[str, Column],
    spreads: Mapping[str, Spread],
    codes: Iterable[str],
) -> tuple[dict[str, tuple[float, ...]], dict[str, tuple[str, ...]]]:
    """The coordinates of those of `codes` that have every variable, and what the others lack."""
    total = sum(one.weight for one in variables)
    names = [one.indicator for one in variables]
    factors = [math.sqrt(one.weight / total) / spreads[one.indicator].width for one in variables]
    scale = list(zip([scaled[name] for name in names], factors, strict=True))
    points: dict[str, tuple[float, ...]] = {}
    rest: dict[str, tuple[str, ...]] = {}
    for code in codes:
        if all(code in column for column, _ in scale):
            points[code] = tuple(column[code] * factor for column, factor in scale)
        else:
            rest[code] = tuple(name for name in names if code not in scaled[name])
    return points, rest


def _column(own: Mapping[str, float], name: str) -> dict[str, float]:
    return {"": own[name]} if name in own else {}


def _comparable(space: Space, own: Mapping[str, float]) -> Space:
    """`space`, without the variables that the territory itself lacks."""
    lacking = [one.indicator for one in space.variables if not _transformed(one, _column(own, one.indicator))]
    return space.leaving_out(lacking) if lacking else space


def _others(space: Space, code: str, among: Collection[str] | None) -> Mapping[str, tuple[float, ...]]:
    if among is None:
        return {one: point for one, point in space.points.items() if one != code}
    return {one: space.points[one] for one in among if one != code and one in space.points}


def _nearest(
    here: tuple[float, ...], others: Mapping[str, tuple[float, ...]], count: int
) -> tuple[tuple[float, str], ...]:
    return tuple(_smallest(here, list(others), list(others.values()), count))


def _smallest(
    here: tuple[float, ...], codes: Sequence[str], points: Sequence[tuple[float, ...]], count: int
) -> list[tuple[float, str]]:
    """The nearest of `points` as (distance, code): all distances in one go, then those that may matter, in order."""
    distances = list(map(math.dist, repeat(here), points))
    reach = max(heapq.nsmallest(count, distances), default=0.0) + 10.0**-_DIGITS
    close = [(distance, rank) for rank, distance in enumerate(distances) if distance <= reach]
    return sorted((round(distance, _DIGITS), codes[rank]) for distance, rank in close)[:count]


def _distance(here: tuple[float, ...] | None, there: tuple[float, ...] | None) -> float | None:
    return _between(here, there) if here is not None and there is not None else None


def _between(here: tuple[float, ...], there: tuple[float, ...]) -> float:
    return round(math.dist(here, there), _DIGITS)


def _peers(
    space: Space,
    code: str,
    own: Mapping[str, float],
    found: Sequence[tuple[float | None, str]],
    among: Collection[str] | None,
    candidates: int,
) -> Peers:
    missing = {
        one: lacks for one, lacks in space.missing.items() if one != code and (among is None or one in among)
    }
    without = space.without if space.variables else frozenset()
    return Peers(
        code=code,
        peers=tuple(Peer(one, distance, space.values(one)) for distance, one in found),
        own={one.indicator: own[one.indicator] for one in space.variables if one.indicator in own},
        variables=space.variables,
        spreads=space.spreads,
        unused=space.unused,
        missing=missing,
        candidates=candidates,
        without=sum(1 for one in without if one != code and (among is None or one in among)),
    )
