"""The stamp of a file: which state of a dossier it was made from, for whoever reads it back later.

A stamp is a short text that means something to the one who wrote it. In a workbook it is a custom property of the
document, in a folder or an archive a property of the descriptor. A file without stamp is as good as any other.
"""

from __future__ import annotations

import re

PROPERTY = "maillage-state"
"""The name of the custom property of a workbook."""

SECTION, ENTRY = "maillage", "state"
"""Where the stamp stands in the descriptor: an entry of the section that says the format."""

_STAMP = re.compile(r"[A-Za-z0-9@:._-]{1,200}")


def is_stamp(words: object) -> bool:
    """Whether this is a text that a stamp may be.

    >>> is_stamp("halle@42"), is_stamp("la halle"), is_stamp(42)
    (True, False, False)
    """
    return isinstance(words, str) and _STAMP.fullmatch(words) is not None


def checked(stamp: str) -> str:
    """The stamp, once it is known to be one or to be empty. Raises `ValueError`."""
    if stamp and not is_stamp(stamp):
        raise ValueError(f"not a stamp: {stamp[:80]!r}")
    return stamp
