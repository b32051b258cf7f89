"""How names of places are compared with what people type: case, accents, hyphens, « St », « s/ »."""

from __future__ import annotations

import re
import unicodedata

_ON = re.compile(r"\b(ss?)/", re.IGNORECASE)
_SPACES = re.compile(" {2,}")
_LETTERS = (("œ", "oe"), ("æ", "ae"), ("’", " "), ("–", " "))
_SEPARATORS = str.maketrans(dict.fromkeys("'-()/,.;:|\t", " "))
_SHORT = {"st": "saint", "ste": "sainte"}
_MOST_WORDS, _MOST_LETTERS = 8, 80


def folded(text: str) -> str:
    """The text in plain lower-case letters and digits, its words parted by single spaces. Line breaks stay.

    >>> folded("L’Haÿ-les-Roses")
    'l hay les roses'
    """
    lower = text.lower()
    for letter, plain in _LETTERS:
        lower = lower.replace(letter, plain)
    bare = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")
    return _SPACES.sub(" ", bare.translate(_SEPARATORS))


def readings(typed: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read what was typed, as words, the likeliest first; none when there is nothing to look for.

    A last word « st » may be the beginning of Strasbourg: it is read as it stands, then as « saint ».

    >>> readings("St-Omer"), readings("st")
    ((('saint', 'omer'),), (('st',), ('saint',)))
    """
    written = _ON.sub(lambda match: "sur " if len(match[1]) == 1 else "sous ", typed[:_MOST_LETTERS])
    words = folded(written).split()[:_MOST_WORDS]
    if not words:
        return ()
    first = tuple(_SHORT.get(word, word) for word in words[:-1])
    last = words[-1]
    return tuple((*first, word) for word in dict.fromkeys((last, _SHORT.get(last, last))))
