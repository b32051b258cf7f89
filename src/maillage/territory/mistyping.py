"""What mistyped words may have meant: words of names that look like them, or whole names written in one word.

Two words are as far apart as letters have to be changed, added, taken away or swapped (rapidfuzz, *optimal string
alignment*); of equally near words, that of the most populated place comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_SHORTEST = 4  # letters below which a word is not corrected
_MEANT = 4  # words tried for each mistyped one
_TRIED = 6  # ways to write all the words typed


class Speller:
    """The words and the names of a list of places, folded, in the order of preference."""

    def __init__(self, words: Sequence[str], names: Sequence[str]) -> None:
        self._words = words
        self._joined = [name.replace(" ", "") for name in names]

    def corrected(self, typed: Sequence[str], sure: Sequence[bool]) -> Iterator[tuple[str, ...]]:
        """Ways to write the words typed, the likeliest first; those that are sure stay as they are."""
        choices = [
            [word] if certain else (self.like(word) or [word])
            for word, certain in zip(typed, sure, strict=True)
        ]
        yield from (words for words in islice(_ways(choices), _TRIED) if words != tuple(typed))

    def like(self, word: str) -> list[str]:
        """The words nearest to a mistyped one, itself when it is one of them, the likeliest first."""
        if len(word) < _SHORTEST or not word.isalpha():
            return []
        far = min(len(word) // 3, 3)
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=far, limit=None)
        found.sort(key=lambda one: (one[1], one[2]))
        return [one for one, _, _ in found[:_MEANT]]

    def close(self, typed: Sequence[str], alike: float, limit: int) -> Iterator[int]:
        """The ranks of the names at least so much alike (of 100) to what was typed, spaces left aside."""
        joined = "".join(typed)
        if len(joined) < _SHORTEST or not joined.isalpha():
            return
        found = process.extract(joined, self._joined, scorer=fuzz.ratio, score_cutoff=alike, limit=limit)
        yield from (rank for _, _, rank in found)


def _ways(choices: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The first choice for every word, then another one for a single word at a time, the likeliest first."""
    first = tuple(words[0] for words in choices)
    yield first
    for place in range(1, _MEANT):
        for position, words in enumerate(choices):
            if place < len(words):
                yield (*first[:position], words[place], *first[position + 1 :])
