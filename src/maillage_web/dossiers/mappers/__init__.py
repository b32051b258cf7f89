"""Between the rows of the database and the values of the library."""

from __future__ import annotations

from maillage_web.dossiers.mappers.stored import (
    Entry,
    RepairLine,
    entry_of,
    pack,
    repairs_of,
    title_of,
    unpack,
)

__all__ = ["Entry", "RepairLine", "entry_of", "pack", "repairs_of", "title_of", "unpack"]
