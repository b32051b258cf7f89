"""Write the sheets of a workbook: instructions, one sheet per table, and the lists behind the drop-downs."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from maillage.data import packaged
from maillage.dossier.cells import format_cell
from maillage.dossier.dossier import Dossier
from maillage.dossier.fields import Field, Table
from maillage.dossier.tables import TABLES
from maillage.dossier.values import PartialDate
from maillage.dossier.vocabularies import vocabulary
from maillage.io.csv_tables import columns_of
from maillage.io.stamping import PROPERTY, checked
from maillage.text import Language, Text

_INSTRUCTIONS = Text("Lisez-moi", "Read me")
_LISTS = Text("Listes", "Lists")
AIDS = frozenset((*_INSTRUCTIONS, *_LISTS))
"""The names of the sheets that help people and hold no data."""

_OFFERED_ROWS = 2_000
_EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as one character, as in _x0041_
_HEADER = PatternFill("solid", fgColor="1F4E5F")
_REQUIRED = PatternFill("solid", fgColor="8A3B12")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def template(language: Language) -> bytes:
    """An empty workbook to fill in: every table, its help, its drop-down lists."""
    return _write(lambda table: (), language)


def write(dossier: Dossier, language: Language, stamp: str = "") -> bytes:
    """The workbook of `dossier`, with headers and labels in `language`. Reading it back gives the same dossier.

    `stamp` says which state it was made from. Raises `ValueError` when it is not one.
    """
    return _write(lambda table: dossier.rows(table.name), language, checked(stamp))


def _write(rows_of: Any, language: Language, stamp: str = "") -> bytes:
    book: Any = openpyxl.Workbook(write_only=True)
    book.properties.creator = "Maillage"
    if stamp:
        book.custom_doc_props.append(StringProperty(name=PROPERTY, value=stamp))
    _instructions(book, language)
    lists = _Lists(language)
    for table in TABLES.values():
        _sheet(book, table, rows_of(table), lists, language)
    lists.write(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _instructions(book: Any, language: Language) -> None:
    sheet = book.create_sheet(_INSTRUCTIONS.in_(language))
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 110
    page = packaged.document("messages/workbook.toml")["instructions"][language]
    title = WriteOnlyCell(sheet, value=page["title"])
    title.font = Font(bold=True, size=16)
    sheet.append([title])
    for line in page["lines"]:
        sheet.append([None, _wrapped(sheet, line)])
    sheet.append([])
    for table in TABLES.values():
        name = WriteOnlyCell(sheet, value=table.label.in_(language))
        name.font = Font(bold=True)
        one_row = Text("Une ligne : ", "One row: ").in_(language) + table.one_row.in_(language)
        sheet.append([name, _wrapped(sheet, one_row)])


def _wrapped(sheet: Any, words: str) -> Any:
    cell = WriteOnlyCell(sheet, value=words)
    cell.alignment = _WRAPPED
    return cell


class _Lists:
    """The columns of labels behind the drop-downs, one per vocabulary met."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.names: dict[str, int] = {}

    def range_of(self, name: str) -> str:
        """The cells that hold the labels of vocabulary `name`, as a formula."""
        column = get_column_letter(self.names.setdefault(name, len(self.names) + 1))
        last = len(vocabulary(name).terms) + 1
        return f"{quote_sheetname(_LISTS.in_(self.language))}!${column}$2:${column}${last}"

    def write(self, book: Any) -> None:
        """Add the sheet of lists to `book`."""
        sheet = book.create_sheet(_LISTS.in_(self.language))
        columns = [vocabulary(name) for name in self.names]
        sheet.append([column.label.in_(self.language) for column in columns])
        labels = [[term.label.in_(self.language) for term in column.terms.values()] for column in columns]
        for index in range(max(map(len, labels), default=0)):
            sheet.append([column[index] if index < len(column) else None for column in labels])


def _sheet(book: Any, table: Table, rows: tuple[Any, ...], lists: _Lists, language: Language) -> None:
    sheet = book.create_sheet(table.label.in_(language))
    sheet.freeze_panes = "B2"
    columns = columns_of(table, rows)
    for index in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = 22
    for index, item in enumerate(table.fields, start=1):
        validation = _validation(item, get_column_letter(index), table, lists, language)
        if validation is not None:
            sheet.data_validations.append(validation)
    extra = columns[len(table.fields) :]
    sheet.append(
        [_header(sheet, item, language) for item in table.fields] + [_text(sheet, name) for name in extra]
    )
    for row in rows:
        sheet.append(list(_cells(sheet, table, row, extra, language)))


def _header(sheet: Any, item: Field, language: Language) -> Any:
    label = item.label.in_(language)
    cell = WriteOnlyCell(sheet, value=f"{label} *" if item.required and item.name != "id" else label)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _REQUIRED if item.required and item.name != "id" else _HEADER
    cell.alignment = _WRAPPED
    cell.comment = Comment(_help(item, language), "Maillage", height=120, width=320)
    return cell


def _help(item: Field, language: Language) -> str:
    words = item.help.in_(language)
    if item.many and item.vocabulary:
        labels = "; ".join(term.label.in_(language) for term in vocabulary(item.vocabulary).terms.values())
        words += f"\n[{labels}]"
    return words


def _validation(
    item: Field, letter: str, table: Table, lists: _Lists, language: Language
) -> DataValidation | None:
    """The drop-down list of a column, if its values come from one. Lists of several values only get help."""
    if item.many:
        return None
    if item.vocabulary or item.kind == "truth":
        name = item.vocabulary or "truths"
        strict = not vocabulary(name).open
        formula = lists.range_of(name)
    elif item.kind == "reference":
        target = TABLES[item.table or table.name]
        formula, strict = f"{quote_sheetname(target.label.in_(language))}!$A$2:$A${_OFFERED_ROWS}", False
    else:
        return None
    validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=strict)
    validation.add(f"{letter}2:{letter}{_OFFERED_ROWS}")
    return validation


def _cells(sheet: Any, table: Table, row: Any, extra: list[str], language: Language) -> Iterable[Any]:
    for item in table.fields:
        value = getattr(row, item.attribute)
        yield None if value is None else _cell(sheet, item, value, language)
    further = dict(row.extras)
    for name in extra:
        yield _text(sheet, further[name]) if name in further else None


def _cell(sheet: Any, item: Field, value: Any, language: Language) -> Any:
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT_DIGITS:
        return WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # openpyxl writes Decimal in full
    if isinstance(value, int) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, value=value)
    if isinstance(value, PartialDate) and value.day and value.year >= 1904:
        cell = WriteOnlyCell(sheet, value=datetime.datetime.combine(value.first_day(), datetime.time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    return _text(sheet, format_cell(item, value, language))


def _text(sheet: Any, words: str) -> Any:
    """A cell that holds text whatever it looks like: never a formula, never a number."""
    cell = WriteOnlyCell(sheet, value=_LIKE_ESCAPED.sub("_x005F_", words))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
