"""Find, among known words, the one that looks most like what somebody typed."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable
from itertools import pairwise

_SHORTLIST = 12
_CLOSE = 0.6


class Nearest:
    """Known words, ready to be compared with many typed ones.

    Comparing letter by letter with every word would be slow, so that only the words that share most pairs of
    letters with the typed one are compared.

    >>> Nearest(["economic", "ecological", "societal"]).of("econmic")
    'economic'
    >>> Nearest(["economic"]).of("zzz") is None
    True
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._pairs = {word: _pairs(word) for word in words}

    def of(self, typed: str) -> str | None:
        """The known word closest to `typed`, when one is close enough."""
        pairs = _pairs(typed)
        close = heapq.nlargest(_SHORTLIST, self._pairs, key=lambda word: len(pairs & self._pairs[word]))
        found = difflib.get_close_matches(typed, close, n=1, cutoff=_CLOSE)
        return found[0] if found else None


def _pairs(word: str) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(map("".join, pairwise(padded)))
