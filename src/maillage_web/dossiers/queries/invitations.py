"""Invitations as who received them may see them: by the secret of their link, or by one's own address."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from typing import Literal

from django.db.models import QuerySet

from maillage.articulation.findings import name_of
from maillage.text import Text, same
from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models import Invitation
from maillage_web.dossiers.queries.living import whole_at

Condition = Literal["open", "used", "expired", "archived", "unknown"]


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation received. Nothing is said of the dossier unless it is open."""

    condition: Condition
    pk: int = 0
    slug: str = ""
    title: str = ""
    role: Role = Role.VISITOR
    actor_name: Text | None = None
    by: str = ""
    email: str = ""
    expires_at: datetime.datetime | None = None

    @property
    def masked(self) -> str:
        """The address that it was sent to, for somebody who may not be its owner.

        >>> Letter("open", email="facilitatrice@example.org").masked
        'f…@example.org'
        """
        local, _, domain = self.email.partition("@")
        return f"{local[:1]}…@{domain}"

    def is_for(self, email: str) -> bool:
        """Whether it was sent to this address."""
        return self.email == email.strip().lower()


def letter_of(secret: str, now: datetime.datetime) -> Letter:
    """The invitation that the secret of a link opens."""
    return _letter(_invitations().filter(secret=digest_of(secret)).first(), now)


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


def letter_to(email: str, key: int, now: datetime.datetime) -> Letter:
    """An invitation sent to this address."""
    return _letter(_invitations().filter(email=email, pk=key).first(), now)


def letters_to(email: str, now: datetime.datetime) -> tuple[Letter, ...]:
    """The open invitations sent to this address, the latest first."""
    found = _invitations().filter(
        email=email, answered_at=None, expires_at__gt=now, dossier__archived_at=None
    )
    return tuple(_letter(one, now) for one in found.order_by("-sent_at")[:20])


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("dossier", "invited_by")


def _letter(one: Invitation | None, now: datetime.datetime) -> Letter:
    condition = _condition(one, now)
    if one is None or condition != "open":
        return Letter(condition)
    return Letter(
        condition,
        pk=one.pk,
        slug=one.dossier.slug,
        title=one.dossier.title,
        role=Role(one.role),
        actor_name=_actor_name(one),
        by=one.invited_by.name if one.invited_by else "",
        email=one.email,
        expires_at=one.expires_at,
    )


def _condition(one: Invitation | None, now: datetime.datetime) -> Condition:
    if one is None:
        return "unknown"
    if one.answered_at is not None:
        return "used"
    if one.expires_at <= now:
        return "expired"
    return "archived" if one.dossier.archived_at else "open"


def _actor_name(one: Invitation) -> Text | None:
    """The actor to lead, whatever its visibility: the person is about to lead it."""
    if not one.actor:
        return None
    actors = whole_at(one.dossier_id, one.dossier.number).actors
    return next((name_of(row) for row in actors if row.id == one.actor), same(one.actor))
