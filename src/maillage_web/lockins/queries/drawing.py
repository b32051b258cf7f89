"""A loop drawn by the server: boxes from top to bottom, arrows that carry their words, and the way back at the left.

No style and no script inside; colours are those of ``lockins.css``. Drawn narrow, it reads on a phone as on a wall.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

WIDTH = 360
_LEFT, _RIGHT = 44, 352
_BOX_LETTERS, _SAID_LETTERS = 31, 35
_BOX_LINE, _SAID_LINE = 19, 18
_STEM = 62


@dataclass(frozen=True, slots=True)
class _Placed:
    """Lines of words at a height, and how tall they are."""

    lines: tuple[str, ...]
    top: float
    height: float


def loop_picture(boxes: Sequence[tuple[str, bool]], words: Sequence[str], told: str) -> SafeString:
    """The picture of a loop: each box with whether it is noted, each arrow with what it says; `told` names it all."""
    placed, arrows, height = _place([name for name, _noted in boxes], words)
    drawn = [_box(one, noted=noted) for one, (_name, noted) in zip(placed, boxes, strict=True)]
    drawn += [_arrow(one, below.top) for one, below in zip(arrows, placed[1:], strict=False)]
    drawn.append(_return(arrows[-1], placed[0]))
    return SafeString(
        f'<svg class="loop-picture" viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(told)}">'
        f"{''.join(drawn)}</svg>"
    )


def _place(names: Sequence[str], words: Sequence[str]) -> tuple[list[_Placed], list[_Placed], float]:
    """The boxes, what stands between them, and the height of the whole."""
    placed, arrows, y = [], [], 8.0
    for name, said in zip(names, words, strict=True):
        lines = tuple(textwrap.wrap(name, _BOX_LETTERS))
        box = _Placed(lines, y, 20.0 + _BOX_LINE * len(lines))
        told = tuple(textwrap.wrap(said, _SAID_LETTERS))
        arrow = _Placed(told, y + box.height, 26.0 + _SAID_LINE * len(told))
        placed.append(box)
        arrows.append(arrow)
        y += box.height + arrow.height
    return placed, arrows, y + 10


def _box(one: _Placed, *, noted: bool) -> str:
    kind = "loop-picture__box" if noted else "loop-picture__box loop-picture__box--unnoted"
    lines = _lines(one, _LEFT + 12, one.top + 10 + 14, _BOX_LINE, "loop-picture__name")
    width = _RIGHT - _LEFT
    return (
        f'<rect class="{kind}" x="{_LEFT}" y="{one.top:.0f}" width="{width}" height="{one.height:.0f}" rx="6"/>'
        f"{lines}"
    )


def _arrow(one: _Placed, end: float) -> str:
    """From a box down to the next one, its words at its right."""
    stem = f'<path class="loop-picture__arrow" d="M{_STEM} {one.top:.0f}V{end - 2:.0f}"/>'
    return stem + _head(_STEM, end, down=True) + _said(one)


def _return(one: _Placed, first: _Placed) -> str:
    """From the last box back up to the first one, along the left side."""
    bottom, side, top = one.top + one.height, 16, first.top + first.height / 2
    way = (
        f"M{_STEM} {one.top:.0f}V{bottom - 12:.0f}q0 12 -12 12H{side + 12}q-12 0 -12 -12"
        f"V{top + 12:.0f}q0 -12 12 -12H{_LEFT - 3}"
    )
    path = f'<path class="loop-picture__arrow loop-picture__arrow--back" d="{way}"/>'
    return path + _head(_LEFT, top, down=False) + _said(one)


def _head(x: float, y: float, *, down: bool) -> str:
    shape = (
        f"M{x - 5} {y - 9:.0f}L{x} {y:.0f}L{x + 5} {y - 9:.0f}z"
        if down
        else (f"M{x - 9} {y - 5:.0f}L{x} {y:.0f}L{x - 9} {y + 5:.0f}z")
    )
    return f'<path class="loop-picture__head" d="{shape}"/>'


def _said(one: _Placed) -> str:
    return _lines(one, _STEM + 14, one.top + 13 + 12, _SAID_LINE, "loop-picture__said")


def _lines(one: _Placed, x: float, y: float, step: float, kind: str) -> str:
    spans = "".join(
        f'<tspan x="{x:.0f}" y="{y + place * step:.0f}">{escape(line)}</tspan>'
        for place, line in enumerate(one.lines)
    )
    return f'<text class="{kind}">{spans}</text>'
