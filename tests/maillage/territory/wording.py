"""What French and English texts of the territory must hold to: both there, real apostrophes, no-break spaces."""

import re
from collections.abc import Iterable

from maillage.text import Text

_FRENCH = re.compile(r"'| [:;?!»%]|« |\d \d{3}\b|[^\s\u00a0][;?!»]")
_ENGLISH = re.compile(r"'|\s[:;?!%]")


def faults(texts: Iterable[tuple[str, Text]]) -> list[str]:
    """The texts that lack a language, or are set as a keyboard would rather than as a printer would."""
    found = []
    for code, text in texts:
        if not text.fr or not text.en or text.fr != text.fr.strip() or text.en != text.en.strip():
            found.append(f"{code}: a language is missing")
        found += [f"{code}: {text.fr}"] * bool(_FRENCH.search(text.fr))
        found += [f"{code}: {text.en}"] * bool(_ENGLISH.search(text.en))
    return found
