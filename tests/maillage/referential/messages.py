"""What must hold of a file of messages: both languages, the same holes, nothing that is never said."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

from maillage.data import packaged

PREFIXED = (
    "kind",
    "aside",
    "metavar",
    "status",
    "gathered",
    "moved",
    "again",
    "frame",
    "frame-diff",
    "frame-publish",
    "frame-carry",
    "count",
)
"""The sections whose keys are partly made up where they are said."""


def _entries(path: str) -> dict[str, dict[str, Any]]:
    document = packaged.document(path)
    return {
        f"{section}.{name}": entry for section, entries in document.items() for name, entry in entries.items()
    }


def _holes(said: Any) -> list[set[str]]:
    if isinstance(said, dict):
        return [holes for part in said.values() for holes in _holes(part)]
    sentences = said if isinstance(said, list) else [said]
    return [{name for _, name, _, _ in string.Formatter().parse(one) if name} for one in sentences]


def unlike(path: str) -> list[str]:
    """The keys of the messages whose languages do not hold the same holes."""
    return [key for key, entry in _entries(path).items() if _holes(entry["fr"]) != _holes(entry["en"])]


def unused(path: str, root: Path) -> list[str]:
    """The keys of the messages that no code names, those made up of parts left out."""
    code = "".join(file.read_text(encoding="utf-8") for file in sorted((root / "src/maillage").rglob("*.py")))
    keys = [key for key in _entries(path) if key.partition(".")[0] not in PREFIXED]
    return [key for key in keys if f'"{key}"' not in code and f'"{key.partition(".")[2]}"' not in code]
