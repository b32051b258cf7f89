"""Find named places by the beginning of their words or codes, in a few milliseconds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from maillage.geography.typing_words import folded, readings

_LINE = re.compile("\n")
_MOST_LINES = 1_000  # looked at when a département was typed too


class Gazetteer:
    """A list of places, in the order of preference: each one a name, its codes (its own first) and where it is.

    All of them are kept as one folded text with a line per place, ``name | codes``: looking for the beginning of
    a word in it is one call of `str.find`, so that nothing has to be indexed when it is loaded.
    """

    def __init__(self, names: Sequence[str], codes: Sequence[str], wheres: Sequence[str]) -> None:
        called = folded("\n".join(names)).split("\n")
        coded = folded("\n".join(codes)).split("\n")
        self._text = "".join([f"\n {name} | {code} " for name, code in zip(called, coded, strict=True)])
        self._starts = [match.start() for match in _LINE.finditer(self._text)]
        self._ends = [*self._starts[1:], len(self._text)]
        self._ranks: dict[str, list[int]] = {where: [] for where in wheres}
        for rank, where in enumerate(wheres):
            self._ranks[where].append(rank)
        self._wheres = {where: f" {folded(where)}" for where in self._ranks}

    def find(self, typed: str, limit: int) -> tuple[int, ...]:
        """The ranks of at most `limit` places, the best first: exact, then beginning so, then holding every word."""
        return tuple(islice(self.every(typed), limit))

    def every(self, typed: str) -> Iterator[int]:
        """The ranks of all the places found, the best first, each of them once, found as they are asked for."""
        found: set[int] = set()
        for words in readings(typed):
            for rank in self._stages(words):
                if rank not in found:
                    found.add(rank)
                    yield rank

    def knows(self, beginning: str) -> bool:
        """Whether a word of a name or of a code begins so; `beginning` is folded."""
        return f" {beginning}" in self._text or any(
            f" {beginning}" in where for where in self._wheres.values()
        )

    def words(self) -> tuple[str, ...]:
        """Every word of the names, folded, once, in the order of the places; numbers are not words."""
        return tuple(dict.fromkeys(word for word in self._text.split() if word.isalpha()))

    def _stages(self, words: tuple[str, ...]) -> Iterator[int]:
        whole = " ".join(words)
        yield from self._lines_with(f"\n {whole} |")
        if any(letter.isdigit() for letter in whole):
            yield from self._lines_with(f" | {whole} ")
        yield from self._lines_with(f"\n {whole}")
        yield from self._holding([f" {word}" for word in words])

    def _holding(self, needles: list[str]) -> Iterator[int]:
        """The places of which every word begins a word; first those whose name and codes are enough for it."""
        rarest = min(needles, key=self._text.count) if len(needles) > 1 else needles[0]
        yield from (rank for rank in self._lines_with(rarest) if self._holds(rank, needles))
        if len(needles) > 1:
            looked_at = islice(self._placed(needles), _MOST_LINES)
            yield from (rank for rank, rest in looked_at if self._holds(rank, rest))

    def _placed(self, needles: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The places of which something typed begins a word of where they are, and what remains to be in their name."""
        said = {
            where: [needle for needle in needles if needle in words] for where, words in self._wheres.items()
        }
        for where in sorted(said, key=lambda where: -len(said[where])):
            if not said[where]:
                return
            rest = [needle for needle in needles if needle not in said[where]] or needles[:1]
            yield from ((rank, rest) for rank in self._ranks[where])

    def _lines_with(self, needle: str) -> Iterator[int]:
        position = self._text.find(needle)
        while position >= 0:
            rank = bisect_right(self._starts, position) - 1
            yield rank
            position = self._text.find(needle, self._ends[rank])

    def _holds(self, rank: int, needles: list[str]) -> bool:
        line = self._text[self._starts[rank] : self._ends[rank]]
        return all(needle in line for needle in needles)
