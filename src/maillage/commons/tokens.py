"""Words of a text where they stand, as names are compared: without case, accents, plural endings or hidden signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:[^\W_][\u0300-\u036f]*)+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its place, and its `stem`."""

    start: int
    end: int
    words: str
    stem: str


def plain(text: str) -> str:
    """The text in composed form, without the signs that nobody sees.

    >>> plain("cafe\\u0301\\u200b")
    'café'
    """
    shown = "".join(one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one) != "Cf")
    return shown.replace("\u202f", "\u00a0")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word folded, without the dots of initials and without plural endings.

    >>> stem("Écopôles"), stem("C.C.R.A.")
    ('ecopole', 'ccra')
    """
    lower = word.replace("œ", "oe").replace("Œ", "OE").replace(".", "").casefold()
    decomposed = unicodedata.normalize("NFKD", lower)
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    cut = bare.rstrip("sx") if len(bare) > 3 else bare
    return cut if len(cut) > 2 else bare


def tokens(text: str) -> list[Token]:
    """The words of a plain text, in order."""
    return [
        Token(found.start(), found.end(), found.group(), stem(found.group()))
        for found in _WORD.finditer(text)
    ]


def stems(words: str) -> tuple[str, ...]:
    """The stems of some words."""
    return tuple(one.stem for one in tokens(plain(words)))
