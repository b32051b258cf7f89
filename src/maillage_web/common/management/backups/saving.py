"""Save: one file, written beside its place and put there once whole, from one instant of the database."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import connections, models, transaction

from maillage import __version__
from maillage_web.common.management.backups import refusals
from maillage_web.common.management.backups.manifest import FORMAT, NAME, Manifest, Member, applied_migrations
from maillage_web.common.management.backups.refusals import Refusal, reachable
from maillage_web.common.management.backups.rows import kept_models, write_lines

Tell = Callable[[int, int], None]
"""Told how many rows are done, out of how many."""


def save(
    path: Path, *, using: str, now: datetime, replace: bool = False, tell: Tell | None = None
) -> Manifest:
    """Write the whole database to `path`, readable by its owner only; the site may go on meanwhile.

    Raises `Refusal` when the file exists and is not to be replaced, or when its folder does not exist.
    """
    if path.exists() and not replace:
        raise Refusal(refusals.EXISTS, path=path)
    if not path.parent.is_dir():
        raise Refusal(refusals.NO_FOLDER, path=path.parent)
    reachable(using)
    with whole(path) as target, snapshot(using), ZipFile(target, "w", ZIP_DEFLATED) as archive:
        return _write(archive, using, now, tell or (lambda done, total: None))


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its place once it is whole and on the disk, and otherwise is not there at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):  # some file systems do not know how
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """A transaction that sees one instant of the database, and hinders nobody who writes."""
    connection = connections[using]
    connection.ensure_connection()
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # ours is IMMEDIATE, which takes the place of a writer
    try:
        with transaction.atomic(using, durable=True):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual


def _write(archive: ZipFile, using: str, now: datetime, tell: Tell) -> Manifest:
    migrations = applied_migrations(using)
    counts = {model: model._base_manager.using(using).count() for model in kept_models()}
    total, done, members = sum(counts.values()), 0, []
    for model in counts:
        member = _write_member(archive, model, using, lambda rows, before=done: tell(before + rows, total))
        members.append(member)
        done += member.rows
    engine = connections[using].vendor
    manifest = Manifest(FORMAT, __version__, now.isoformat(), engine, migrations, tuple(members))
    archive.writestr(NAME, manifest.text())
    return manifest


def _write_member(
    archive: ZipFile, model: type[models.Model], using: str, tell: Callable[[int], None]
) -> Member:
    label = model._meta.label_lower
    name = f"rows/{label}.jsonl"
    with archive.open(name, "w", force_zip64=True) as file:
        hashed = _Hashed(file)
        with io.TextIOWrapper(hashed, encoding="utf-8", newline="\n") as stream:
            rows = write_lines(model, stream, using, tell)
    return Member(name, label, rows, hashed.digest.hexdigest())


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self.digest = hashlib.sha256()
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.digest.update(data)
        return self._file.write(data)
