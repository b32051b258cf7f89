"""The picture of rules compared: one strip per actor, one mark per rule, the present situation as a line.

Places are in percent of the width, so that strips fill any screen and marks keep their shape.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from maillage.territory.amounts import number
from maillage.text import Text
from maillage.value.comparing import RuleRow, RulesCompared

LANE, EDGE = 11, 9
"""The height of the lane of a rule in a strip, and the room above the first and under the last one."""
_SIDE = 4.0
_TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """The share of one actor under one rule: where it stands."""

    code: str
    x: str
    y: int
    value: Text


@dataclass(frozen=True, slots=True)
class Strip:
    """One actor: the marks of the rules, the place of the present, if it is known."""

    id: str
    name: str
    marks: tuple[Mark, ...]
    present: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The strips, the ticks of their common axis (place and number), the rules in the order of lanes, the height."""

    strips: tuple[Strip, ...]
    ticks: tuple[tuple[str, Text], ...]
    rules: tuple[RuleRow, ...]
    present: RuleRow | None
    height: int
    zero: str


def picture_of(compared: RulesCompared) -> Picture | None:
    """The picture of the rules that give shares; nothing when there is none."""
    rules = tuple(row for row in compared.computed if row.code != "present")
    if not rules:
        return None
    present = next((row for row in compared.computed if row.code == "present"), None)
    values = [value for row in compared.computed for value in (row.shares or {}).values()]
    ticks = _ticks(min(0.0, *values), max(0.0, *values))
    low, high = min(ticks[0], *values), max(ticks[-1], *values)
    place = _Scale(low, high)
    strips = tuple(_strip(compared, rules, present, one, place) for one in compared.found.players)
    step = ticks[1] - ticks[0]
    return Picture(
        strips=strips,
        ticks=tuple((place(one), number(Decimal(str(one)), _decimals(step))) for one in ticks),
        rules=rules,
        present=present,
        height=LANE * len(rules) + 2 * EDGE,
        zero=place(0.0),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def __call__(self, value: float) -> str:
        part = (value - self.low) / (self.high - self.low)
        return f"{_SIDE + (100 - 2 * _SIDE) * part:.2f}%"


def _strip(
    compared: RulesCompared, rules: Sequence[RuleRow], present: RuleRow | None, player: str, place: _Scale
) -> Strip:
    marks = tuple(
        Mark(row.code, place((row.shares or {})[player]), EDGE + LANE * lane + LANE // 2, row.label)
        for lane, row in enumerate(rules)
    )
    today = place((present.shares or {})[player]) if present else ""
    return Strip(player, compared.found.names[player], marks, today)


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from `low` to `high`, about four steps."""
    span = high - low or 1.0
    raw = span / _TICKS
    scale = 10.0 ** math.floor(math.log10(raw))
    step = next(scale * one for one in (1, 2, 5, 10) if scale * one >= raw)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * one, 10) for one in range(first, max(last, first + 1) + 1)]


def _decimals(step: float) -> int:
    return max(0, -math.floor(math.log10(step)))
