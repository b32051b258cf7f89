"""The rows of one sheet of a workbook, streamed: memory grows neither with the sheet nor with what surrounds it.

openpyxl reads each row; it would keep every element of the file in memory, and walk through the sheets of some
programs twice, so that the walk is done here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

_MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_DEPTH_OF_ROWS = 2  # worksheet, sheetData, row

SheetRow = tuple[int, list[dict[str, Any]]]
"""The number of a row, from 1, and its cells as openpyxl describes them (column, value, data_type)."""


class TooLargeError(Exception):
    """One row holds more elements than the limit."""


@dataclass(slots=True)
class SheetRows:
    """The rows of the sheet in `source`. Once they are all read, `merged` holds the ranges of merged cells."""

    source: IO[bytes]
    parser: WorkSheetParser
    row_tags: int
    merged: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[SheetRow]:
        parents: list[Any] = []
        tags = 0
        for event, element in iterparse(self.source, events=("start", "end")):
            if event == "start":
                parents.append(element)
                tags += 1
                if tags > self.row_tags:
                    raise TooLargeError
                continue
            parents.pop()
            if len(parents) == _DEPTH_OF_ROWS and element.tag == ROW_TAG:
                yield self.parser.parse_row(element)
                self.parser.row_dimensions.clear()
            elif element.tag == _MERGED_TAG:
                self.merged.append(element.get("ref", ""))
            if 1 <= len(parents) <= _DEPTH_OF_ROWS:
                parents[-1].clear()
                tags = 0
