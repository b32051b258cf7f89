"""Databases of one’s own, for what the database of the tests cannot show: several processes, real transactions.

On SQLite a file in a folder; on PostgreSQL a database beside that of the tests.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from maillage_web.config import settings as site

ENGINES = ["sqlite", "postgresql"] if os.environ.get("DATABASE_URL") else ["sqlite"]
"""The kinds of databases at hand; PostgreSQL when the tests run on it."""

HERE = ENGINES[-1]
"""The kind that the tests run on."""


@contextmanager
def fresh_database(engine: str, folder: Path) -> Iterator[str]:
    """The address of a new database, without tables; it is gone at the end."""
    name = f"apart_{secrets.token_hex(4)}"
    if engine == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    server = urlsplit(os.environ["DATABASE_URL"])
    with _on_the_server() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(server._replace(path=f"/{name}"))
    finally:
        with _on_the_server() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _on_the_server() -> Iterator[Any]:
    asked = dj_database_url.parse(os.environ["DATABASE_URL"])
    where = {"host": asked["HOST"], "port": asked["PORT"] or None, "user": asked["USER"]}
    password = {"password": asked["PASSWORD"]} if asked["PASSWORD"] else {}
    with psycopg.connect(**where, **password, dbname="postgres", autocommit=True) as server:
        yield server.cursor()


@contextmanager
def connected(alias: str, url: str) -> Iterator[BaseDatabaseWrapper]:
    """Make `alias` lead to this database, in this thread and in those that begin meanwhile; then as before."""
    described: dict[str, Any] = {**dj_database_url.parse(url)}
    if described["ENGINE"].endswith("sqlite3"):
        described["OPTIONS"] = dict(site._SQLITE)
    before, settings_before = getattr(connections._connections, alias, None), connections.settings.get(alias)
    connections.settings[alias] = connections.configure_settings({"default": {}, alias: described})[alias]
    connections[alias] = connections.create_connection(alias)
    try:
        yield connections[alias]
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]
        if settings_before is not None:
            connections.settings[alias] = settings_before
        if before is not None:
            connections[alias] = before
