"""A document as a workbook: one sheet per part, tables as tables. Every cell is text, so that nothing is computed."""

from __future__ import annotations

import datetime
import io
import re
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from maillage.deliverables.document import (
    Blank,
    Block,
    Document,
    Facts,
    Heading,
    ListBlock,
    Paragraph,
    TableBlock,
    plain,
)
from maillage.deliverables.wording import text

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as one character, as in _x0041_
_LONGEST_NAME, _LONGEST_CELL = 31, 32_000
_WIDE, _NARROW = 80, 28
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def write(document: Document) -> bytes:
    """The workbook of `document`: what it is, then a sheet per part, then the sources."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    _properties(book, document)
    writer = _Writer(book)
    writer.sheet(document.eyebrow)
    for words in (plain(document.title), document.eyebrow, document.when, _readers(document)):
        writer.row(words)
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 2:
            writer.sheet(plain(part.line))
        writer.block(part)
    writer.sheet(text("common.sources").in_(document.language))
    for rank, source in enumerate(document.sources, start=1):
        writer.row(f"[{rank}] {plain(source)}")
    writer.row(plain(document.made))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _readers(document: Document) -> str:
    return text("common.for", readers=document.readers).in_(document.language)


def _properties(book: Any, document: Document) -> None:
    day = datetime.datetime.combine(document.on, datetime.time())
    book.properties.creator, book.properties.title = "Maillage", _ILLEGAL.sub("", document.name)
    book.properties.language = document.language
    book.properties.created = book.properties.modified = day


class _Writer:
    """Adds rows to the sheet that was begun last."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheet: Any = None
        self._tables = 0

    def sheet(self, name: str) -> None:
        """Begin a sheet of this name, shortened and numbered when another has it."""
        bare = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST_NAME] or "…"
        taken = {one.casefold() for one in self._book.sheetnames}
        rank, found = 1, bare
        while found.casefold() in taken:
            rank += 1
            found = f"{bare[: _LONGEST_NAME - 4]} {rank}"
        self._sheet = self._book.create_sheet(found)
        self._sheet.column_dimensions["A"].width = _WIDE

    def row(self, *cells: str, strong: bool = False) -> None:
        """Add a row of texts."""
        number = self._sheet.max_row + (1 if self._sheet.max_row > 1 or self._sheet["A1"].value else 0)
        for column, words in enumerate(cells, start=1):
            cell = self._sheet.cell(row=number, column=column)
            cell.value = _LIKE_ESCAPED.sub("_x005F_", _ILLEGAL.sub("", words)[:_LONGEST_CELL])
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = _WRAPPED
            if strong:
                cell.font = Font(bold=True)

    def block(self, part: Block) -> None:
        """Add what a block says; a drawing is told by the blocks after it."""
        if isinstance(part, Heading):
            self.row(plain(part.line), strong=True)
        elif isinstance(part, Paragraph):
            self.row(plain(part.line))
        elif isinstance(part, ListBlock):
            for item in part.items:
                self.row(plain(item))
        elif isinstance(part, TableBlock):
            self._table(part)
        elif isinstance(part, Facts):
            for name, said in part.rows:
                self.row(name, plain(said))
        elif isinstance(part, Blank):
            self.row(plain(part.label))

    def _table(self, part: TableBlock) -> None:
        first = self._sheet.max_row + 1
        self.row(*_apart(part.heads), strong=True)
        for row in part.rows:
            self.row(*(plain(cell) for cell in row))
        last = get_column_letter(len(part.heads))
        for column in range(1, len(part.heads) + 1):
            self._sheet.column_dimensions[get_column_letter(column)].width = _NARROW
        self._tables += 1
        table = Table(displayName=f"table{self._tables}", ref=f"A{first}:{last}{self._sheet.max_row}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self._sheet.add_table(table)


def _apart(heads: tuple[str, ...]) -> list[str]:
    """The heads of a table, of which no two are the same."""
    return [f"{head} {rank}" if head in heads[:rank] else head for rank, head in enumerate(heads)]
