"""The answers of two days side by side: what moved, who moved it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillage.referential.answer_words import counted, day_words, sentence, text
from maillage.referential.answers import Answers
from maillage.referential.frame import Item
from maillage.referential.given import Given, rater_key
from maillage.referential.spreading import Spread
from maillage.text import Text


@dataclass(frozen=True, slots=True)
class Move:
    """What one rater moved on one item between two days.

    `kind`: "first" answer, "up" or "down" the levels, "changed" otherwise, "told" (same value, another narrative),
    "again" (the same, said anew), "gone" (no longer said).
    """

    item: str
    kind: str
    was: Given | None
    now: Given | None
    said: Text

    @property
    def rater(self) -> str | None:
        """Who moved it, as written."""
        given = self.now or self.was
        return given.rater if given else None


@dataclass(frozen=True, slots=True)
class ItemMoves:
    """All that moved on one item, and whether raters came closer or moved apart, when either can be said."""

    item: Item
    moves: tuple[Move, ...]
    before: Spread
    after: Spread
    together: Text | None


def moved(before: Answers, after: Answers) -> tuple[ItemMoves, ...]:
    """What moved between two days of the same answers, item by item, in the order of the frame.

    A rater whose answer did not change is left out. A correction made to the same row does not show: a day only tells
    apart the answers that bear a date.
    """
    found = []
    for item in after.frame.asked:
        moves = tuple(_moves(item, before.of(item.id), after.of(item.id)))
        if moves:
            spreads = before.spread(item.id), after.spread(item.id)
            found.append(ItemMoves(item, moves, *spreads, _together(*spreads)))
    return tuple(found)


def moved_words(before: Answers, after: Answers, items: Sequence[ItemMoves]) -> Text:
    """How much moved between the two days, in a sentence."""
    days = {"before": day_words(before.on), "after": day_words(after.on)}
    if not items:
        return sentence("moved.nothing", **days)
    answers = counted("answers", sum(len(one.moves) for one in items))
    return sentence("moved.some", answers=answers, questions=counted("questions", len(items)), **days)


def _moves(item: Item, before: Sequence[Given], after: Sequence[Given]) -> Iterator[Move]:
    were, are = ({rater_key(one.row): one for one in given} for given in (before, after))
    for key in dict.fromkeys((*were, *are)):
        was, now = were.get(key), are.get(key)
        kind = _kind(item, was, now)
        if kind is not None:
            yield Move(item.id, kind, was, now, _said(kind, was, now))


def _kind(item: Item, was: Given | None, now: Given | None) -> str | None:
    if was is None or now is None:
        return "first" if now else "gone"
    if was.row is now.row:
        return None
    if was.row.value == now.row.value:
        return "again" if was.row.narrative == now.row.narrative else "told"
    if item.answer == "ordinal" and was.level and now.level:
        return "up" if now.level.rank > was.level.rank else "down"
    return "changed"


def _said(kind: str, was: Given | None, now: Given | None) -> Text:
    shown = [one for one in (was, now) if one]
    values = {"was": shown[0].said, "now": shown[-1].said}
    return sentence(f"moved.{kind}", rater=shown[-1].rater_said, **values)


def _together(before: Spread, after: Spread) -> Text | None:
    """Whether raters came closer or moved apart on an ordinal item that two of them at least placed on both days."""
    widths = [
        spread.highest.rank - spread.lowest.rank
        for spread in (before, after)
        if spread.lowest and spread.highest and spread.agreed is not None
    ]
    if len(widths) < 2 or widths[0] == widths[1]:
        return None
    return text("moved.closer" if widths[1] < widths[0] else "moved.wider")
