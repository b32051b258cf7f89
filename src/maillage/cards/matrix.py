"""Actors × registers for the group: in each cell only what that actor agreed to show to the members.

A cell is "shown" when a row that the members see fills it. A reader who sees further rows (the actor itself, a
facilitator) is told that they are "kept": that is theirs to know. For every other reader a cell without row is
"nothing": kept for itself or never said cannot be told apart, and the words do not try. Only a reader who is known to
see all the rows of an actor (`complete`) reads "unsaid".
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from maillage.articulation.chain import is_present
from maillage.cards.registers import FIELDS, Register, place_of, registers_of
from maillage.cards.wording import text
from maillage.dossier.audience import Audience, seen_by
from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor
from maillage.dossier.vocabularies import vocabulary
from maillage.text import Text

STATES = ("shown", "kept", "nothing", "unsaid")
"""What a cell may be."""
UNSAID = ""
"""The column of the rows that name no register; it is there for who sees such a row."""
GROUP = Audience(frozenset({"public", "members"}))
"""Those for whom the matrix is made: the members, who see no row kept for an actor or for facilitators."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One register of one actor as the group sees it. `kept` counts the further rows that this reader may see."""

    actor: str
    code: str
    state: str
    register: Register | None
    kept: int

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are shown."""
        shown = self.register
        return tuple(field for field in FIELDS if shown.fields[field]) if shown else ()

    @property
    def said(self) -> Text:
        """The cell in words."""
        if self.register is not None:
            return self.register.said
        return text(f"cards-matrix.{self.state}")


@dataclass(frozen=True, slots=True)
class Line:
    """One actor and its cells, in the order of the columns."""

    actor: Actor
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The actors present × the registers. `columns`: the codes of the vocabulary, then the words of one's own."""

    on: datetime.date
    columns: tuple[str, ...]
    labels: tuple[Text, ...]
    lines: tuple[Line, ...]

    def cell(self, actor: str, code: str) -> Cell:
        """The cell of that actor and register. Raises `KeyError`."""
        return next(
            cell for line in self.lines for cell in line.cells if (cell.actor, cell.code) == (actor, code)
        )


def matrix_of(
    dossier: Dossier,
    on: datetime.date,
    *,
    group: Audience = GROUP,
    complete: Collection[str] = (),
) -> Matrix:
    """The matrix of `dossier`, as its reader may see it, on the day `on`.

    `group`: those to whom cells are shown. `complete`: the actors whose every row this reader is known to see.
    """
    seen, shown = dossier.at(on), seen_by(dossier, group).at(on)
    here = [one for one in shown.actors if one.variant_of is None and is_present(one, on)]
    here.sort(key=lambda one: (one.name.casefold(), one.id))
    known = vocabulary("model_registers").terms
    further = {row.register for row in seen.models if row.register not in known}
    columns = (*known, *(code or UNSAID for code in sorted(further, key=place_of)))
    lines = tuple(_line(one, columns, shown, seen, sure=one.id in complete) for one in here)
    return Matrix(on, columns, tuple(map(_label, columns)), lines)


def _line(actor: Actor, columns: tuple[str, ...], shown: Dossier, seen: Dossier, *, sure: bool) -> Line:
    mine = {one.code or UNSAID: one for one in registers_of(shown.models, actor.id)}
    rows = {one.code or UNSAID: len(one.rows) for one in registers_of(seen.models, actor.id)}
    cells = (_cell(actor.id, code, mine.get(code), rows.get(code, 0), sure) for code in columns)
    return Line(actor, tuple(cells))


def _label(code: str) -> Text:
    return (
        text("cards-stance.no_register") if code == UNSAID else vocabulary("model_registers").label_of(code)
    )


def _cell(actor: str, code: str, shown: Register | None, rows: int, sure: bool) -> Cell:
    kept = max(rows - (len(shown.rows) if shown else 0), 0)
    state = "shown" if shown else "kept" if kept else "unsaid" if sure else "nothing"
    return Cell(actor, code, state, shown, kept)
