"""What remains in a text and could identify: for a person to judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from maillage.commons.naming import words
from maillage.commons.tokens import stem, tokens
from maillage.data import packaged
from maillage.geography.compositions import names
from maillage.text import Text

_NUMBER = re.compile(r"\d+(?:[\s.,\u00a0]\d+)*")
_SENTENCE = re.compile(r"(?:^|[.!?:»«“”\n•]|- )\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG = 9


@dataclass(frozen=True, slots=True)
class Remaining:
    """Words that remain, why they are shown, and how often they occur."""

    kind: str
    why: Text
    found: tuple[tuple[str, int], ...]


def remaining(kept: Iterable[str]) -> tuple[Remaining, ...]:
    """What the kept stretches of a text still hold that could identify, by reason; the most telling reason first."""
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in _KINDS}
    for text in kept:
        for token in tokens(text):
            kind = _kind(token.words, token.stem, opens=bool(_SENTENCE.search(text[: token.start])))
            if kind:
                seen[kind][token.words] += 1
        for number in _NUMBER.finditer(text):
            seen["date" if _YEAR.fullmatch(number.group()) else "number"][number.group()] += 1
    return tuple(
        Remaining(kind, words.text(f"case-left.{kind}"), tuple(sorted(found.items())))
        for kind, found in seen.items()
        if found
    )


_KINDS = ("commune", "capital", "date", "number", "rare")


def _kind(word: str, folded: str, *, opens: bool) -> str | None:
    if word[0].isdigit():
        return None
    if word[0].isupper() and folded in _communes():
        return "commune" if not opens or folded not in _known() else None
    if word[0].isupper() and not opens and len(word) > 1:
        return "capital"
    return "rare" if len(folded) >= _LONG and folded not in _known() else None


@cache
def _communes() -> frozenset[str]:
    return frozenset(stem(name) for name in names().values())


@cache
def _known() -> frozenset[str]:
    """The words that the pages of Maillage use: its guide and its vocabularies."""
    guide = [packaged.text(f"guide/{name}") for name in packaged.names("guide") if name.endswith(".md")]
    listed = [packaged.text(f"vocabularies/{name}") for name in packaged.names("vocabularies")]
    return frozenset(token.stem for text in (*guide, *listed) for token in tokens(text))
