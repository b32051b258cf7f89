"""What a project shows of its dossier: parts that it chooses, and within them rows that are public.

Rows marked for members, for facilitators or for an actor never pass, whatever is chosen; rows that state no visibility
pass only when the project says so. What is not shown is not there: references to it are dropped.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from maillage.data.wording import Messages
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import LISTED, TABLES, Record
from maillage.text import Text, listing, same

MESSAGES = Messages("messages/programmes.toml")

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "summary": ("dossier",),
        "challenges": ("challenges", "figures"),
        "effects": ("effects",),
        "actors": ("actors", "ties"),
        "articulation": ("components", "contributions"),
        "exchanges": ("flows", "costs", "commitments"),
        "models": ("models", "answers", "milestones", "coefficients"),
        "resources": ("resources",),
        "obstacles": ("obstacles",),
        "findings": ("silences",),
        "journey": ("journeys", "phases", "turns", "sessions", "snapshots"),
        "decisions": ("decisions",),
        "learnings": ("learnings",),
        "journal": ("journal",),
        "efforts": ("efforts",),
        "sources": ("sources",),
    }
)
"""The tables of each part: every table of a dossier is in one part and one only."""

FINDINGS_NEED = frozenset({"findings", "challenges", "effects", "actors", "articulation"})
"""The parts without which findings would say of a dossier what only holds of what it shows: they are then not said."""

if sorted(table for tables in PARTS.values() for table in tables) != sorted(TABLES):
    raise RuntimeError("every table belongs to one part")


class UnknownPartError(ValueError):
    """A part that no dossier has."""

    def __init__(self, found: str) -> None:
        known = listing([same(part) for part in PARTS])
        self.text = MESSAGES.sentence("sharing.unknown-part", found=found, known=known)
        super().__init__(self.text.fr)


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of a dossier: how many of its rows are shown, and how many stay hidden."""

    part: str
    shown: int
    hidden: int

    @property
    def label(self) -> Text:
        """What screens call it."""
        return part_label(self.part)


def part_label(part: str) -> Text:
    """What screens call a part. Raises `KeyError` when there is none of this name.

    >>> part_label("obstacles").en
    'Obstacles met'
    """
    return MESSAGES.text(f"part.{part}")


def shown_to_programme(dossier: Dossier, parts: Collection[str], unsaid: bool) -> Dossier:
    """What a programme sees of `dossier` when its project shows `parts`.

    `unsaid` says whether rows that state no visibility pass. Raises `UnknownPartError`.
    """
    for part in parts:
        if part not in PARTS:
            raise UnknownPartError(part)
    open_tables = {table for part in parts for table in PARTS[part]}
    closed = {table: _closed(dossier, table) for table in LISTED if table not in open_tables}
    record = dossier.record if "dossier" in open_tables else _withheld()
    whole: dict[str, Any] = {"record": record, **closed}
    return seen_by(dataclasses.replace(dossier, **whole), Audience(frozenset({"public"}), public=unsaid))


def shown_to_public(dossier: Dossier, parts: Collection[str]) -> Dossier:
    """What everybody sees when a project shows `parts` to all: rows that state that they are public, and no other.

    Raises `UnknownPartError`.
    """
    return shown_to_programme(dossier, parts, unsaid=False)


def parts_shown(dossier: Dossier, shown: Dossier) -> tuple[PartShown, ...]:
    """For each part, the rows of `dossier` that are in `shown` and those that are not (the summary is one row)."""
    return tuple(_part(part, dossier, shown) for part in PARTS)


def known_parts(found: Iterable[str]) -> tuple[str, ...]:
    """The parts among `found`, in the order of `PARTS`.

    >>> known_parts(["sources", "effects", "?"])
    ('effects', 'sources')
    """
    chosen = set(found)
    return tuple(part for part in PARTS if part in chosen)


def _part(part: str, dossier: Dossier, shown: Dossier) -> PartShown:
    if part == "summary":
        there = int(shown.record == dossier.record)
        return PartShown(part, there, 1 - there)
    every, passed = (sum(len(one.rows(table)) for table in PARTS[part]) for one in (dossier, shown))
    return PartShown(part, passed, every - passed)


def _closed(dossier: Dossier, table: str) -> tuple[object, ...]:
    """The rows of a table that is not chosen, closed: their ids stay known, so that references to them are dropped."""
    return tuple(dataclasses.replace(row, visibility="facilitators") for row in dossier.rows(table))


def _withheld() -> Record:
    return Record(id="withheld", title=MESSAGES.text("sharing.withheld").fr)
