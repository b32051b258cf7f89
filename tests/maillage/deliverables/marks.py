"""A dossier with a row of every visibility in every table, each with a word of its own wherever words can be."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from maillage.deliverables.kinds import Asked
from maillage.deliverables.readers import Readers
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.tables import LISTED, TABLES, Actor, Record
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.workshop.board import Board
from tests.maillage.workshop.room import Room

DAY = datetime.date(2026, 6, 1)
YEAR = PartialDate(2024, 5, 4)
MINE, OTHER = "la-ferme", "le-voisin"
LEVELS = ("public", "members", "facilitators", "mine", "other")
"""The visibilities, those of one actor apart: that of the readers, and another one."""
SEES: Mapping[str, frozenset[str]] = {
    "public": frozenset({"public"}),
    "members": frozenset({"public", "members"}),
    "facilitators": frozenset({"public", "members", "facilitators"}),
    "actor": frozenset({"public", "members", "mine"}),
}
ROOM, HIDDEN, NAME = "Secretroom", "Secrethidden", "Nom p1"


def mark(level: str) -> str:
    """The word of the rows of this visibility: it is nowhere else."""
    return f"Secret{level}"


def forbidden(readers: Readers) -> set[str]:
    """The words that must not be in a document for these readers."""
    unseen = {mark(level) for level in LEVELS if level not in SEES[readers.code]}
    return unseen | {HIDDEN, NAME} | ({ROOM} if readers.code == "public" else set())


def readers_of(code: str) -> Readers:
    """The readers of this code; one actor is the one whose rows are marked as mine."""
    return Readers("actor", MINE) if code == "actor" else next(Readers(one) for one in _CODES if one == code)


_CODES = ("public", "members", "facilitators")


@cache
def marked() -> Dossier:
    """The dossier. What rows point to is public, so that what hides a row is its own visibility."""
    rows = {table: tuple(_rows(TABLES[table])) for table in LISTED}
    whose = tuple(Actor(id=one, name=one, visibility="public", commune="59350") for one in (MINE, OTHER))
    return Dossier(
        record=Record(id="d", title="Le dossier", language="fr"),
        **{**rows, "actors": (*whose, *rows["actors"])},
    )


def _rows(table: Table) -> Iterator[Any]:
    for level in LEVELS:
        whose = {"mine": MINE, "other": OTHER}.get(level)
        values = {one.attribute: _value(table, one, level) for one in table.fields}
        values |= {
            "id": f"{table.name}-{mark(level).lower()}",
            "visibility": "actor" if whose else level,
            "kept_for": whose,
            "variant_of": None,
            "since": None,
            "until": None,
            "left_on": None,
        }
        kept = {name: value for name, value in values.items() if name in _attributes(table)}
        yield table.row_class(**kept)


def _attributes(table: Table) -> set[str]:
    return {one.attribute for one in table.fields}


def _value(table: Table, field: Field, level: str) -> Any:
    """A word of its own where words go; elsewhere something that holds."""
    if field.kind == "text":
        words = "ART001" if field.name == "code" else f"{mark(level)} {table.name} {field.name}"
        return (words,) if field.many else words
    if field.kind == "url":
        return f"https://example.org/{mark(level)}"
    if field.kind == "reference":
        return _reference(table, field)
    if field.kind == "code" and field.vocabulary:
        code = next(iter(vocabulary(field.vocabulary).terms))
        return (code,) if field.many else code
    plain = {"decimal": Decimal(3), "integer": 2024, "date": YEAR, "truth": True, "commune": "59350"}
    return plain.get(field.kind)


def _reference(table: Table, field: Field) -> Any:
    """A row that is public; nothing where it would say that rows replace or answer one another."""
    target = field.table or table.name
    if target == table.name and table.name != "actors":
        return None
    found = MINE if target == "actors" else f"{target}-{mark('public').lower()}"
    return (found,) if field.many else found


@cache
def room() -> Board:
    """A workshop with a note that all saw, signed, and a note that was hidden."""
    played = Room("p1")
    played.say("f", "notes", "open")
    played.say("p1", "notes", "note", text=f"{ROOM} vu de tous", signed=True)
    number = played.say("p1", "notes", "note", text=f"{HIDDEN} retiré")
    played.say("f", "notes", "hide", note=number)
    played.say("f", "notes", "close")
    return played.board


def asked(kind: str, readers: Readers, **more: Any) -> Asked:
    """A document of the marked dossier, with all that its kind may hold."""
    every = tuple((table, row.id) for table in LISTED for row in marked().rows(table))
    more.setdefault("session", f"sessions-{mark('public').lower()}")
    return Asked(
        kind=kind,
        on=DAY,
        language="fr",
        readers=readers,
        since=datetime.date(2020, 1, 1),
        board=room(),
        entered=every,
        **more,
    )


def words_of(content: bytes) -> str:
    """All the text of a file, in small letters: every part of an archive, its properties and its names included."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8").lower()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if not name.endswith(".png")]
        names = archive.namelist()
    return "".join([*names, *(part.decode("utf-8", errors="replace") for part in parts)]).lower()
