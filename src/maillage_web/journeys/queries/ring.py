"""A journey drawn by the server: phases around a ring, one dot per stay, and the way travelled from one to the next.

No style and no script inside; colours are those of ``journey.css``. Numbers only: names are in the list beside it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

SIZE = 380
_MIDDLE = SIZE / 2
_RADIUS, _NODE = 158.0, 21.0
_FIRST_DOT, _NEXT_DOT, _DOT = 30.0, 12.0, 4.5
_INNER = 112.0
_MOST_DOTS = 4
_LETTERS, _LINE, _MOST_LINES = 15, 22, 4


@dataclass(frozen=True, slots=True)
class Node:
    """A phase on the ring: its number, how many stays were made there, whether one stands there."""

    number: int
    stays: int
    here: bool


def ring_picture(nodes: Sequence[Node], way: Sequence[int], middle: str, told: str) -> SafeString:
    """The picture: `way` gives the places of the phases in the order in which they were stayed in; `told` names it."""
    places = [_place(place, len(nodes)) for place in range(len(nodes))]
    drawn = [f'<circle class="ring__line" cx="{_MIDDLE:.0f}" cy="{_MIDDLE:.0f}" r="{_RADIUS:.0f}"/>']
    drawn += [_step(places, one, other) for one, other in pairwise(way) if one != other]
    drawn += [_node(node, at) for node, at in zip(nodes, places, strict=True)]
    drawn.append(_words(middle))
    return SafeString(
        f'<svg class="ring" viewBox="0 0 {SIZE} {SIZE}" role="img" aria-label="{escape(told)}">{"".join(drawn)}</svg>'
    )


def _place(place: int, count: int) -> float:
    """The angle of a phase, clockwise from the top."""
    return 2 * math.pi * place / max(count, 1) - math.pi / 2


def _point(angle: float, radius: float) -> tuple[float, float]:
    return _MIDDLE + radius * math.cos(angle), _MIDDLE + radius * math.sin(angle)


def _node(node: Node, angle: float) -> str:
    x, y = _point(angle, _RADIUS)
    kind = " ring__node--here" if node.here else " ring__node--been" if node.stays else ""
    halo = f'<circle class="ring__halo" cx="{x:.1f}" cy="{y:.1f}" r="{_NODE + 5:.0f}"/>' if node.here else ""
    number = kind.replace("node", "number")
    text = f'<text class="ring__number{number}" x="{x:.1f}" y="{y + 6:.1f}">{node.number}</text>'
    dots = "".join(_dot(angle, rank) for rank in range(min(node.stays, _MOST_DOTS)))
    return f'{halo}<circle class="ring__node{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{_NODE:.0f}"/>{text}{dots}'


def _dot(angle: float, rank: int) -> str:
    x, y = _point(angle, _RADIUS - _FIRST_DOT - _NEXT_DOT * rank)
    return f'<circle class="ring__dot" cx="{x:.1f}" cy="{y:.1f}" r="{_DOT}"/>'


def _step(places: Sequence[float], one: int, other: int) -> str:
    """A curve from one stay to the next, bent towards the middle."""
    (x, y), (to_x, to_y) = _point(places[one], _INNER), _point(places[other], _INNER)
    bend = 0.35
    across_x = _MIDDLE + ((x + to_x) / 2 - _MIDDLE) * bend
    across_y = _MIDDLE + ((y + to_y) / 2 - _MIDDLE) * bend
    way = (
        f'<path class="ring__way" d="M{x:.1f} {y:.1f}Q{across_x:.1f} {across_y:.1f} {to_x:.1f} {to_y:.1f}"/>'
    )
    return way + _head(to_x - across_x, to_y - across_y, to_x, to_y)


def _head(along_x: float, along_y: float, x: float, y: float) -> str:
    length = math.hypot(along_x, along_y) or 1.0
    ux, uy = along_x / length, along_y / length
    left, right = (x - 10 * ux - 5 * uy, y - 10 * uy + 5 * ux), (x - 10 * ux + 5 * uy, y - 10 * uy - 5 * ux)
    return f'<path class="ring__head" d="M{x:.1f} {y:.1f}L{left[0]:.1f} {left[1]:.1f}L{right[0]:.1f} {right[1]:.1f}z"/>'


def _words(middle: str) -> str:
    lines = textwrap.wrap(middle, _LETTERS)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + "…"]
    top = _MIDDLE - (len(lines) - 1) * _LINE / 2 + 6
    spans = "".join(
        f'<tspan x="{_MIDDLE:.0f}" y="{top + place * _LINE:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return f'<text class="ring__words">{spans}</text>'
