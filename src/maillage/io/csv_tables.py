"""Tables as CSV text: decode what spreadsheets produce, write what every tool reads (UTF-8, comma, RFC 4180).

A cell that a spreadsheet would run as a formula is written with a leading apostrophe and read without it.
Source: OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from maillage.dossier.cells import MAX_CELL, Formula, Raw, format_cell
from maillage.dossier.fields import Field, Table
from maillage.dossier.headers import field_named, table_named
from maillage.dossier.problems import Place, Problem, Repair, UnreadableError, problem, repair
from maillage.dossier.reading import RawTable
from maillage.io.limits import DEFAULT_LIMITS, Limits, size

_RISKY = re.compile(r"'*[=+\-@\t]")
_SHIELDED = re.compile(r"'+[=+\-@\t]")
_BOM = b"\xef\xbb\xbf"
_FILLED_LINE = re.compile(r"\S[^\r\n]*")
_MARKS = ("=", "'")
_SAMPLE = 30


def parse(
    content: bytes, place: Place, name: str, encoding: str = "utf-8", limits: Limits = DEFAULT_LIMITS
) -> RawTable:
    """The raw table in the bytes of a CSV file, its lines read as they are asked for. Raises `UnreadableError`."""
    text, encoding, repairs = decode(content, place, encoding, limits)
    delimiter = find_delimiter(text, name)
    if delimiter != ",":
        repairs.append(repair("delimiter", place, "tab" if delimiter == "\t" else delimiter))
    if content.count(delimiter.encode()) > limits.cells:
        raise UnreadableError([problem("too-large", place, str(limits.cells), limit=limits.cells)])
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    return RawTable(place, name, _lines(stream, delimiter, place, limits), repairs)


def decode(content: bytes, place: Place, encoding: str, limits: Limits) -> tuple[str, str, list[Repair]]:
    """The text of a CSV file and its encoding. Another than UTF-8 is never guessed: it has to be asked for."""
    if len(content) > limits.file:
        raise UnreadableError([problem("too-big", place, size(len(content)), limit=size(limits.file))])
    if b"\x00" in content:
        raise UnreadableError([problem("not-text", place)])
    if not content.removeprefix(_BOM).strip():
        raise UnreadableError([problem("empty-file", place)])
    try:
        repairs = [repair("bom", place)] if content.startswith(_BOM) else []
        return content.decode("utf-8-sig"), "utf-8-sig", repairs
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise UnreadableError([_bad_encoding(content, error, place)]) from error
        try:
            return content.decode(encoding), encoding, [repair("encoding", place, became=encoding)]
        except (UnicodeError, LookupError) as second:
            raise UnreadableError([_bad_encoding(content, error, place)]) from second


def _bad_encoding(content: bytes, error: UnicodeDecodeError, place: Place) -> Problem:
    line = content.count(b"\n", 0, error.start) + 1
    around = content[max(0, error.start - _SAMPLE) : error.start + _SAMPLE].decode("cp1252", errors="replace")
    at = Place(place.file, place.sheet, line, None)
    return problem("bad-encoding", at, f"0x{content[error.start]:02X}", sample=" ".join(around.split()))


def find_delimiter(text: str, name: str) -> str:
    """The separator (comma, semicolon, tab) that splits the first filled line into most columns of the table.

    When no column is recognised there, as in a title, the one that splits it into most cells.

    >>> find_delimiter("id;nom, en clair;commune", "actors")
    ';'
    """
    found = _FILLED_LINE.search(text)
    first = found.group() if found else ""
    present = [separator for separator in ",;\t" if separator in first]
    if len(present) < 2:
        return present[0] if present else ","
    table = table_named(name)

    def columns(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=separator), [])
        known = sum(field_named(table, cell) is not None for cell in cells) if table else 0
        return known, len(cells)

    return max(present, key=columns)


def _lines(
    stream: TextIO, delimiter: str, place: Place, limits: Limits
) -> Iterator[tuple[int, Sequence[Raw]]]:
    met = _Met(stream)
    reader = csv.reader(met, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > limits.rows:
                raise UnreadableError([problem("too-many-rows", place, str(limits.rows), limit=limits.rows)])
            met.first = None
            yield number, [_unshield(cell) if cell[:1] in _MARKS else cell for cell in cells]
    except csv.Error as error:
        at = Place(place.file, place.sheet, number + 1, None)
        raise UnreadableError([_malformed(at, (met.first or "").strip())]) from error


def _malformed(place: Place, line: str) -> Problem:
    if (
        len(line) > csv.field_size_limit()
    ):  # which other libraries may raise: the cell is then refused by itself
        return problem("too-long", place, line, limit=MAX_CELL)
    return problem("bad-csv", place, line)


class _Met:
    """The lines of a stream, remembering the first one of the row being read, to quote it when it is malformed."""

    def __init__(self, stream: TextIO) -> None:
        self.first: str | None = None
        self._lines = iter(stream)

    def __iter__(self) -> _Met:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        if self.first is None:
            self.first = line
        return line


def _unshield(cell: str) -> Raw:
    if cell.startswith("="):
        return Formula(cell)
    return cell[1:] if _SHIELDED.match(cell) else cell


def shield(words: str) -> str:
    """The words as a CSV cell that no spreadsheet runs.

    >>> shield("=1+1"), shield("un"), shield("'=1")
    ("'=1+1", 'un', "''=1")
    """
    return f"'{words}" if _RISKY.match(words) else words


def columns_of(table: Table, rows: Iterable[Any]) -> list[str]:
    """The columns to write: every field, then the unknown columns that rows carry, in the order they appear."""
    extra = dict.fromkeys(name for row in rows for name, _ in row.extras)
    return [item.name for item in table.fields] + list(extra)


def write(table: Table, rows: Sequence[Any]) -> str:
    """The CSV text of `rows`, header included."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    columns = columns_of(table, rows)
    writer.writerow([shield(name) for name in columns])
    extra = columns[len(table.fields) :]
    for row in rows:
        cells = [_written(item, getattr(row, item.attribute)) for item in table.fields]
        further = dict(row.extras)
        writer.writerow(cells + [shield(further.get(name, "")) for name in extra])
    return target.getvalue()


def _written(item: Field, value: Any) -> str:
    if value is None:
        return ""
    words = format_cell(item, value)
    return words if item.kind in ("decimal", "integer") else shield(words)
