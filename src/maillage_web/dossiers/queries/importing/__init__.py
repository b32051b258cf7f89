"""Imports on their way: the files sent, what each would change in the dossier as one sees it, what is chosen."""

from __future__ import annotations

from maillage_web.dossiers.queries.importing.comparing import (
    Comparison,
    Origin,
    compare,
    incoming_of,
    origin_of,
)
from maillage_web.dossiers.queries.importing.drafts import Draft, find_draft, open_drafts

__all__ = [
    "Comparison",
    "Draft",
    "Origin",
    "compare",
    "find_draft",
    "incoming_of",
    "open_drafts",
    "origin_of",
]
