"""Begin a living dossier, change its settings, archive it."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping

from django.db import transaction

from maillage.dossier.dossier import Dossier
from maillage.dossier.values import slug as slug_of
from maillage_web.dossiers.actions.edits import Edit, NotAllowedError
from maillage_web.dossiers.actions.writing import record, write
from maillage_web.dossiers.choices import UPLOAD_PREFIX, ActKind, Role
from maillage_web.dossiers.mappers.living import rows_of
from maillage_web.dossiers.models import LivingDossier, Membership, StoredDossier
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import standing_in

_LONGEST_SLUG = 60


@transaction.atomic
def begin(
    *,
    cells: Mapping[str, str],
    public: bool,
    owner: int,
    now: datetime.datetime,
    dossier: Dossier | None = None,
    details: Mapping[str, str] | None = None,
) -> str:
    """Begin a dossier from the cells of its record, or from a whole dossier; give its slug.

    The rows of `dossier` are written as they are; what is in it and kept for one actor stays so, unseen by the owner.
    Raises `RefusedError`.
    """
    rows = list(rows_of(dossier)) if dossier is not None else [("dossier", dict(cells))]
    title = rows[0][1].get("title", "")
    row = LivingDossier.objects.create(
        slug=_free_slug(rows[0][1].get("id") or title), title=title, public=public, created_at=now
    )
    Membership.objects.create(dossier=row, user_id=owner, role=Role.OWNER, since=now)
    rows[0][1].setdefault("id", row.slug)
    edits = [Edit("add", table, None, filled) for table, filled in rows]
    write(
        dossier=row.pk,
        author=owner,
        edits=edits,
        now=now,
        kind=ActKind.CREATE,
        details=details or {},
        unchecked=True,
    )
    return row.slug


def _free_slug(words: str) -> str:
    """A slug that no dossier has, examples included."""
    wanted = slug_of(words)[:_LONGEST_SLUG].strip("-_") or "dossier"
    if wanted.startswith(UPLOAD_PREFIX) or wanted in _WORDS:
        wanted = f"dossier-{wanted}"
    while _taken(wanted):
        wanted = f"{wanted[:_LONGEST_SLUG]}-{secrets.token_hex(2)}"
    return wanted


def _taken(slug: str) -> bool:
    return (
        LivingDossier.objects.filter(slug=slug).exists() or StoredDossier.objects.filter(slug=slug).exists()
    )


_WORDS = ("nouveau", "archives", "porter")
"""Words that addresses of the site use where a slug could stand."""


@transaction.atomic
def change_settings(
    *,
    dossier: int,
    author: int,
    now: datetime.datetime,
    public: bool | None = None,
    archived: bool | None = None,
) -> None:
    """Make a dossier public or private, archive it or bring it back; the history keeps it. Raises `NotAllowedError`."""
    row = LivingDossier.objects.select_for_update().get(pk=dossier)
    decision = standing_in(row, author).may(Action.CHANGE_SETTINGS)
    if not decision.allowed:
        raise NotAllowedError(decision.reason)
    details: dict[str, bool] = {}
    if public is not None and public != row.public:
        row.public = details["public"] = public
    if archived is not None and archived != (row.archived_at is not None):
        row.archived_at = now if archived else None
        details["archived"] = archived
    if details:
        row.save(update_fields=["public", "archived_at"])
        record(dossier=row, author=author, now=now, kind=ActKind.SETTINGS, details=details)
