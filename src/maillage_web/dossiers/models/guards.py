"""What keeps history as it was written, in the database itself: triggers that refuse UPDATE, DELETE and TRUNCATE.

They are put back after every `migrate`, so that a migration which remakes a table on SQLite does not lose them.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

WRITTEN_ONCE = ("dossiers_act", "dossiers_rowchange")
_REFUSAL = "history is written once"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers where their tables exist; those that are there already are left."""
    tables = [name for name in WRITTEN_ONCE if name in connection.introspection.table_names()]
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, tables):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for tests that empty their database, and for nothing else."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in WRITTEN_ONCE:
            for verb in ("update", "delete", "truncate") if postgres else ("update", "delete"):
                on = f" ON {table}" if postgres else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")


def after_migrate(using: str, **_: Any) -> None:
    """The receiver of Django's ``post_migrate``."""
    install(connections[using])


def _statements(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        return (
            [_FUNCTION, *(statement for table in tables for statement in _postgres(table))] if tables else []
        )
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in tables
        for verb in ("update", "delete")
    ]


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION dossiers_written_once() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _postgres(table: str) -> list[str]:
    rules = {"update": "FOR EACH ROW", "delete": "FOR EACH ROW", "truncate": "FOR EACH STATEMENT"}
    return [
        f"CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} {each} "
        "EXECUTE FUNCTION dossiers_written_once()"
        for verb, each in rules.items()
    ]
