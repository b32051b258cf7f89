"""What must hold between the tables of a frame: levels, sources, registers, the checksum of what is published."""

from __future__ import annotations

from collections.abc import Mapping

from maillage.dossier.vocabularies import vocabulary
from maillage.referential.attached import SCALED
from maillage.referential.cells import Line
from maillage.referential.frame import Frame
from maillage.text import listing, same

_LEAST_LEVELS = 2


def check_items(frame: Frame, rows: Mapping[str, Line]) -> None:
    """Note items without their levels, and those that name an unknown source or register."""
    registers = vocabulary("model_registers").terms
    for item in frame.items.values():
        line = rows[item.id]
        if item.answer in SCALED and len(frame.levels.get(item.id, ())) < _LEAST_LEVELS:
            line.wrong("no-levels", "answer", item.id, least=_LEAST_LEVELS)
        if item.answer not in SCALED and item.id in frame.levels:
            line.wrong("levels-unused", "answer", item.id)
        for source in item.source:
            if source not in frame.sources:
                line.wrong("unknown-source", "source", source)
        if item.register is not None and item.register not in registers:
            known = listing([same(code) for code in registers], limit=20)
            line.wrong("not-in-list", "register", item.register, choices=known)
        for level in frame.levels.get(item.id, ()):
            if level.example_source is not None and level.example_source not in frame.sources:
                at = line.notes.place("levels", None, "example_source")
                line.notes.add("unknown-source", at, level.example_source)


def check_publication(frame: Frame, head: Line) -> None:
    """Note what a published frame lacks: its day, its checksum, or the very content that was published."""
    if frame.status != "published":
        return
    if frame.published_on is None and not head.said("published_on"):
        head.wrong("no-publication-day", "published_on")
    if head.notes.problems:
        return  # its content could not be read whole: its checksum would say nothing
    given = head.said("checksum")
    if not given:
        head.wrong("no-checksum", "checksum", "", computed=frame.checksum)
    elif given != frame.checksum:
        head.wrong("wrong-checksum", "checksum", given, computed=frame.checksum)
