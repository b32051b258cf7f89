"""Begin a living dossier from what is kept: an upload of one's session, or a copy of an example."""

from __future__ import annotations

import dataclasses
import datetime

from django.db import transaction

from maillage.dossier.dossier import Dossier
from maillage_web.dossiers.actions.living import begin
from maillage_web.dossiers.actions.stored import delete_upload
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.queries.stored import read_dossier


@transaction.atomic
def keep_for_good(*, entry: Entry, public: bool, owner: int, now: datetime.datetime) -> str:
    """Make a dossier of an upload, which goes; give the slug of the dossier. Raises `RefusedError`."""
    dossier = read_dossier(entry)
    slug = begin(cells={}, dossier=dossier, public=public, owner=owner, now=now, details={"from": "upload"})
    delete_upload(slug=entry.slug)
    return slug


def copy_example(*, entry: Entry, title: str, public: bool, owner: int, now: datetime.datetime) -> str:
    """Make a dossier of a copy of an example, under another title; give its slug. Raises `RefusedError`."""
    dossier = retitled(read_dossier(entry), title)
    details = {"from": "example", "example": entry.slug}
    return begin(cells={}, dossier=dossier, public=public, owner=owner, now=now, details=details)


def retitled(dossier: Dossier, title: str) -> Dossier:
    """The same dossier under another title, and another id so that nobody takes it for the first."""
    record = dataclasses.replace(dossier.record, id=f"{dossier.record.id}-copie", title=title)
    return dataclasses.replace(dossier, record=record)
