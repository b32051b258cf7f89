"""A dossier as one .xlsx workbook, the form facilitators use: read with tolerance, written with drop-down lists.

Headers carry their help as comments, codes are shown as labels, lists of codes are offered in each column.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.xml.constants import ARC_CONTENT_TYPES, ARC_STYLE, SHARED_STRINGS

from maillage.dossier.cells import Formula, Raw
from maillage.dossier.problems import Place, Problem, Repair, UnreadableError, problem, repair
from maillage.dossier.reading import RawTable, Reading, read_tables
from maillage.io import archive, sheets
from maillage.io.limits import DEFAULT_LIMITS, Limits
from maillage.io.sheet_rows import SheetRow, SheetRows, TooLargeError

write = sheets.write
template = sheets.template

_ESCAPED = re.compile(r"_x(005F|000D)_")  # how a workbook writes an underscore before x0041_, and a line end
_PIECE = 1 << 20


def read(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a dossier from the bytes of a workbook called `name`. Values only: formulas are refused."""
    place = Place(name)
    try:
        with opened(content, place, limits) as tables:
            return read_tables(tables, place)
    except UnreadableError as error:
        return Reading(None, error.problems)


@contextmanager
def opened(content: bytes, place: Place, limits: Limits = DEFAULT_LIMITS) -> Iterator[list[RawTable]]:
    """The sheets of a workbook as raw tables, to be read while it is open. Raises `UnreadableError`."""
    try:
        archive.check(content, place, limits).close()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it does not keep of a look we do not read
            with closing(_open(content, place, limits)) as book:
                yield [book.table(title) for title in book.paths]
    except UnreadableError as error:
        raise UnreadableError([_as_workbook(wrong, place) for wrong in error.problems]) from error


def _as_workbook(wrong: Problem, place: Place) -> Problem:
    """A workbook is an archive inside; its user does not know."""
    return problem("bad-workbook", place) if wrong.code == "bad-archive" else wrong


def _open(content: bytes, place: Place, limits: Limits) -> _Book:
    try:
        return _Book(content, place, limits)
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl lets errors of many kinds through on damaged files
        raise UnreadableError([problem("bad-workbook", place)]) from error


class _Book:
    """An open workbook: the paths of its sheets by title, and what is needed to read their cells."""

    def __init__(self, content: bytes, place: Place, limits: Limits) -> None:
        self.place = place
        self.limits = limits
        self.reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            self._read_parts()
            self.paths = {
                sheet.name: relation.target
                for sheet, relation in self.reader.parser.find_sheets()
                if sheet.name not in sheets.AIDS and "chartsheet" not in relation.Type
            }
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.reader.archive.close()

    def _read_parts(self) -> None:
        """Read the parts that say where sheets are and what cells mean, once each is known to be small enough."""
        reader, tags = self.reader, self.limits.tags
        self._check(ARC_CONTENT_TYPES, tags)
        reader.read_manifest()
        for part in reader.package.Override:
            if part.ContentType == SHARED_STRINGS:
                self._check(part.PartName[1:], self.limits.strings)
            elif part.ContentType.endswith("main+xml"):
                path = PurePosixPath(part.PartName[1:])
                self._check(str(path), tags)
                self._check(f"{path.parent}/_rels/{path.name}.rels", tags)
        self._check(ARC_STYLE, tags)
        reader.read_strings()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)

    def _check(self, path: str, limit: int) -> None:
        """Refuse a part of more than `limit` elements: it would swell in memory once parsed."""
        if path in self.reader.valid_files and _tags(self.reader.archive, path) > 2 * limit:
            raise UnreadableError([problem("too-large", self.place, str(limit), limit=limit)])

    def table(self, title: str) -> RawTable:
        place = Place(self.place.file, title)
        repairs: list[Repair] = []
        return RawTable(place, title, self._lines(self.paths[title], place, repairs), repairs)

    def _lines(self, path: str, place: Place, repairs: list[Repair]) -> Iterator[tuple[int, Sequence[Raw]]]:
        try:
            with self.reader.archive.open(path) as source:
                rows = SheetRows(source, self._parser(source), self.limits.row_tags)
                yield from _filled(rows, place, self.limits, repairs)
                repairs += [_merged(found, place) for found in rows.merged]
        except UnreadableError:
            raise
        except TooLargeError as error:
            limit = self.limits.row_tags
            raise UnreadableError([problem("too-large", place, str(limit), limit=limit)]) from error
        except Exception as error:  # as above: a damaged sheet shows itself only when its rows are read
            raise UnreadableError([problem("bad-workbook", place)]) from error

    def _parser(self, source: Any) -> WorkSheetParser:
        book: Any = self.reader.wb
        return WorkSheetParser(
            source,
            self.reader.shared_strings,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )


def _tags(opened: ZipFile, path: str) -> int:
    """How many tags, opening and closing, a part holds at most."""
    with opened.open(path) as stream:
        return sum(piece.count(b"<") for piece in iter(lambda: stream.read(_PIECE), b""))


def _filled(
    rows: SheetRows, place: Place, limits: Limits, repairs: list[Repair]
) -> Iterator[tuple[int, Sequence[Raw]]]:
    """The rows that hold something, and the blank ones between them."""
    last = count = cells = 0
    for row in rows:
        number, values = row[0], _values(row)
        if not values:
            if number - last > limits.blank_rows:  # a formatted but empty sheet goes on for a million rows
                at = Place(place.file, place.sheet, number)
                repairs.append(repair("blank-end", at, str(number), line=number, count=limits.blank_rows))
                return
            continue
        count, cells = count + 1, cells + len(values)
        if count > limits.rows:
            raise UnreadableError([problem("too-many-rows", place, str(limits.rows), limit=limits.rows)])
        if cells > limits.cells:
            raise UnreadableError([problem("too-large", place, str(limits.cells), limit=limits.cells)])
        for blank in range(max(last + 1, number - limits.blank_rows), number):
            yield blank, ()
        yield number, values
        last = number


def _values(row: SheetRow) -> list[Raw]:
    """The cells of a row up to the last one that holds something."""
    filled = [cell for cell in row[1] if cell["value"] is not None]
    values: list[Raw] = [None] * max((cell["column"] for cell in filled), default=0)
    for cell in filled:
        values[cell["column"] - 1] = _raw(cell)
    return values


def _raw(cell: dict[str, Any]) -> Raw:
    value = cell["value"]
    if cell["data_type"] == "f":
        found = value.text if isinstance(value, ArrayFormula) else value
        return Formula("=" if isinstance(found, DataTableFormula) else str(found))
    if isinstance(value, str):
        return (
            _ESCAPED.sub(lambda found: "_" if found[1] == "005F" else "", value) if "_x" in value else value
        )
    return value if isinstance(value, int | float | bool) or hasattr(value, "isoformat") else str(value)


def _merged(found: str, place: Place) -> Repair:
    try:
        line = range_boundaries(found)[1]
    except ValueError:
        line = None
    return repair("merged", Place(place.file, place.sheet, line), found)
