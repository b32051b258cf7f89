"""Notes that say nearly the same: candidates to be grouped, by people.

Words are compared folded (no case, accents nor punctuation) and in alphabetical order: theirs does not count. The
ratio is that of rapidfuzz, the normalised indel similarity: twice the letters in common over all the letters, the
share of letters that need no insertion nor deletion. “Not” is three letters: a near-duplicate may say the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from maillage.dossier.values import fold
from maillage.workshop.board import Board

_WORDS = re.compile(r"\w+")

ALIKE = 0.85
"""From this ratio on, two notes are shown as one perhaps: a convention."""

MOST_COMPARED = 2_000
"""Different texts compared with each other; those written later are compared with these no more."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Notes that may be one: the earliest, then those like it. `ratio` is that of the least alike, from 0 to 1."""

    notes: tuple[int, ...]
    ratio: float


def near_duplicates(board: Board, activity: str) -> tuple[Alike, ...]:
    """The notes of an activity that may be one, those that are shown and in no group yet.

    Each text not yet taken gathers those at least `ALIKE` to it: a chain of small differences gathers nothing far.
    """
    same = _by_words(board, activity)
    left = dict.fromkeys(list(same)[:MOST_COMPARED])
    found = []
    for words in list(left):
        if words not in left:
            continue
        near = _near(words, left)
        for one in near:
            del left[one]
        notes = tuple(sorted(number for one in near for number in same[one]))
        if len(notes) > 1:
            found.append(Alike(notes, round(min(near.values()) / 100, 3)))
    return tuple(found)


def _by_words(board: Board, activity: str) -> dict[str, list[int]]:
    same: dict[str, list[int]] = {}
    for number, note in board.notes.get(activity, {}).items():
        if not note["hidden"] and note["group"] is None:
            same.setdefault(sorted_words(note["text"]), []).append(number)
    return same


def _near(words: str, left: Mapping[str, None]) -> dict[str, float]:
    found = process.extract(words, left.keys(), scorer=fuzz.ratio, score_cutoff=100 * ALIKE, limit=None)
    return {words: 100.0} | {one: ratio for one, ratio, _ in found}


def sorted_words(text: str) -> str:
    """The words of a text, folded, in alphabetical order.

    >>> sorted_words("L’Eau du puits"), sorted_words("Du puits, l'eau !")
    ('du eau l puits', 'du eau l puits')
    """
    folded = fold(text)
    return " ".join(sorted(_WORDS.findall(folded))) or folded


def closest(text: str, known: Mapping[str, str], alike: float, limit: int) -> list[tuple[str, float]]:
    """Of `known` (`sorted_words` by id), those at least so much `alike` to a text (from 0 to 1), the most alike first.

    >>> closest("le puits", {"a": sorted_words("Le puits."), "b": "autre"}, 0.8, 3)
    [('a', 1.0)]
    """
    words = sorted_words(text)
    found = process.extract(words, known, scorer=fuzz.ratio, score_cutoff=100 * alike, limit=limit)
    return [(identity, round(ratio / 100, 3)) for _, ratio, identity in found]
