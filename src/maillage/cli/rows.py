"""The rows of one table in the terminal: a grid when it fits, one sheet per row when it does not; or JSON."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich.table import Table as Grid
from rich.text import Text as Styled

from maillage.cli.shell import Shell, visible
from maillage.dossier.cells import format_cell
from maillage.dossier.fields import Field, Table
from maillage.dossier.values import PartialDate

_NARROWEST = 13  # characters below which a column is not worth reading


def tell_rows(shell: Shell, table: Table, rows: Sequence[Any], day: datetime.date) -> None:
    """Print the rows, with the columns in which at least one says something, labels in place of codes."""
    title = shell.words("show.title", table=table.label, day=day.isoformat())
    shell.line(f"{title} ({shell.words.count('rows', len(rows))})", style="bold")
    fields = [item for item in table.fields if any(getattr(row, item.attribute) is not None for row in rows)]
    further = list(dict.fromkeys(name for row in rows for name, _ in row.extras))
    names = [shell.words.of(item.label) for item in fields] + further
    cells = [_cells(shell, row, fields, further) for row in rows]
    if len(names) * _NARROWEST <= shell.out.width:
        _grid(shell, names, cells)
    else:
        _sheets(shell, names, cells)


def _cells(shell: Shell, row: Any, fields: Sequence[Field], further: Sequence[str]) -> list[str]:
    known = [format_cell(item, getattr(row, item.attribute), shell.language) for item in fields]
    return [visible(words) for words in (*known, *(dict(row.extras).get(name, "") for name in further))]


def _grid(shell: Shell, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    if not cells:
        return
    grid = Grid(header_style="bold")
    for name in names:
        grid.add_column(visible(name), overflow="fold")
    for row in cells:
        grid.add_row(*row)
    shell.out.print(grid)


def _sheets(shell: Shell, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    for row in cells:
        sheet = Grid.grid(padding=(0, 2))
        sheet.add_column(no_wrap=True)
        sheet.add_column(overflow="fold")
        for name, words in zip(names, row, strict=True):
            if words:
                sheet.add_row(Styled(f"  {visible(name)}", style="dim"), words)
        shell.line()
        shell.out.print(sheet)


def rows_json(shell: Shell, table: Table, rows: Sequence[Any], day: datetime.date) -> None:
    """Print the rows as JSON: codes, ISO dates, exact numbers as text, null for what is not said."""
    shell.json({"table": table.name, "on": day.isoformat(), "rows": [_row_json(table, row) for row in rows]})


def _row_json(table: Table, row: Any) -> dict[str, Any]:
    known = {item.name: _value_json(getattr(row, item.attribute)) for item in table.fields}
    return known | {"extras": dict(row.extras)}


def _value_json(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value_json(one) for one in value]
    if isinstance(value, Decimal | PartialDate):
        return str(value)
    return value
