"""A frame on disk: a folder of CSV tables, the .zip of one, or a workbook with one sheet per table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath

from maillage.dossier.cells import Formula, words_of
from maillage.dossier.problems import Place, Problem, UnreadableError, problem
from maillage.dossier.reading import RawTable
from maillage.io import archive, atomic, csv_tables, workbook
from maillage.io.limits import DEFAULT_LIMITS, Limits, size
from maillage.referential.canonical import tables_of
from maillage.referential.frame import Frame
from maillage.referential.loading import FrameReading, read_frame
from maillage.referential.tables import SHAPES

_TABLE = ".csv"


def load_frame(path: Path, limits: Limits = DEFAULT_LIMITS, *, as_draft: bool = False) -> FrameReading:
    """Read the frame at `path`, whatever its form. What is wrong is in `FrameReading.problems`; nothing is raised.

    `as_draft` reads what it says without holding it to what it was when it was published.
    """
    try:
        return _read(raw_tables(path, limits), as_draft=as_draft)
    except UnreadableError as error:
        return FrameReading(None, error.problems)
    except OSError as error:
        reason = problem("not-readable", Place(path.name), path.name, reason=error.strerror or "")
        return FrameReading(None, (reason,))


def frame_files(frame: Frame) -> dict[str, str]:
    """The files of the folder of `frame`, by name; a table that holds nothing is left out."""
    return {f"{table}{_TABLE}": _csv(table, rows) for table, rows in tables_of(frame).items() if rows}


def save_frame(frame: Frame, folder: Path) -> None:
    """Write the folder of `frame`; tables that it no longer has are removed, other files stay. Raises `OSError`."""
    files = {name: words.encode() for name, words in frame_files(frame).items()}
    known = {f"{table}{_TABLE}" for table in SHAPES}
    stale = {entry.name for entry in folder.iterdir()} & known if folder.is_dir() else set()
    atomic.write_folder(folder, files, stale)


def _csv(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(SHAPES[table].columns)
    writer.writerows([csv_tables.shield(row[column]) for column in SHAPES[table].columns] for row in rows)
    return target.getvalue()


# --- reading ----------------------------------------------------------------------------------------------------------


def raw_tables(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[RawTable]:
    """The raw tables at `path`: a folder of CSV files, an archive, a workbook. Raises `UnreadableError`, `OSError`."""
    if path.is_file() and path.suffix.lower() == _TABLE:
        path = path.parent
    if path.is_dir():
        files = {one.name: _bytes(one, limits) for one in sorted(path.iterdir()) if _is_table(one.name)}
        return _parsed(files, limits)
    if not path.is_file():
        raise UnreadableError([problem("not-found", Place(path.name), str(path))])
    return raw_tables_of_bytes(_bytes(path, limits), path.name, limits)


def raw_tables_of_bytes(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> list[RawTable]:
    """The raw tables of a workbook or an archive called `name`. Raises `UnreadableError`."""
    place, suffix = Place(name), PurePosixPath(name).suffix.lower()
    if suffix == ".xlsx":
        with workbook.opened(content, place, limits) as tables:
            return [RawTable(one.place, one.name.strip().lower(), list(one.lines)) for one in tables]
    if suffix == ".zip":
        with closing(archive.check(content, place, limits)) as opened:
            entries = [one for one in opened.infolist() if _is_table(PurePosixPath(one.filename).name)]
            files = {
                PurePosixPath(one.filename).name: archive.content_of(opened, one, place, limits)
                for one in entries
                if len(PurePosixPath(one.filename).parts) <= 2
            }
        return _parsed(files, limits)
    raise UnreadableError([problem("unknown-form", place, name)])


def _bytes(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as source:
        content = source.read(limits.file + 1)
    if len(content) > limits.file:
        raise UnreadableError([problem("too-big", Place(path.name), limit=size(limits.file))])
    return content


def _is_table(name: str) -> bool:
    return name.lower().endswith(_TABLE) and not name.startswith((".", "_"))


def _parsed(files: Mapping[str, bytes], limits: Limits) -> list[RawTable]:
    tables: list[RawTable] = []
    problems: list[Problem] = []
    for name, content in files.items():
        try:
            stem = PurePosixPath(name).stem.lower()
            table = csv_tables.parse(content, Place(name), stem, limits=limits)
            tables.append(RawTable(table.place, stem, list(table.lines)))
        except UnreadableError as error:
            problems += [one for one in error.problems if one.code != "empty-file"]
    if problems:
        raise UnreadableError(problems)
    return tables


def _read(tables: Sequence[RawTable], *, as_draft: bool = False) -> FrameReading:
    problems: list[Problem] = []
    rows = {one.name: rows_under_header(one, problems) for one in tables}
    if as_draft:
        rows["frame"] = [
            row | {"status": "draft"} if any(row.values()) else row for row in rows.get("frame", [])
        ]
    reading = read_frame(rows, {one.name: one.place for one in tables})
    found = (*problems, *reading.problems)
    return FrameReading(None if found else reading.frame, found)


def rows_under_header(table: RawTable, problems: list[Problem]) -> list[dict[str, str]]:
    """The rows under the header, by column; the place of a row in the list says its number in the file."""
    lines = dict(table.lines)
    if not lines:
        return []
    header = [words_of(cell).strip().lower() for cell in lines.pop(min(lines))]
    while header and not header[-1]:
        header.pop()
    rows: list[dict[str, str]] = [{} for _ in range(max(lines, default=1) - 1)]
    for number, cells in lines.items():
        for rank, cell in enumerate(cells):
            column = header[rank] if rank < len(header) else ""
            if isinstance(cell, Formula):
                at = Place(table.place.file, table.place.sheet, number, column)
                problems.append(problem("formula", at, str(cell)))
            if column or words_of(cell).strip():
                rows[number - 2][column] = words_of(cell)
    return rows
