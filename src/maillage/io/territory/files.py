"""Parquet files, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import duckdb

from maillage.io.territory.engine import only, text


def write_table(database: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write the rows of `query` to `path`, beside it first; on the disk before it takes its name."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        database.execute(f"COPY ({query}) TO {text(str(temporary))} (FORMAT parquet, COMPRESSION zstd)")
        with temporary.open("r+b") as stream:
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def reader(path: Path) -> str:
    """The call that reads a Parquet file in SQL."""
    return f"read_parquet({only(path)})"
