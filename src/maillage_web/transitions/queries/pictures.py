"""Pictures of a move, drawn by the server: the three stages over the years, each a line in its band.

Colours are those of ``transition.css``; lines differ by their dashes and bear their number, and a table says the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from maillage.territory.amounts import amount
from maillage.text import same
from maillage.transition.outlook import Series
from maillage.transition.paths import INTENSITIES
from maillage.transition.showing import quantity
from maillage_web.common.templatetags.wording import said

WIDTH, HEIGHT = 620, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 104, 30, 14, 34
_SIZES = ((1e9, "G€"), (1e6, "M€"), (1e3, "k€"))
_APART = 19
"""How far the numbers of two lines stand from each other."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture spans: the years, and from the lowest to the highest round amount."""

    years: int
    ticks: tuple[float, ...]

    @classmethod
    def over(cls, lines: Sequence[Series]) -> Frame:
        """The frame that holds every line, and nought."""
        ends = [0.0, *(value for one in lines for value in (*one.low, *one.high))]
        years = max(len(one.middle) for one in lines)
        return cls(years, _ticks(min(ends), max(ends)))

    def x(self, year: int) -> float:
        """The abscissa of a year, the first one on the left."""
        return _LEFT + (year - 1) / max(self.years - 1, 1) * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: float) -> float:
        """The ordinate of an amount."""
        low, high = self.ticks[0], self.ticks[-1]
        return HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM)


def years_picture(lines: Sequence[Series], name: str, told: str) -> SafeString:
    """One quantity of each stage over the years; a stage of which nothing is known has no line."""
    frame = Frame.over(lines)
    drawn = "".join(_grid(frame, name))
    known = [(place, one) for place, one in enumerate(lines) if one.known]
    drawn += "".join(_band(frame, place, one) for place, one in known)
    drawn += "".join(_line(frame, place, one) for place, one in known)
    drawn += "".join(_numbers(frame, known))
    return SafeString(
        f'<svg class="years" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(told)}">{drawn}</svg>'
    )


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Round amounts, about four, from below `low` to above `high`."""
    span = (high - low) or 1.0
    size = 10.0 ** math.floor(math.log10(span / 4))
    step = next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice * 4 >= span)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def _grid(frame: Frame, name: str) -> Iterable[str]:
    for tick in frame.ticks:
        y, kind = frame.y(tick), "years__zero" if tick == 0 else "years__tick"
        yield f'<path class="{kind}" d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}"/>'
        yield f'<text class="years__amount" x="{_LEFT - 8}" y="{y + 5:.1f}">{escape(_short(tick, name))}</text>'
    every = max(1, math.ceil(frame.years / 6))
    for year in sorted({1, *range(every, frame.years + 1, every)}):
        if year == 1 or year >= 1 + every / 2:
            yield f'<text class="years__year" x="{frame.x(year):.1f}" y="{HEIGHT - 8}">{year}</text>'


def _short(value: float, name: str) -> str:
    """An amount as the edge of a picture holds it: millions and thousands of euros have signs of their own."""
    if name in INTENSITIES:
        return said(quantity(value, name)).split("/", 1)[0]
    size, sign = next(((size, sign) for size, sign in _SIZES if abs(value) >= size), (1.0, "€"))
    whole = math.isclose(value / size, round(value / size))
    return said(amount(value / size, 0 if whole else 1, same(sign)))


def _band(frame: Frame, place: int, one: Series) -> str:
    if one.low == one.high:
        return ""
    above = [f"{frame.x(year):.1f} {frame.y(value):.1f}" for year, value in enumerate(one.high, 1)]
    under = [f"{frame.x(year):.1f} {frame.y(value):.1f}" for year, value in enumerate(one.low, 1)]
    return f'<path class="years__band years__band--{place}" d="M{"L".join([*above, *reversed(under)])}Z"/>'


def _line(frame: Frame, place: int, one: Series) -> str:
    points = [f"{frame.x(year):.1f} {frame.y(value):.1f}" for year, value in enumerate(one.middle, 1)]
    if len(points) == 1:
        points.append(f"{WIDTH - _RIGHT} {points[0].split()[1]}")
    return f'<path class="years__line years__line--{place}" d="M{"L".join(points)}"/>'


def _numbers(frame: Frame, known: Sequence[tuple[int, Series]]) -> Iterable[str]:
    """The number of each stage at the end of its line, pushed down when two would meet."""
    below = -math.inf
    for place, one in sorted(known, key=lambda each: frame.y(each[1].middle[-1])):
        y = max(frame.y(one.middle[-1]) + 5, below + _APART)
        below = y
        yield f'<text class="years__name years__name--{place}" x="{WIDTH - _RIGHT + 9}" y="{y:.1f}">{place}</text>'
