"""How the answers to a position or a consent round spread: counts per level, in words. Never an average."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from maillage.text import Text, listing, same
from maillage.workshop import wording
from maillage.workshop.activities import choices
from maillage.workshop.board import Board
from maillage.workshop.results import level_of, levels_of


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many took a level."""

    code: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Counts per level, in the order of the levels. `unsaid` said that they cannot say; `missing` are the participants
    who are here and did not answer; `said` tells all of it in a sentence.
    """

    levels: tuple[LevelCount, ...]
    unsaid: int
    answered: int
    missing: tuple[str, ...]
    said: Text


def spread_of(board: Board, activity: str) -> Spread:
    """How the answers spread, for those who may know it: whoever calls it before the reveal keeps it for themselves.

    Raises `KeyError` when there is no such activity.
    """
    one = board.activities[activity]
    labels = {choice.code: choice.label for choice in choices("consent_answers")}
    stances = board.stances.get(activity, {})
    spoken = [stance for stance in stances.values() if stance["kind"] in ("position", "consent")]
    counts = Counter(level_of(stance) for stance in spoken)
    levels = tuple(
        LevelCount(code, same(label) if label else labels[code], counts[code])
        for code, label in levels_of(one).items()
    )
    missing = tuple(who for who, person in board.people.items() if not person["gone"] and who not in stances)
    said = _said(levels, counts[None], len(spoken), len(missing))
    return Spread(levels, counts[None], len(spoken), missing, said)


def _said(levels: tuple[LevelCount, ...], unsaid: int, answered: int, missing: int) -> Text:
    if not answered:
        return wording.text("spread.nobody")
    told = [wording.sentence("spread.level", count=one.count, label=one.label) for one in levels if one.count]
    told += [wording.counted("unsaid", unsaid)] if unsaid else []
    answers, all_of_them = wording.counted("answers", answered), listing(told, len(told))
    if not missing:
        return wording.sentence("spread.whole", answers=answers, levels=all_of_them)
    away = wording.counted("missing", missing)
    return wording.sentence("spread.with-missing", answers=answers, levels=all_of_them, missing=away)
