"""The tables of a frame: their columns, which are needed, which come in two languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Rows = Sequence[Mapping[str, str]]
"""The rows of a table as text, in the order of the file; a row that holds nothing stands for a blank line."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """The columns of a table, in order, and those without which it cannot be read."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]


def _shape(columns: str, needed: str) -> TableShape:
    return TableShape(tuple(columns.split()), tuple(needed.split()))


SHAPES: Mapping[str, TableShape] = {
    "frame": _shape(
        "id version title_fr title_en summary_fr summary_en status official licence published_on action_depth"
        " replaces checksum",
        "id version title_fr title_en status",
    ),
    "items": _shape(
        "id parent kind label_fr label_en question_fr question_en why_fr why_en answer unit points share short"
        " evidence_fr evidence_en help_fr help_en register source",
        "id label_fr label_en",
    ),
    "levels": _shape(
        "item code label_fr label_en example_fr example_en example_source", "item code label_fr label_en"
    ),
    "meanings": _shape("item family said_fr said_en", "item family said_fr said_en"),
    "questions": _shape("id kind label_fr label_en", "id kind label_fr label_en"),
    "choices": _shape("question code label_fr label_en", "question code label_fr label_en"),
    "rules": _shape("item effect formula why_fr why_en", "item effect formula"),
    "sources": _shape("id title author url date", "id title"),
    "correspondences": _shape(
        "from_version from_item from_value to_item to_value share note_fr note_en",
        "from_version from_item to_item",
    ),
}
"""Every table of a frame by name, in the order in which they are written. Only `frame` and `items` must be there."""

NEEDED_TABLES = ("frame", "items")
