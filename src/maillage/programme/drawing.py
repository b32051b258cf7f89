"""The drawing of a workflow: states from top to bottom, transitions as numbered arcs, as the table numbers them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from maillage.programme.workflow_parts import State, Transition, Workflow
from maillage.programme.workflow_wording import sentence, text
from maillage.text import Language

_WIDE, _TALL, _STEP, _LANE, _EDGE = 210, 44, 78, 22, 14


@dataclass(frozen=True, slots=True)
class Arc:
    """A transition on the drawing: its number in the table, the rows it joins, and how far from the boxes it passes."""

    number: int
    transition: Transition
    start: int
    end: int
    lane: int

    @property
    def forward(self) -> bool:
        """Whether it goes down, on the right; an arc that comes back, or stays, is on the left."""
        return self.end > self.start


@dataclass(frozen=True, slots=True)
class Drawing:
    """The boxes in order and the arcs between them. A transition to an unknown state has no arc."""

    workflow: Workflow
    states: tuple[State, ...]
    arcs: tuple[Arc, ...]

    def lanes(self, *, forward: bool) -> int:
        """How many arcs pass side by side at most, on one side."""
        return max((one.lane + 1 for one in self.arcs if one.forward == forward), default=0)


def drawing_of(workflow: Workflow) -> Drawing:
    """Where each state and each transition is drawn: arcs over the same rows pass beside one another."""
    rank = {one.code: place for place, one in reversed(list(enumerate(workflow.states)))}
    found: list[Arc] = []
    for number, move in enumerate(workflow.transitions, start=1):
        if move.source in rank and move.target in rank:
            start, end = rank[move.source], rank[move.target]
            found.append(Arc(number, move, start, end, _lane(found, start, end)))
    return Drawing(workflow, workflow.states, tuple(found))


def _lane(placed: Sequence[Arc], start: int, end: int) -> int:
    low, high = sorted((start, end))
    beside = {
        one.lane
        for one in placed
        if one.forward == (end > start) and min(one.start, one.end) <= high and max(one.start, one.end) >= low
    }
    return next(lane for lane in range(len(placed) + 1) if lane not in beside)


def svg(drawing: Drawing, language: Language) -> str:
    """The drawing as SVG, in the colour of the text around it; every word of a workflow is escaped."""
    left = _EDGE + _LANE * (drawing.lanes(forward=False) + 1)
    wide = left + _WIDE + _LANE * (drawing.lanes(forward=True) + 1) + _EDGE
    high = _STEP * len(drawing.states) + _EDGE
    title = escape(sentence("drawing.title", title=drawing.workflow.title).in_(language))
    about = escape(text("drawing.desc").in_(language))
    parts = [
        f'<svg class="workflow-drawing" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}" aria-labelledby="wd-title wd-desc" font-size="13">',
        f'<title id="wd-title">{title}</title><desc id="wd-desc">{about}</desc>',
        *(_arc(one, left) for one in drawing.arcs),
        *(_box(one, place, left, language) for place, one in enumerate(drawing.states)),
        "</svg>",
    ]
    return "".join(parts)


def _box(state: State, place: int, left: int, language: Language) -> str:
    top = _EDGE + _STEP * place
    lines = textwrap.wrap(state.label.in_(language) or state.code, 28, max_lines=2, placeholder="…")
    thick, dashed = (
        (3 if state.kind == "closed" else 1.5),
        ' stroke-dasharray="5 3"' * (state.kind == "draft"),
    )
    first = top + _TALL / 2 + (5 if len(lines) == 1 else -3)
    words = "".join(
        f'<text x="{left + _WIDE / 2:g}" y="{first + 16 * row:g}" text-anchor="middle" fill="currentColor">'
        f"{escape(line)}</text>"
        for row, line in enumerate(lines)
    )
    return (
        f'<rect x="{left}" y="{top}" width="{_WIDE}" height="{_TALL}" rx="8" fill="none" stroke="currentColor"'
        f' stroke-width="{thick:g}"{dashed}/>{words}'
    )


def _arc(arc: Arc, left: int) -> str:
    side, away = (left + _WIDE, 1) if arc.forward else (left, -1)
    shift = 3 * (arc.lane % 5)
    start = _EDGE + _STEP * arc.start + _TALL / 2 + 3 + shift
    end = _EDGE + _STEP * arc.end + _TALL / 2 - 3 - shift
    far = side + away * _LANE * (arc.lane + 1)
    middle = (start + end) / 2
    return (
        f'<path d="M{side} {start:g}H{far}V{end:g}H{side + away * 6}" fill="none" stroke="currentColor"/>'
        f'<path d="M{side} {end:g}l{away * 8} -4v8z" fill="currentColor"/>'
        f'<circle class="workflow-drawing__mark" cx="{far}" cy="{middle:g}" r="9" fill="Canvas" stroke="currentColor"/>'
        f'<text x="{far}" y="{middle + 4:g}" text-anchor="middle" font-size="11" fill="currentColor">'
        f"{arc.number}</text>"
    )
