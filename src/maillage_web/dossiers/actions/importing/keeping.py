"""Keep a file that somebody sends until they imported it, gave it up, or a week has passed."""

from __future__ import annotations

import datetime
import hashlib
import secrets

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from maillage.text import Text, fill
from maillage_web.dossiers.actions.importing.tasks import read_import
from maillage_web.dossiers.models import ImportDraft, LivingDossier, PreparedFile
from maillage_web.jobs import actions as jobs

KEPT = datetime.timedelta(days=7)
_OPEN_AT_ONCE = 10
_TITLE = Text("Lecture de « {name} »", "Reading “{name}”")


class TooManyError(Exception):
    """The person has begun too many imports in this dossier."""


@transaction.atomic
def keep_file(
    *,
    dossier: int,
    author: AbstractBaseUser,
    name: str,
    content: bytes,
    stamp: str,
    now: datetime.datetime,
) -> ImportDraft:
    """Keep a file and have it read in the background; the same file, sent twice, is kept once.

    Raises `TooManyError`, and `CannotDo` when too many jobs of the person are under way.
    """
    LivingDossier.objects.select_for_update().get(pk=dossier)
    checksum = hashlib.sha256(content).hexdigest()
    mine = ImportDraft.objects.filter(dossier=dossier, author=author.pk, expires_at__gt=now)
    begun = mine.exclude(state=ImportDraft.State.APPLIED)
    if same := begun.filter(checksum=checksum, stamp=stamp).defer("content").first():
        return same
    if begun.count() >= _OPEN_AT_ONCE:
        raise TooManyError
    draft = ImportDraft.objects.create(
        dossier_id=dossier,
        author_id=author.pk,
        token=secrets.token_urlsafe(24),
        name=name,
        content=content,
        checksum=checksum,
        stamp=stamp,
        sent_at=now,
        expires_at=now + KEPT,
    )
    job = jobs.start(
        task=read_import,
        kind="read-import",
        owner=author,
        session_token="",
        title=fill(_TITLE, name=name),
        arguments={"draft": draft.pk},
        now=now,
        repeatable=True,
    )
    draft.job = job.token
    draft.save(update_fields=["job"])
    return draft


def discard(*, draft: int, author: int) -> None:
    """Give up an import; one that is written stays in the history of the dossier."""
    ImportDraft.objects.filter(pk=draft, author=author).exclude(state=ImportDraft.State.APPLIED).delete()


def purge_files(*, now: datetime.datetime) -> int:
    """Delete the imports and the prepared files that have expired and say how many."""
    drafts, _ = ImportDraft.objects.filter(expires_at__lte=now).delete()
    prepared, _ = PreparedFile.objects.filter(expires_at__lte=now).delete()
    return drafts + prepared
