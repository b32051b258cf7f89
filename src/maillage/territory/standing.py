"""Where a territory stands among similar ones, in words: never a place in an order, never a mark.

The words compare the figure with the median and the quartiles of the known values of the peers (linear interpolation
between the two nearest values). All are rounded as they are shown before they are compared, so that the words never
contradict the digits beside them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from statistics import quantiles
from typing import Literal, get_args

from maillage.territory.figures import IndicatorFigure

ENOUGH = 5
"""How many known peers it takes to say where a territory stands."""

FENCE = 1.5
"""How many interquartile ranges beyond a quartile a value lies far outside (Tukey's fences)."""

Place = Literal["far_below", "below", "within_low", "equal", "within_high", "above", "far_above"]
PLACES: tuple[Place, ...] = get_args(Place)
OUTSIDE: frozenset[Place] = frozenset({"far_below", "below", "above", "far_above"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure among those of its peers: how many are known, their quartiles, and the place of the figure in words.

    `place` is nothing with fewer than `ENOUGH` known peers (the quartiles too), or when the figure has no value.
    `departure` is the distance to the median in interquartile ranges (1 when these are nought), 0 inside the middle
    half: it is used to choose what to say and never shown as a mark.
    """

    figure: IndicatorFigure
    peers: int
    peers_known: int
    low: float | None = None
    median: float | None = None
    high: float | None = None
    place: Place | None = None
    departure: float = 0.0

    @property
    def outside(self) -> bool:
        """Whether the figure lies outside the middle half of the peers."""
        return self.place in OUTSIDE


def standing(
    figure: IndicatorFigure,
    values: Collection[float],
    peers: int,
    decimals: int,
    *,
    change: float | None = None,
) -> Standing:
    """Where `figure` stands among the known `values` of `peers` similar territories, both shown with `decimals`.

    Given a `change`, it is the change that stands among the changes `values`.

    >>> from maillage.territory.figures import Status
    >>> here = IndicatorFigure("vacancy", "epci:1", 9.4, Status.KNOWN, 2018, None, 5, 5, 0, (), 2026)
    >>> standing(here, [5.0, 6.0, 7.0, 8.0, 9.0, 6.5], 6, 1).place
    'above'
    """
    if len(values) < ENOUGH:
        return Standing(figure, peers, len(values))
    low, median, high = (round(one, decimals) for one in quantiles(values, n=4, method="inclusive"))
    given = figure.value if change is None else change
    if given is None or not figure.status.has_value:
        return Standing(figure, peers, len(values), low, median, high)
    value = round(given, decimals)
    place = _place(value, low, median, high)
    width = high - low
    departure = (abs(value - median) / width if width else 1.0) if place in OUTSIDE else 0.0
    return Standing(figure, peers, len(values), low, median, high, place, departure)


def _place(value: float, low: float, median: float, high: float) -> Place:
    reach = FENCE * (high - low)
    if value == median:
        return "equal"
    if value < low:
        return "far_below" if reach and value < low - reach else "below"
    if value > high:
        return "far_above" if reach and value > high + reach else "above"
    return "within_low" if value < median else "within_high"
