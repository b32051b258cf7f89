"""Every state that was ever published migrates forward with what it held, and migrations have names of their own."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

LANDED: dict[str, tuple[tuple[str, str], ...]] = {
    "the reading site": (("sessions", "0001_initial"), ("dossiers", "0001_stored_dossier")),
    "the workspace": (),
}
"""Published states, as the last migration of each app; none means all those of today. One is added at each release."""

BEFORE = """
import django; django.setup()
import json, sys
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
for target in json.loads(sys.argv[1]):
    call_command("migrate", *target, verbosity=0, interactive=False)
executor = MigrationExecutor(connection)
apps = executor.loader.project_state(list(executor.loader.applied_migrations)).apps
Stored = apps.get_model("dossiers", "StoredDossier")
Stored.objects.create(slug="kept", origin="example", title="Kept", content=b"x", checksum="y", loaded_at=timezone.now())
"""
AFTER = """
import django; django.setup()
import json
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0, interactive=False)
from maillage_web.dossiers.models import StoredDossier
from maillage_web.dossiers.models.guards import WRITTEN_ONCE
tables = set(connection.introspection.table_names())
print(json.dumps({"kept": StoredDossier.objects.filter(slug="kept").count(), "guarded": set(WRITTEN_ONCE) <= tables}))
"""


@pytest.fixture
def empty_database(tmp_path: Path, db: None) -> Iterator[dict[str, str]]:
    """The environment of a site whose database is new, of the same kind as that of the tests."""
    environment = {
        **os.environ,
        "MAILLAGE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "maillage_web.config.settings",
    }
    if connection.vendor == "sqlite":
        environment.pop("DATABASE_URL", None)
        yield environment
        return
    name = re.sub(r"\W", "_", f"migrating_{os.getpid()}_{tmp_path.name[:20]}")
    with psycopg.connect(_at("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {**environment, "DATABASE_URL": _at(name)}
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _at(name: str) -> str:
    """The address of another database of the same server."""
    address, mark, query = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{query}"


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run Python on that database."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("state", LANDED)
def test_a_published_state_migrates_with_what_it_held(empty_database: dict[str, str], state: str) -> None:
    run(empty_database, "-c", BEFORE, json.dumps(LANDED[state] or [[]]))
    assert json.loads(run(empty_database, "-c", AFTER)) == {"kept": 1, "guarded": True}


@pytest.mark.one_database
def test_models_and_migrations_say_the_same(db: None) -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_migrations_are_named_by_people() -> None:
    names = [name for app, name in MigrationLoader(None).disk_migrations if app in _own_apps()]
    assert names
    assert [name for name in names if re.search(r"_auto_|_and_more|alter_.*_more|_initial$", name)] == []


def _own_apps() -> set[str]:
    return {app.split(".")[1] for app in settings.INSTALLED_APPS if app.startswith("maillage_web.")}
