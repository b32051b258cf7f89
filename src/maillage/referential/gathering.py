"""Gathering what several raters say of an item, on request only: a median level, the lowest or the highest.

Ordinal items only, item by item, with the spread beside: levels are an order, so that no average of them exists, and no
number stands for a whole frame (docs/methods/answers.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maillage.referential.answer_words import counted, sentence, text
from maillage.referential.answers import Answers
from maillage.referential.frame import Level
from maillage.referential.given import level_words
from maillage.referential.spreading import Spread
from maillage.referential.wording import FrameError
from maillage.text import Text, listing, same

WAYS = ("median", "lowest", "highest")
"""The ways of gathering."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the raters of one item say together: one level, or the two around the middle of an even number of raters."""

    item: str
    low: Level
    high: Level
    count: int
    spread: Spread
    said: Text


def gathered(answers: Answers, how: str) -> tuple[Gathered, ...]:
    """What raters say together of each ordinal item that at least one of them places on its scale.

    ``median``: the level such that as many raters stand below as above; of an even number of raters, the low and the
    high median, which may be two levels. ``lowest`` and ``highest``: the ends. Raises `FrameError` on another way.
    """
    if how not in WAYS:
        expected = listing([same(way) for way in WAYS])
        raise FrameError(sentence("gathered.unknown", found=how, expected=expected))
    found: list[Gathered] = []
    for item in answers.frame.asked:
        levels = [one.level for one in answers.of(item.id) if one.level is not None]
        if item.answer == "ordinal" and levels:
            low, high = _ends(sorted(levels, key=lambda level: level.rank), how)
            said = _said(low, high, len(levels), how)
            found.append(Gathered(item.id, low, high, len(levels), answers.spread(item.id), said))
    return tuple(found)


def caution() -> Text:
    """What gathering loses: to be shown with it."""
    return text("gathered.caution")


def _ends(levels: Sequence[Level], how: str) -> tuple[Level, Level]:
    if how == "lowest":
        return levels[0], levels[0]
    if how == "highest":
        return levels[-1], levels[-1]
    return levels[(len(levels) - 1) // 2], levels[len(levels) // 2]


def _said(low: Level, high: Level, count: int, how: str) -> Text:
    looks = counted("looks", count)
    if low.code != high.code:
        return sentence("gathered.medians", looks=looks, low=level_words(low), high=level_words(high))
    return sentence(f"gathered.{how}", looks=looks, value=level_words(low))
