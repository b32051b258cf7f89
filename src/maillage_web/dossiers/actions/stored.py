"""Everything that writes: load the examples, keep an upload for a while, delete it."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from maillage.dossier.dossier import Dossier
from maillage.dossier.problems import Repair
from maillage.dossier.reading import Reading
from maillage.io.forms import form_of, load
from maillage_web.dossiers import mappers
from maillage_web.dossiers.choices import (
    UPLOAD_LIFE,
    UPLOAD_PREFIX,
    UPLOADS_IN_ALL,
    UPLOADS_PER_SESSION,
    Origin,
)
from maillage_web.dossiers.models import StoredDossier


@dataclass(slots=True)
class Loading:
    """What loading the examples did: slugs by outcome, and why some folders were refused."""

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)


def load_examples(*, folder: Path, now: datetime.datetime) -> Loading:
    """Bring the examples in line with `folder`; one that cannot be read is told and leaves the others alone."""
    done = Loading()
    found: set[str] = set()
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if not _looks_like_a_dossier(path):
            continue
        reading = load(path)
        if reading.dossier is None or _private_rows(reading.dossier):
            done.refused[path.name] = _reasons(reading)
            continue
        slug = reading.dossier.record.id
        found.add(slug)
        changed = _store_example(reading.dossier, now=now)
        (done.loaded if changed else done.unchanged).append(slug)
    stale = StoredDossier.objects.filter(origin=Origin.EXAMPLE).exclude(slug__in=found | set(done.refused))
    done.removed = list(stale.values_list("slug", flat=True))
    stale.delete()
    return done


def _looks_like_a_dossier(path: Path) -> bool:
    if path.is_dir():
        return (path / "dossier.csv").is_file()
    return form_of(path) in ("workbook", "archive")


def _private_rows(dossier: Dossier) -> list[str]:
    """The rows that are not public: an example is shown to everybody."""
    hidden = [(table, row.id) for table, row in dossier.stated() if row.visibility not in (None, "public")]
    return [f"{table}.csv: the row {identity} is not public" for table, identity in hidden]


def _reasons(reading: Reading) -> list[str]:
    if reading.dossier is not None:
        return _private_rows(reading.dossier)
    return [f"{wrong.place.text().en}: {wrong.message.en}" for wrong in reading.problems]


@transaction.atomic
def _store_example(dossier: Dossier, *, now: datetime.datetime) -> bool:
    """Store an example unless it is there already, word for word; say whether it was written."""
    content, checksum = mappers.pack(dossier)
    slug = dossier.record.id
    if StoredDossier.objects.filter(slug=slug, checksum=checksum).exists():
        return False
    values = {
        "origin": Origin.EXAMPLE,
        "title": mappers.title_of(dossier),
        "content": content,
        "checksum": checksum,
        "loaded_at": now,
    }
    StoredDossier.objects.update_or_create(slug=slug, defaults=values)
    return True


@transaction.atomic
def keep_upload(
    *, dossier: Dossier, repairs: tuple[Repair, ...], session_key: str, now: datetime.datetime
) -> str:
    """Keep what a session sent for two hours and return its slug; what is too old or too many goes."""
    purge_uploads(now=now)
    content, checksum = mappers.pack(dossier)
    StoredDossier.objects.filter(session_key=session_key, checksum=checksum).delete()
    stored = StoredDossier.objects.create(
        slug=f"{UPLOAD_PREFIX}{secrets.token_hex(8)}",
        origin=Origin.UPLOAD,
        title=mappers.title_of(dossier),
        content=content,
        checksum=checksum,
        repairs=mappers.repairs_of(repairs),
        session_key=session_key,
        loaded_at=now,
        expires_at=now + UPLOAD_LIFE,
    )
    uploads = StoredDossier.objects.filter(origin=Origin.UPLOAD)
    _keep_latest(uploads.filter(session_key=session_key), UPLOADS_PER_SESSION)
    _keep_latest(uploads, UPLOADS_IN_ALL)
    return stored.slug


def _keep_latest(uploads: QuerySet[StoredDossier], count: int) -> None:
    surplus = uploads.order_by("-loaded_at", "-pk").values_list("pk", flat=True)[count:]
    StoredDossier.objects.filter(pk__in=list(surplus)).delete()


def purge_uploads(*, now: datetime.datetime) -> int:
    """Delete the uploads that have expired and say how many."""
    deleted, _ = StoredDossier.objects.filter(origin=Origin.UPLOAD, expires_at__lte=now).delete()
    return deleted


def delete_upload(*, slug: str) -> None:
    """Delete one upload now; whether one may is for `policies` to say."""
    StoredDossier.objects.filter(slug=slug, origin=Origin.UPLOAD).delete()
