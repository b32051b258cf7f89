"""Where a file comes from, written beside it, so that every figure computed from it can say so."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from maillage.io.atomic import write_file

SUFFIX = ".provenance.json"
"""What is added to the name of a file to name what says where it comes from."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """`url` is the official address, `final_url` where redirections led; `sha256` and `size` (bytes) of what came.

    `fetched_at` in UTC; `etag`, `last_modified` and `version` what the service says of the edition; `announced` the
    checksum that the service announced and that what came answers to (``sha1:…``), if it did; `rows` how many rows
    were gathered, for what is not a file of the producer; `service` and `producer` who gave it.
    """

    url: str
    final_url: str
    sha256: str
    size: int
    fetched_at: datetime.datetime
    service: str
    producer: str
    etag: str | None = None
    last_modified: str | None = None
    version: str | None = None
    announced: str | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that stands at `path`. `changed`: it is not the one that stood there before."""

    path: Path
    provenance: Provenance
    changed: bool


def provenance_of(path: Path) -> Provenance | None:
    """Where the file at `path` comes from; nothing when it is not there whole, or was not fetched by Maillage."""
    try:
        said = json.loads(_beside(path).read_text(encoding="utf-8"))
        found = _read(said)
        return found if path.stat().st_size == found.size else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_provenance(path: Path, provenance: Provenance) -> None:
    """Say beside `path` where it comes from."""
    said = asdict(provenance) | {"fetched_at": provenance.fetched_at.isoformat()}
    write_file(_beside(path), json.dumps(said, ensure_ascii=False, indent=2).encode())


def _beside(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def _read(said: dict[str, Any]) -> Provenance:
    return Provenance(**(said | {"fetched_at": datetime.datetime.fromisoformat(said["fetched_at"])}))
