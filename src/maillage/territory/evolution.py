"""What changed between two vintages of a figure, and whether the two may be compared.

A change is a difference, in the unit of the indicator (points for a percentage), never a rate of a rate. INSEE's census
is spread over five years: two vintages less than five years apart share part of their answers, and INSEE asks not to
compare them. What stands in the way of a comparison is said with the change, not in its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from maillage.data import packaged
from maillage.territory.figures import IndicatorFigure
from maillage.territory.standing import Standing, standing
from maillage.territory.wording import MESSAGES

Caution = Literal["cycle", "periods", "lengths", "communes", "datasets", "method"]
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
_BLOCKING: frozenset[Caution] = frozenset({"cycle", "periods", "datasets", "method"})


@dataclass(frozen=True, slots=True)
class Evolution:
    """A figure at two vintages: `change` is after minus before, in the unit of the indicator.

    `cautions` says what weakens the comparison: "cycle" (census cycles overlap), "periods" (flows overlap), "lengths"
    (flows over periods of different lengths), "communes" (not known on the same number of communes), "datasets" (not
    from the same source), "method" (the producer says that vintages of this source do not compare). `standing` places
    the change among those of the peers; `movement` is its size in interquartile ranges of the peers' figures.
    """

    indicator: str
    before: IndicatorFigure
    after: IndicatorFigure
    change: float
    cautions: tuple[Caution, ...]
    standing: Standing | None = None
    movement: float = 0.0

    @property
    def comparable(self) -> bool:
        """Whether nothing keeps the two from being compared; the other cautions only weaken the comparison."""
        return not _BLOCKING.intersection(self.cautions)


def evolution(figures: Iterable[IndicatorFigure], *, spans: bool = False) -> Evolution | None:
    """The change between the last known figure of an indicator and the nearest earlier one that compares with it.

    `spans`: whether the formula counts the years between its inputs, so that each figure is about a period. When none
    compares, the earliest is taken and the cautions say why; with fewer than two known figures, nothing.
    """
    known = sorted((one for one in figures if one.status.has_value and one.vintage is not None), key=_year)
    if len(known) < 2 or _year(known[0]) == _year(known[-1]):
        return None
    *earlier, after = known
    pairs = [_between(before, after, spans) for before in earlier if _year(before) < _year(after)]
    return next((one for one in reversed(pairs) if one.comparable), pairs[0])


def among_peers(
    one: Evolution,
    befores: Mapping[str, float],
    afters: Mapping[str, float],
    peers: Collection[str],
    level: Standing,
    decimals: int,
) -> Evolution:
    """`one` beside the changes of the peers known at both vintages; `level` is the standing of its later figure."""
    changes = [afters[code] - befores[code] for code in peers if code in befores and code in afters]
    width = 0.0 if level.low is None or level.high is None else level.high - level.low
    movement = abs(round(one.change, decimals)) / width if width else 0.0
    beside = standing(one.after, changes, len(peers), decimals, change=one.change)
    return Evolution(one.indicator, one.before, one.after, one.change, one.cautions, beside, movement)


def first_year(figure: IndicatorFigure, *, spans: bool = False) -> int | None:
    """The year from which a figure counts, when it is about a period: that of its flow, or of its oldest input."""
    if not spans:
        return figure.since
    years = [one.year if one.since is None else one.since for one in figure.inputs]
    return min(years, default=figure.since)


def _between(before: IndicatorFigure, after: IndicatorFigure, spans: bool) -> Evolution:
    change = (after.value or 0.0) - (before.value or 0.0)
    return Evolution(after.indicator, before, after, change, tuple(_cautions(before, after, spans)))


def _cautions(before: IndicatorFigure, after: IndicatorFigure, spans: bool) -> Iterable[Caution]:
    first, last = first_year(before, spans=spans), first_year(after, spans=spans)
    if first is not None and last is not None:
        if last < _year(before):
            yield "periods"
        if _year(after) - last != _year(before) - first:
            yield "lengths"
    elif _year(after) - _year(before) < _cycle(after):
        yield "cycle"
    if (before.known, before.members) != (after.known, after.members):
        yield "communes"
    if _datasets(before) != _datasets(after):
        yield "datasets"
    if _datasets(after) & _incomparable():
        yield "method"


def _cycle(figure: IndicatorFigure) -> int:
    """How many years must separate two vintages: five when the leading measure is of the census."""
    return _cycles().get(figure.inputs[0].measure, 1) if figure.inputs else 1


@cache
def _cycles() -> Mapping[str, int]:
    rows = packaged.document(MESSAGES)["cycles"]
    return {measure: row["years"] for row in rows for measure in row["measures"]}


@cache
def _incomparable() -> frozenset[str]:
    return frozenset(packaged.document(MESSAGES)["incomparable"]["datasets"])


def _datasets(figure: IndicatorFigure) -> frozenset[str]:
    return frozenset(one.dataset for one in figure.inputs)


def _year(figure: IndicatorFigure) -> int:
    return figure.vintage or 0
