"""Draw a case from a dossier: its story with names replaced, what was replaced, what remains to be judged.

This is a help, not a proof: a story can give away a place or a person without naming them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from maillage.commons.naming import actor_names, names_of, where_of, words
from maillage.commons.remaining import Remaining, remaining
from maillage.commons.replacing import Replacing
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import TABLES, Actor, StatedRow
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Language, Text, joined_by

TOLD: dict[str, tuple[str, ...]] = {
    "challenges": ("name", "description"),
    "components": ("name", "description"),
    "effects": ("name", "description"),
    "obstacles": ("obstacle", "narrative"),
    "decisions": ("question", "outcome"),
    "learnings": ("learning", "change"),
}
"""The tables that a case tells, and their columns. Sources, figures, money and the journal are left out."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the case: its heading, and its lines."""

    name: str
    heading: Text
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was replaced, by what, how often."""

    found: str
    by: Text
    count: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its title and summary, its parts, and the preview. `kept` are the stretches taken from the dossier."""

    title: str
    summary: str
    parts: tuple[Part, ...]
    replaced: tuple[Replaced, ...]
    remains: tuple[Remaining, ...]
    kept: tuple[str, ...]
    language: Language

    @property
    def body(self) -> str:
        """The parts as one text: headings, then their lines."""
        return "\n\n".join(
            "\n".join([f"## {part.heading.in_(self.language)}", *(f"- {line}" for line in part.lines)])
            for part in self.parts
        )


def draw_case(dossier: Dossier, *, public: bool, chosen: Collection[tuple[str, str]] | None = None) -> Case:
    """Draw a case from what a reader sees of a dossier (`seen_by`).

    Only public rows are told, or the rows `chosen` as (table, id); `public` says what a row without visibility is.
    Every name that the reader sees is looked for, the names of rows that are not told included.
    """
    language: Language = "en" if dossier.record.language == "en" else "fr"
    replacing = Replacing(names_of(dossier), language)
    title, summary = replacing.said(dossier.record.title), replacing.said(dossier.record.summary)
    told = [_actors(dossier, public, chosen, language)]
    told += [_table(dossier, table, replacing, public, chosen) for table in TOLD]
    parts = [_context(dossier, language), *(part for part in told if part.lines)]
    replaced = [Replaced(found, by, n) for (found, by), n in sorted(replacing.counts.items())]
    kept = tuple(filter(None, replacing.kept))
    return Case(title, summary, tuple(parts), tuple(replaced), remaining(kept), kept, language)


def _shown(table: str, row: StatedRow, public: bool, chosen: Collection[tuple[str, str]] | None) -> bool:
    if chosen is not None:
        return (table, row.id) in chosen
    return row.visibility == "public" or (row.visibility is None and public)


def _context(dossier: Dossier, language: Language) -> Part:
    lines = [words.sentence("case-part.where", where=where_of(dossier))]
    if dossier.record.spheres:
        labels = [vocabulary("spheres").label_of(code) for code in dossier.record.spheres]
        lines.append(words.sentence("case-part.spheres", spheres=joined_by(", ", labels)))
    return Part("context", words.text("case-part.context"), tuple(line.in_(language) for line in lines))


def _actors(
    dossier: Dossier, public: bool, chosen: Collection[tuple[str, str]] | None, language: Language
) -> Part:
    called, lines = actor_names(dossier), {}
    for actor in dossier.actors:
        if _shown("actors", actor, public, chosen):
            line = words.sentence("case-part.actor", name=called[actor.id], what=_what(actor))
            said = line.in_(language)
            lines[actor.id] = said[:1].upper() + said[1:]
    return Part("actors", words.text("case-part.actors"), tuple(lines.values()))


def _what(actor: Actor) -> Text:
    """The category and the legal form, of closed lists: words of its own could name the actor."""
    told = [("actor_categories", actor.category), ("legal_forms", actor.legal_form)]
    known = [
        vocabulary(name).label_of(code) for name, code in told if code and code in vocabulary(name).terms
    ]
    return joined_by(", ", known) if known else words.text("case.unsaid")


def _table(
    dossier: Dossier,
    table: str,
    replacing: Replacing,
    public: bool,
    chosen: Collection[tuple[str, str]] | None,
) -> Part:
    lines = []
    for row in dossier.rows(table):
        if _shown(table, row, public, chosen):
            said = [_cell(table, column, row, replacing) for column in TOLD[table]]
            lines.append(" – ".join(filter(None, said)))
    return Part(table, words.text(f"case-part.{table}"), tuple(filter(None, lines)))


def _cell(table: str, column: str, row: StatedRow, replacing: Replacing) -> str:
    field = TABLES[table].field(column)
    value = getattr(row, field.attribute)
    if field.kind == "code" and value and value in vocabulary(field.vocabulary or "").terms:
        return vocabulary(field.vocabulary or "").label_of(value).in_(replacing.language)
    if isinstance(value, tuple):
        value = ". ".join(value)
    return " ".join(replacing.said(value).split())
