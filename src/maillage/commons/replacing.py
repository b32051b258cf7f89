"""Replace in a text the names that were looked for, and what looks like a person, an address or a number."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from maillage.commons.naming import Names, words
from maillage.commons.tokens import Token, plain, tokens
from maillage.text import Language, Text

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
_TITLES = r"(?:MM?\.|Mmes?|Mlle|Dr|Mr|Mrs|Ms|Monsieur|Madame|Maître)"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("url", re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)),
    ("email", re.compile(r"[^\s@<>()\[\],;:«»\"]+\s?@\s?[^\s@<>()\[\],;:«»\"]+\.[^\W\d_]{2,}")),
    ("person", re.compile(r"(?<!\w)@\w{2,}")),
    ("url", re.compile(r"(?<!\w)(?:[a-z0-9-]+\.)+(?:fr|org|com|net|eu|coop|info|bzh)\b\S*", re.IGNORECASE)),
    ("number", re.compile(r"\bW\d[0-9A-Z]\d{7}\b", re.IGNORECASE)),
    ("number", re.compile(r"(?<![\w,])\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3}(?:[ .\u00a0]?\d{5})(?!\w)")),
    ("number", re.compile(r"(?<![\w,])\d{9}(?!\w)")),
    ("phone", re.compile(
        r"(?<!\w)(?:\+\s?\d{2,3}|0)(?:[ .\u00a0-]?\(0\))?[ .\u00a0-]?\d(?:[ .\u00a0-]?\d{2}){4}(?!\w)")),
    ("address", re.compile(
        r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s(?:rue|avenue|boulevard|place|chemin|route|allée|impasse|quai)"
        r"\s[^,.;:\n]{2,60}", re.IGNORECASE)),
    ("person", re.compile(rf"\b{_TITLES}\s+{_CAPITAL}(?:\s+{_CAPITAL})*")),
)  # fmt: skip
"""What is replaced whatever the dossier says, by what it looks like; tried in this order."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a text that is replaced."""

    start: int
    end: int
    by: Text


@dataclass
class Replacing:
    """Replaces in the texts of one dossier, and remembers what it replaced and what it kept."""

    names: Names
    language: Language
    counts: Counter[tuple[str, Text]] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def said(self, text: str | None) -> str:
        """The text with what identifies replaced; empty for nothing."""
        whole = plain(text or "")
        return self._cut(whole, self._cuts(whole)).strip()

    def _cut(self, text: str, cuts: list[Cut]) -> str:
        parts: list[str] = []
        at, before = 0, None
        for one in cuts:
            between = text[at : one.start]
            self.counts[text[one.start : one.end], one.by] += 1
            joined = before == one.by and not any(sign.isalnum() for sign in between)
            if not joined:
                parts += [between, one.by.in_(self.language)]
                self.kept.append(between)
            at, before = one.end, one.by
        self.kept.append(text[at:])
        return "".join([*parts, text[at:]])

    def _cuts(self, text: str) -> list[Cut]:
        found = self._patterns(text)
        found += self._identifiers(text)
        free = _Free(found)
        found += [one for one in self._named(text) if free.has(one)]
        return sorted(free.apart(found), key=lambda one: one.start)

    def _patterns(self, text: str) -> list[Cut]:
        return [
            Cut(one.start(), one.end(), words.text(f"case-by.{kind}"))
            for kind, pattern in PATTERNS
            for one in pattern.finditer(text)
        ]

    def _identifiers(self, text: str) -> list[Cut]:
        return [
            Cut(one.start(), one.end(), by) for pattern, by in self._numbers for one in pattern.finditer(text)
        ]

    @cached_property
    def _numbers(self) -> list[tuple[re.Pattern[str], Text]]:
        return [
            (re.compile(r"[\W_]{0,3}".join(map(re.escape, number)), re.IGNORECASE), by)
            for number, by in self.names.digits.items()
        ]

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for one in sorted(self.names.sequences, key=len, reverse=True):
            found.setdefault(one[0], []).append(one)
        return found

    def _named(self, text: str) -> list[Cut]:
        read, cuts, at = tokens(text), [], 0
        while at < len(read):
            size, by = self._match(read, at)
            if by is not None:
                cuts.append(Cut(read[at].start, read[at + size - 1].end, by))
            at += size
        return cuts

    def _match(self, read: list[Token], at: int) -> tuple[int, Text | None]:
        first = read[at]
        for one in self._by_first.get(first.stem, ()):
            if tuple(token.stem for token in read[at : at + len(one)]) == one:
                return len(one), self.names.sequences[one]
        by = self.names.initials.get(first.stem) if first.words.isupper() else None
        return 1, by


class _Free:
    """Stretches that are already taken."""

    def __init__(self, cuts: list[Cut]) -> None:
        self.taken = list(cuts)

    def has(self, cut: Cut) -> bool:
        """Whether the stretch is not wholly within a taken one."""
        return not any(one.start <= cut.start and cut.end <= one.end for one in self.taken)

    @staticmethod
    def apart(cuts: list[Cut]) -> list[Cut]:
        """The same stretches, those that overlap made one."""
        found: list[Cut] = []
        for one in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
            if found and one.start < found[-1].end:
                found[-1] = Cut(found[-1].start, max(found[-1].end, one.end), found[-1].by)
            else:
                found.append(one)
        return found
