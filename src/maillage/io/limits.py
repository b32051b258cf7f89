"""How much Maillage accepts to read. Past these sizes a file is refused, before it is opened where possible."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes: `file` of one file, `opened` of all the files of a folder or archive together.

    Counts: `rows` and `cells` of one table, `files` of an archive, `blank_rows` in a row at the end of a sheet;
    `strings` and `tags` bound the elements of the parts of a workbook, `row_tags` those of one row of it.
    """

    file: int = 50 * _MIB
    opened: int = 200 * _MIB
    rows: int = 200_000
    cells: int = 10_000_000
    files: int = 500
    blank_rows: int = 2_000
    strings: int = 4_000_000
    tags: int = 300_000
    row_tags: int = 100_000


DEFAULT_LIMITS = Limits()


def size(count: int) -> str:
    """A number of bytes for people.

    >>> size(52428800)
    '50.0 MiB'
    """
    return f"{count / _MIB:.1f} MiB"
