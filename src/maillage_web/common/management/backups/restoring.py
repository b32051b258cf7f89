"""Restore: a backup that is whole, of this very schema, into an empty database, in one transaction."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connections, transaction
from django.db.migrations.loader import MigrationLoader

from maillage_web.common.management.backups import refusals
from maillage_web.common.management.backups.manifest import (
    Manifest,
    Member,
    applied_migrations,
    listed,
    read_manifest,
)
from maillage_web.common.management.backups.refusals import Refusal, reachable
from maillage_web.common.management.backups.rows import MADE_BY_MIGRATIONS, batches, insert, kept_models
from maillage_web.common.management.backups.saving import Tell

_CHUNK = 1 << 20


def restore(path: Path, *, using: str, tell: Tell | None = None) -> Manifest:
    """Fill an empty database with the rows of `path`; a database without any table gets them first.

    Raises `Refusal`, nothing being changed, when the file is not a whole backup, or of another schema than this
    version's, or when the database is not empty, or when what was written is not what was saved.
    """
    try:
        with ZipFile(path) as archive:
            manifest = read_manifest(archive, path)
            _refuse_other_schema(manifest)
            _refuse_altered(archive, manifest, path)
            reachable(using)
            _prepare(using)
            _fill(archive, manifest, using, tell or (lambda done, total: None))
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise Refusal(refusals.NO_FILE, path=path) from error
    except BadZipFile as error:
        raise Refusal(refusals.NOT_A_BACKUP, path=path) from error
    return manifest


def _refuse_other_schema(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := set(manifest.migrations) - known:
        raise Refusal(refusals.NEWER, version=manifest.maillage, names=listed(unknown))
    if further := known - set(manifest.migrations):
        raise Refusal(refusals.OLDER, version=manifest.maillage, names=listed(further))


def _refuse_altered(archive: ZipFile, manifest: Manifest, path: Path) -> None:
    """Read every member once before anything is written: its content is what the manifest says."""
    for member in manifest.members:
        try:
            digest = hashlib.sha256()
            with archive.open(member.name) as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except (KeyError, BadZipFile, ZlibError, EOFError) as error:
            raise Refusal(refusals.ALTERED, path=path, member=member.name) from error
        if digest.hexdigest() != member.sha256:
            raise Refusal(refusals.ALTERED, path=path, member=member.name)


def _prepare(using: str) -> None:
    """Make the tables of a database that has none; refuse one that is behind."""
    if not connections[using].introspection.table_names():
        call_command("migrate", database=using, verbosity=0, interactive=False)
        call_command("createcachetable", database=using, verbosity=0)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if missing := known - set(applied_migrations(using)):
        raise Refusal(refusals.NOT_MIGRATED, names=listed(missing))


def _fill(archive: ZipFile, manifest: Manifest, using: str, tell: Tell) -> None:
    connection = connections[using]
    with transaction.atomic(using, durable=True):
        _refuse_rows(using)
        done = 0
        for member in manifest.members:
            for rows in _load(archive, member, using):
                done += rows
                tell(done, manifest.rows)
        _check(manifest, using)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
                cursor.execute(statement)
    ContentType.objects.clear_cache()


def _refuse_rows(using: str) -> None:
    """Refuse a database that is not empty; take away what migrations put there."""
    own = [model for model in kept_models() if model._meta.label_lower not in MADE_BY_MIGRATIONS]
    if kept := {model._meta.label_lower for model in own if model._base_manager.using(using).exists()}:
        raise Refusal(refusals.NOT_EMPTY, tables=listed(kept))
    for label in MADE_BY_MIGRATIONS:
        rows = apps.get_model(label)._base_manager.using(using).all()
        rows._raw_delete(using)


def _load(archive: ZipFile, member: Member, using: str) -> Iterator[int]:
    """Insert the rows of a member by batches; yields how many each time."""
    model, first = apps.get_model(member.model), 1
    with archive.open(member.name) as file, io.TextIOWrapper(file, encoding="utf-8", newline="\n") as lines:
        for batch in batches(iter(lines)):
            last = first + len(batch) - 1
            try:
                insert(model, batch, using)
            except (DatabaseError, DeserializationError, ValueError, OverflowError) as error:
                where = {"first": first, "last": last, "member": member.name}
                raise Refusal(refusals.DOES_NOT_FIT, **where, reason=str(error).strip()) from error
            first = last + 1
            yield len(batch)


def _check(manifest: Manifest, using: str) -> None:
    """What is there is what was saved: every reference leads somewhere, every table has its count."""
    try:
        connections[using].check_constraints()
    except DatabaseError as error:
        raise Refusal(refusals.DANGLING, reason=str(error).strip()) from error
    for member in manifest.members:
        found = apps.get_model(member.model)._base_manager.using(using).count()
        if found != member.rows:
            raise Refusal(refusals.MISCOUNTED, model=member.model, found=found, expected=member.rows)
