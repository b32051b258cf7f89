"""A frame of a few items, in one version and the next, and answers to it: what tests of versions and answers read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Answer, Record
from maillage.dossier.values import PartialDate
from maillage.referential.canonical import Tables
from maillage.referential.frame import Frame
from maillage.referential.loading import read_frame

STAGES = ("volume", "use_performance", "territorial")


def both(column: str, words: str) -> dict[str, str]:
    """The two halves of a pair of words."""
    return {f"{column}_fr": words, f"{column}_en": f"{words} (en)"}


def item(id: str, parent: str = "theme", answer: str = "ordinal", **cells: str) -> dict[str, str]:
    """A row of ``items.csv``."""
    kind = "item" if answer else "theme"
    asked = both("question", f"Où en est {id} ?") if answer else {}
    return {"id": id, "parent": parent, "kind": kind, "answer": answer} | both("label", id) | asked | cells


def levels(id: str, codes: Sequence[str] = STAGES) -> list[dict[str, str]]:
    """The rows of ``levels.csv`` of one item."""
    return [{"item": id, "code": code} | both("label", f"{id} {code}") for code in codes]


def tables(version: str = "1.0", **replaced: Sequence[Mapping[str, str]]) -> Tables:
    """The tables of the small frame: three ordinal items, a number, a narrative, a status."""
    head = (
        {"id": "petit", "version": version, "status": "draft"}
        | both("title", "Petit")
        | both("summary", "Rien")
    )
    rows: dict[str, Any] = {
        "frame": [head],
        "items": [
            item("theme", "", ""),
            item("trust", short="yes"),
            item("money"),
            item("care"),
            item("distance", answer="number", unit="km"),
            item("story", answer="narrative"),
            item("action", answer="status"),
        ],
        "levels": [row for id in ("trust", "money", "care") for row in levels(id)],
    }
    return {name: [dict(row) for row in found] for name, found in (rows | replaced).items()}


def frame(version: str = "1.0", **replaced: Sequence[Mapping[str, str]]) -> Frame:
    """The small frame, read."""
    reading = read_frame(tables(version, **replaced))
    assert reading.frame is not None, [one.message.en for one in reading.problems]
    return reading.frame


def answer(
    id: str, value: str | None = None, *, rater: str | None = None, date: str | None = None, **cells: Any
) -> Answer:
    """An answer about the farm, to the item ``trust`` of version 1.0 unless told otherwise."""
    known = {"holder": "ferme", "frame": "petit", "version": "1.0", "item": "trust"} | cells
    return Answer(id=id, value=value, rater=rater, date=PartialDate.parse(date) if date else None, **known)


def dossier(*answers: Answer) -> Dossier:
    """A dossier with these answers."""
    return Dossier(
        record=Record(id="val", title="Le Val", language="fr"),
        actors=(Actor(id="ferme", name="La ferme"),),
        answers=answers,
    )
