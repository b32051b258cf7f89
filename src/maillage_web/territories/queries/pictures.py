"""Small pictures of figures, drawn by the server: each comes with a sentence that says what it shows.

Colours and sizes are those of ``territories.css``; a picture holds no style and no script of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

STRIP_WIDTH, STRIP_HEIGHT = 260, 30
SLOPE_WIDTH, SLOPE_HEIGHT = 130, 58
DOT_WIDTH, DOT_HEIGHT = 160, 14
_MARGIN = 7
_LINE = 15


_SIGNS = {
    "known": '<circle class="is-full" cx="8" cy="8" r="5"/>',
    "partial": '<circle cx="8" cy="8" r="6"/><path class="is-full" d="M8 2a6 6 0 0 1 0 12z"/>',
    "secret": '<path d="M5 7V5a3 3 0 0 1 6 0v2"/><rect class="is-full" x="3" y="7" width="10" height="7" rx="1"/>',
    "absent": '<circle cx="8" cy="8" r="6"/><path d="M4 12l8-8"/>',
    "not_loaded": '<path d="M8 1.5v8M4.5 6.5L8 10l3.5-3.5"/><path stroke-dasharray="2 2" d="M2 14h12"/>',
    "not_carried": '<path d="M3 6h10M3 10h10M11 3L5 13"/>',
    "undefined": '<path d="M2.5 8h11"/><circle class="is-full" cx="8" cy="4" r="1.2"/>'
    '<circle class="is-full" cx="8" cy="12" r="1.2"/>',
}


@lru_cache(maxsize=512)
def mark(status: str, told: str) -> SafeString:
    """A status as a shape and its words: no two have the same shape."""
    size = 'viewBox="0 0 16 16" width="16" height="16"'
    sign = f'<svg class="status__sign" {size} aria-hidden="true">{_SIGNS[status]}</svg>'
    return SafeString(f'<span class="status status--{status}">{sign} {escape(told)}</span>')


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands between two edges of a picture, in its pixels.

    >>> Scale(0.0, 10.0, 100).at(5.0)
    50.0
    """

    low: float
    high: float
    width: int

    @classmethod
    def over(cls, values: Iterable[float], width: int) -> Scale:
        """The scale on which all the values stand."""
        known = tuple(values)
        return cls(min(known), max(known), width)

    def at(self, value: float) -> float:
        """The abscissa of a value, rounded to a tenth of a pixel; the middle when there is only one value."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return round(_MARGIN + share * (self.width - 2 * _MARGIN), 1)


@dataclass(frozen=True, slots=True)
class Strip:
    """What a strip shows: the values of similar territories, their median and quartiles, and the value here."""

    peers: tuple[float, ...]
    here: float
    median: float
    low: float
    high: float


def strip(shown: Strip, told: str) -> SafeString:
    """Similar territories as ticks, their middle half as a band, their median as a tall tick, here as a lozenge."""
    scale = Scale.over((*shown.peers, shown.here), STRIP_WIDTH)
    left, right = scale.at(shown.low), scale.at(shown.high)
    width = round(max(right - left, 1), 1)
    ticks = "".join(f"M{scale.at(value)} 10v10" for value in shown.peers)
    return _picture(
        "strip",
        (STRIP_WIDTH, STRIP_HEIGHT),
        told,
        f'<path class="strip__line" d="M0 {_LINE}h{STRIP_WIDTH}"/>'
        f'<path class="strip__half" d="M{left} 7h{width}v16h-{width}z"/>'
        f'<path class="strip__peers" d="{ticks}"/><path class="strip__median" d="M{scale.at(shown.median)} 4v22"/>'
        f'<path class="strip__here" d="M{scale.at(shown.here)} 7l7 8l-7 8l-7 -8z"/>',
    )


def slope(points: Sequence[tuple[int, float]], spread: float, told: str) -> SafeString:
    """Values from year to year as a line, the years below. A change as wide as `spread` takes the whole height."""
    values = [value for _, value in points]
    middle = (min(values) + max(values)) / 2
    half = max(max(values) - min(values), spread) / 2
    heights = Scale(middle - half, middle + half, SLOPE_HEIGHT - 16)
    step = (SLOPE_WIDTH - 36) / max(len(points) - 1, 1)
    places = [
        (round(18 + index * step, 1), round(SLOPE_HEIGHT - 16 - heights.at(value), 1), year)
        for index, (year, value) in enumerate(points)
    ]
    line = "L".join(f"{x} {y}" for x, y, _ in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5"/>' for x, y, _ in places)
    years = "".join(f'<text x="{x}" y="{SLOPE_HEIGHT - 2}">{year:d}</text>' for x, _, year in places)
    return _picture("slope", (SLOPE_WIDTH, SLOPE_HEIGHT), told, f'<path d="M{line}"/>{dots}{years}')


def dot(value: float, scale: Scale) -> SafeString:
    """A value as a lozenge on the line that several territories share; the figure stands beside it in words."""
    return _picture(
        "dot",
        (DOT_WIDTH, DOT_HEIGHT),
        "",
        f'<path class="strip__line" d="M0 7h{DOT_WIDTH}"/>'
        f'<path class="strip__here" d="M{scale.at(value)} 1l6 6l-6 6l-6 -6z"/>',
    )


def _picture(name: str, size: tuple[int, int], told: str, drawn: str) -> SafeString:
    """An SVG made of numbers only; `told` is what it says in words, nothing when words stand beside it."""
    width, height = size
    role = f'role="img" aria-label="{escape(told)}"' if told else 'aria-hidden="true"'
    return SafeString(
        f'<svg class="{name}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" {role}>{drawn}</svg>'
    )
