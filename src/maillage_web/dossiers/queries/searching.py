"""Words looked for in everything that somebody sees of a dossier, with or without accents and capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from maillage.articulation.findings import name_of
from maillage.dossier.cells import format_cell
from maillage.dossier.tables import TABLES
from maillage.dossier.values import fold
from maillage.text import Language, Text
from maillage_web.dossiers.queries.state import State

_AROUND = 60
_MOST = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A row that says the words: its table, its name, where it is, the column and the words around the first one."""

    table: Text
    name: Text
    href: str
    column: Text
    before: str
    match: str
    after: str


def search(state: State, words: str, language: Language) -> tuple[tuple[Passage, ...], int]:
    """The rows where every word stands, best known first, and how many there are; the first 200 are told."""
    wanted = [fold(word) for word in words.split()]
    if not wanted:
        return (), 0
    found = list(_matching(state, wanted, language))
    return tuple(found[:_MOST]), len(found)


def _matching(state: State, wanted: list[str], language: Language) -> Iterator[Passage]:
    for name, table in TABLES.items():
        for row in state.dossier.rows(name):
            cells = [
                (field.label, format_cell(field, getattr(row, field.attribute), language))
                for field in table.fields
            ]
            whole = fold(" ".join(words for _, words in cells))
            if all(word in whole for word in wanted):
                column, text = next(
                    (cell for cell in cells if wanted[0] in fold(cell[1])),
                    (table.label, name_of(row).in_(language)),
                )
                href = state.row_address(name, row.id)
                yield Passage(table.label, name_of(row), href, column, *_around(text, wanted[0]))


def _around(text: str, word: str) -> tuple[str, str, str]:
    """The words before, the match as it is written, the words after."""
    start = _place(text, word)
    if start is None:
        return text[: 2 * _AROUND], "", ""
    end = start + len(word)
    before = ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start]
    after = text[end : end + _AROUND] + ("…" if end + _AROUND < len(text) else "")
    return before, text[start:end], after


def _place(text: str, word: str) -> int | None:
    """Where the folded word begins in the text, when folding keeps one letter for one."""
    folded = [fold(letter) or letter for letter in text]
    if any(len(letter) != 1 for letter in folded):
        return None
    place = "".join(folded).find(word)
    return None if place < 0 else place
