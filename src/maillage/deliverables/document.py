"""A document before it is a page, a PDF or a Word file: typed blocks of words, each word knowing its language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from maillage.text import Language

Manner = Literal["", "strong", "soft", "blank"]
"""How words stand out: not at all, as what matters, as an aside, as a blank that people fill in."""


@dataclass(frozen=True, slots=True)
class Words:
    """Some words. `tongue` is their language when it is not that of the document (what a dossier says, for instance).

    >>> Words("Le jardin", tongue="fr").manner
    ''
    """

    text: str
    tongue: str = ""
    manner: Manner = ""


Line = tuple[Words, ...]
"""Words one after the other."""


def plain(line: Line) -> str:
    """A line as bare text.

    >>> plain((Words("Le "), Words("jardin", tongue="fr")))
    'Le jardin'
    """
    return "".join(words.text for words in line)


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part (`level` 2) or of a piece of it (3)."""

    line: Line
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or a few. `manner`: the opening, an aside, a warning to read first, or what the dossier lacks."""

    line: Line
    manner: Literal["", "lead", "note", "warning", "missing"] = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Lines that stand side by side; `numbered` when their order is part of what they say."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows under headings, the first cell naming its row. `caption` says what the table is about."""

    caption: Line
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts, each under its name."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write by hand: what goes there, and how many lines."""

    label: Line
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG markup without style, and what it shows for who does not see it; the blocks after it tell it."""

    svg: str
    alt: str


Block = Heading | Paragraph | ListBlock | TableBlock | Facts | Blank | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """What is handed over. `kind` is its code, `eyebrow` its name; `readers` says for whom it is made."""

    kind: str
    eyebrow: str
    title: Line
    language: Language
    on: datetime.date
    when: str
    readers: str
    parts: tuple[Block, ...]
    sources: tuple[Line, ...]
    made: Line
    single_page: bool = False

    @property
    def name(self) -> str:
        """Its title and what it is, on one line: what the tab of a browser or the properties of a file show."""
        return f"{plain(self.title)} – {self.eyebrow}"

    @property
    def picture(self) -> Picture | None:
        """Its drawing, when it has one."""
        return next((part for part in self.parts if isinstance(part, Picture)), None)
