"""Run a query on a PostgreSQL, on the tables of a folder: ``python -m …postgres_run FOLDER``, the address in the environment.

The folder holds ``query.sql`` and, for each table, a CSV file and the types of its columns; it gets ``result.json``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql


def main(folder: Path) -> None:
    """Make the tables for this session only, run the query, write its rows."""
    tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
    with psycopg.connect(os.environ["DATABASE_URL"].rpartition("/")[0] + "/postgres") as connection:
        for name, types in tables.items():
            columns = sql.SQL(", ").join(
                sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(type_))
                for column, type_ in types.items()
            )
            connection.execute(
                sql.SQL("CREATE TEMPORARY TABLE {} ({})").format(sql.Identifier(name), columns)
            )
            copying = sql.SQL("COPY {} FROM STDIN (FORMAT csv)").format(sql.Identifier(name))
            with connection.cursor().copy(copying) as copy:
                copy.write((folder / f"{name}.csv").read_bytes())
        cursor = connection.execute((folder / "query.sql").read_bytes())
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    (folder / "result.json").write_text(json.dumps(rows, default=float), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
