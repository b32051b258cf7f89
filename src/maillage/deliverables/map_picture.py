"""Actors where they are: one dot per commune, their names on both sides, a line from each name to its dot.

Dots stand at the latitude and longitude of communes, on a plane tangent at their middle: right over a region, not over
a country. The markup carries classes and no style.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from maillage.deliverables.wording import part
from maillage.text import Language

WIDTH, MARGIN = 1200.0, 20.0
_SIDE, _MAP, _LEAST = 330.0, 460.0, 420.0
_LINE, _GAP, _CHARACTERS = 19.0, 16.0, 38
_DOT, _SPREAD = 9.0, 2.4
_KM = 111.2
"""Kilometres in a degree of latitude."""
_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)
_BAR = 140.0
_CLOSEST = 4.0
"""Kilometres that the map covers at least, so that one dot alone has a scale."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune: its name, its latitude and longitude in degrees, the names of the actors that are there."""

    name: str
    latitude: float
    longitude: float
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    spot: Spot
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return _LINE * (1 + len(self.lines))


def draw_map(spots: Sequence[Spot], label: str, language: Language, tongue: str) -> str:
    """The map of these communes as one ``<svg>`` element. Raises `ValueError` without any."""
    if not spots:
        raise ValueError("a map without any place")
    scale, height = _scale(spots), _height(spots)
    placed = _project(spots, scale, height)
    lang = f" lang={quoteattr(tongue)}" if tongue != language else ""
    parts = [
        f'<svg class="spots" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH:g} {height:g}" '
        f'width="{WIDTH:g}" height="{height:g}" aria-label={quoteattr(label)}><g{lang}>'
    ]
    left = [one for one in placed if one.x < WIDTH / 2]
    right = [one for one in placed if one.x >= WIDTH / 2]
    parts += _column(left, height, MARGIN, leading=True)
    parts += _column(right, height, WIDTH - MARGIN - _SIDE, leading=False)
    parts += [
        f'<circle class="spots__dot" cx="{one.x:.1f}" cy="{one.y:.1f}" r="{_radius(one):.1f}"/>'
        for one in placed
    ]
    return "".join([*parts, "</g>", *_bar(scale, height, language), "</svg>"])


def _radius(one: _Placed) -> float:
    return _DOT + _SPREAD * math.sqrt(len(one.spot.actors) - 1)


def _across(spots: Sequence[Spot]) -> float:
    """How much a degree of longitude is shorter than one of latitude there."""
    return math.cos(math.radians(sum(one.latitude for one in spots) / len(spots)))


def _scale(spots: Sequence[Spot]) -> float:
    """Units of the drawing in one kilometre."""
    latitudes = [one.latitude for one in spots]
    longitudes = [one.longitude * _across(spots) for one in spots]
    widest = max(max(latitudes) - min(latitudes), max(longitudes) - min(longitudes)) * _KM
    return _MAP * 0.8 / max(widest, _CLOSEST)


def _height(spots: Sequence[Spot]) -> float:
    """As tall as the map or as all the names of one side, whichever is more."""
    names = sum(_LINE * (1 + len(_wrapped(one))) + _GAP for one in spots)
    return max(_LEAST, _MAP, names * (0.62 if len(spots) > 1 else 1.0)) + 2 * MARGIN + 40


def _project(spots: Sequence[Spot], scale: float, height: float) -> list[_Placed]:
    across = _across(spots)
    middle_y = (max(one.latitude for one in spots) + min(one.latitude for one in spots)) / 2
    middle_x = (max(one.longitude for one in spots) + min(one.longitude for one in spots)) / 2
    return [
        _Placed(
            one,
            WIDTH / 2 + (one.longitude - middle_x) * across * _KM * scale,
            height / 2 - (one.latitude - middle_y) * _KM * scale,
            _wrapped(one),
        )
        for one in spots
    ]


def _wrapped(spot: Spot) -> tuple[str, ...]:
    lines: list[str] = []
    for name in spot.actors:
        lines += textwrap.wrap(name, _CHARACTERS, subsequent_indent="\u2003") or [name]
    return tuple(lines)


def _column(placed: list[_Placed], height: float, x: float, *, leading: bool) -> list[str]:
    """The names of one side from top to bottom, none over another, each as near as can be to the height of its dot."""
    ordered = sorted(placed, key=lambda one: (one.y, one.spot.name))
    tops = [one.y - one.height / 2 for one in ordered]
    tops = _apart(tops, [one.height for one in ordered], height - MARGIN - 40)
    edge = x + _SIDE + 8 if leading else x - 8
    parts = []
    for one, top in zip(ordered, tops, strict=True):
        middle = top + one.height / 2
        parts.append(f'<path class="spots__line" d="M{edge:.1f} {middle:.1f}L{one.x:.1f} {one.y:.1f}"/>')
        anchor, at = ("end", x + _SIDE) if leading else ("start", x)
        parts.append(
            f'<text class="spots__place" x="{at:.1f}" y="{top + 14:.1f}" '
            f'text-anchor="{anchor}">{escape(one.spot.name)}</text>'
        )
        for rank, words in enumerate(one.lines, start=1):
            parts.append(
                f'<text class="spots__name" x="{at:.1f}" y="{top + 14 + rank * _LINE:.1f}" '
                f'text-anchor="{anchor}">{escape(words)}</text>'
            )
    return parts


def _apart(tops: list[float], heights: list[float], bottom: float) -> list[float]:
    """Push what overlaps down, then what goes past the bottom up again."""
    found = [max(one, MARGIN) for one in tops]
    for index, height in enumerate(heights[:-1]):
        found[index + 1] = max(found[index + 1], found[index] + height + _GAP)
    for index in range(len(found) - 1, -1, -1):
        limit = bottom if index == len(found) - 1 else found[index + 1] - _GAP
        found[index] = min(found[index], limit - heights[index])
    return found


def _bar(scale: float, height: float, language: Language) -> list[str]:
    """The scale, at the bottom of the map, and where north is."""
    kilometres = next((one for one in reversed(_STEPS) if one * scale <= _BAR), _STEPS[0])
    x, y, long = WIDTH / 2 - _BAR / 2, height - 22, kilometres * scale
    north = part("map.north").in_(language)
    return [
        f'<path class="spots__bar" d="M{x:.1f} {y:.1f}v6h{long:.1f}v-6"/>',
        f'<text class="spots__scale" x="{x + long + 8:.1f}" y="{y + 6:.1f}">{kilometres:g} km</text>',
        f'<path class="spots__bar" d="M{x - 24:.1f} {y + 6:.1f}v-20l-4 6m4 -6l4 6"/>',
        f'<text class="spots__scale" x="{x - 34:.1f}" y="{y + 6:.1f}" text-anchor="end">{escape(north)}</text>',
    ]
