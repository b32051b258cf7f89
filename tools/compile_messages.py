"""Compile the translations of the site: each ``locale/*/LC_MESSAGES/*.po`` into the ``.mo`` beside it.

Babel does what gettext's ``msgfmt`` does, with no system package. Fuzzy entries are left out. A catalogue
newer than its source is left alone.

    python -m tools.compile_messages [FOLDER]      by default the folder src/ of the project
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def compile_messages(folder: Path) -> list[Path]:
    """Compile what is out of date under ``folder`` and return the ``.mo`` files written."""
    return [compile_one(source) for source in sorted(folder.rglob("*.po")) if is_stale(source)]


def is_stale(source: Path) -> bool:
    """Whether the compiled catalogue is missing or older than ``source``."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def compile_one(source: Path) -> Path:
    """Compile one catalogue; the file appears whole or not at all: several processes may do this at once."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = source.with_suffix(".mo")
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    with source.open("rb") as po:
        catalog = read_po(po, locale=source.parent.parent.name)
    with unfinished.open("wb") as mo:
        write_mo(mo, catalog)
    unfinished.replace(target)
    return target


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    for written in compile_messages(Path(sys.argv[1]) if len(sys.argv) > 1 else root / "src"):
        print(f"compiled {written.relative_to(root) if written.is_relative_to(root) else written}")
