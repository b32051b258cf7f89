"""Pictures of uncertainty, drawn by the server: intervals around a zero line, percentiles that settle.

Colours are those of ``uncertainty.css``; a picture holds no style and no script of its own, and a table says the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from maillage.value.convergence import Point

WIDTH, HEIGHT = 280, 26
_MARGIN = 8
_MIDDLE = HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Scale:
    """Where an amount stands on a line that holds zero.

    >>> Scale(-100.0, 100.0).at(0.0)
    140.0
    """

    low: float
    high: float
    width: float = WIDTH

    @classmethod
    def over(cls, amounts: Iterable[float]) -> Scale:
        """The scale on which all the amounts stand, and zero."""
        known = (0.0, *amounts)
        return cls(min(known), max(known))

    def at(self, amount: float) -> float:
        """The abscissa of an amount, to a tenth of a pixel; the middle when there is nothing but zero."""
        span = self.high - self.low
        share = (amount - self.low) / span if span else 0.5
        return round(_MARGIN + share * (self.width - 2 * _MARGIN), 1)


def interval_picture(ends: tuple[float, float, float], scale: Scale, told: str) -> SafeString:
    """From P5 to P95 as a bar with its median, on the line that all actors share; a lozenge when nothing varies."""
    low, median, high = (scale.at(one) for one in ends)
    zero = scale.at(0.0)
    drawn = f'<path class="interval__line" d="M0 {_MIDDLE}h{WIDTH}"/>'
    drawn += f'<path class="interval__zero" d="M{zero} 1v{HEIGHT - 2}"/>'
    if ends[0] == ends[2]:
        drawn += f'<path class="interval__one" d="M{median} {_MIDDLE - 7}l7 7l-7 7l-7 -7z"/>'
    else:
        width = max(round(high - low, 1), 2.0)
        drawn += (
            f'<rect class="interval__band" x="{low}" y="{_MIDDLE - 5}" width="{width}" height="10" rx="2"/>'
        )
        drawn += f'<path class="interval__ends" d="M{low} {_MIDDLE - 8}v16M{round(low + width, 1)} {_MIDDLE - 8}v16"/>'
        drawn += f'<path class="interval__median" d="M{median} {_MIDDLE - 10}v20"/>'
    return SafeString(
        f'<svg class="interval" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-label="{escape(told)}">{drawn}</svg>'
    )


SHARE_WIDTH, SHARE_HEIGHT = 110, 12


def share_picture(share: float) -> SafeString:
    """A share of a whole, from 0 to 1, as a bar in its frame; the figure stands beside it."""
    filled = round(max(share * (SHARE_WIDTH - 2), 1), 1)
    return SafeString(
        f'<svg class="share" viewBox="0 0 {SHARE_WIDTH} {SHARE_HEIGHT}" width="{SHARE_WIDTH}" height="{SHARE_HEIGHT}"'
        f' aria-hidden="true"><rect class="share__frame" x=".5" y=".5" width="{SHARE_WIDTH - 1}"'
        f' height="{SHARE_HEIGHT - 1}"/><rect class="share__part" x="1" y="1" width="{filled}"'
        f' height="{SHARE_HEIGHT - 2}"/></svg>'
    )


# --- convergence ------------------------------------------------------------------------------------------------------

PLOT_WIDTH, PLOT_HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 52, 14, 30
_NAMES = ("P5", "P50", "P95")


def convergence_picture(points: Sequence[Point], told: str) -> SafeString:
    """Three bands, one for each percentile: from its lowest to its highest value over the sequences of draws."""
    bands = [[(one.p5, one.p50, one.p95)[place] for one in points] for place in range(len(_NAMES))]
    lowest = min(one.low for band in bands for one in band)
    highest = max(one.high for band in bands for one in band)
    place = _Frame(math.log2(points[0].draws), math.log2(points[-1].draws), lowest, highest)
    drawn = "".join(_ticks(points, place))
    for name, band in zip(_NAMES, bands, strict=True):
        across = [math.log2(one.draws) for one in points]
        above = [place.at(x, one.high) for x, one in zip(across, band, strict=True)]
        under = [place.at(x, one.low) for x, one in zip(across, band, strict=True)]
        middle = [place.at(x, one.middle) for x, one in zip(across, band, strict=True)]
        drawn += f'<path class="settling__band" d="M{"L".join([*above, *reversed(under)])}Z"/>'
        drawn += f'<path class="settling__middle" d="M{"L".join(middle)}"/>'
        x, y = middle[-1].split()
        drawn += f'<text class="settling__name" x="{float(x) + 8:.0f}" y="{float(y) + 5:.0f}">{name}</text>'
    return SafeString(
        f'<svg class="settling" viewBox="0 0 {PLOT_WIDTH} {PLOT_HEIGHT}" role="img"'
        f' aria-label="{escape(told)}">{drawn}</svg>'
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the picture spans: from the first to the last number of draws, from the lowest to the highest amount."""

    first: float
    last: float
    low: float
    high: float

    def at(self, x: float, amount: float) -> str:
        """The place of a point, as a path writes it."""
        across = (x - self.first) / ((self.last - self.first) or 1.0)
        up = (amount - self.low) / ((self.high - self.low) or 1.0)
        left = _LEFT + across * (PLOT_WIDTH - _LEFT - _RIGHT)
        top = PLOT_HEIGHT - _BOTTOM - up * (PLOT_HEIGHT - _TOP - _BOTTOM)
        return f"{left:.1f} {top:.1f}"


def _ticks(points: Sequence[Point], place: _Frame) -> Iterable[str]:
    base = PLOT_HEIGHT - _BOTTOM
    yield f'<path class="settling__axis" d="M{_LEFT} {base}H{PLOT_WIDTH - _RIGHT}"/>'
    for one in points[::2]:
        x = place.at(math.log2(one.draws), place.low).split()[0]
        yield f'<path class="settling__axis" d="M{x} {base}v5"/>'
        yield f'<text class="settling__tick" x="{x}" y="{base + 20}">{one.draws}</text>'
