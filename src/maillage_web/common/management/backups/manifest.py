"""What a backup says of itself: which Maillage made it, of which schema, with how many rows of what."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from maillage_web.common.management.backups import refusals
from maillage_web.common.management.backups.refusals import Refusal

NAME = "manifest.json"
FORMAT = 1
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Member:
    """The rows of one model: how many, in which file of the archive, and the SHA-256 of that file."""

    name: str
    model: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The first thing that is read of a backup."""

    format: int
    maillage: str
    made_at: str
    engine: str
    migrations: tuple[str, ...]
    members: tuple[Member, ...]

    @property
    def rows(self) -> int:
        """How many rows in all."""
        return sum(member.rows for member in self.members)

    def text(self) -> str:
        """The manifest as it is written."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)


def applied_migrations(using: str) -> tuple[str, ...]:
    """The migrations that the database has received, as ``app.name``, sorted."""
    applied = MigrationRecorder(connections[using]).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def read_manifest(archive: ZipFile, path: Path) -> Manifest:
    """The manifest of an archive. Raises `Refusal` when it is none, or one that this version cannot read."""
    try:
        found = json.loads(archive.read(NAME))
        version = found["format"]
        if version == FORMAT:
            return _manifest(found)
        words = {"found": version, "known": FORMAT, "version": found["maillage"]}
    except (KeyError, ValueError, TypeError, BadZipFile) as error:
        raise Refusal(refusals.NOT_A_BACKUP, path=path) from error
    raise Refusal(refusals.OTHER_FORMAT, path=path, **words)


def _manifest(found: dict[str, Any]) -> Manifest:
    members = tuple(Member(**member) for member in found["members"])
    return Manifest(**{**found, "members": members, "migrations": tuple(found["migrations"])})


def listed(names: set[str]) -> str:
    """Some names, and how many more."""
    shown = ", ".join(sorted(names)[:_SHOWN])
    return f"{shown} (+ {len(names) - _SHOWN})" if len(names) > _SHOWN else shown
