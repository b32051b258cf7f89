"""Who is in a dossier: members and their roles, those a leader trusts, those who are invited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from maillage_web.dossiers.choices import Role
from maillage_web.dossiers.models.living import LivingDossier


def _led(prefix: str = "") -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(Q(role=Role.LEADER) & ~Q(actor="")) | (~Q(role=Role.LEADER) & Q(actor="")),
        name=f"{prefix}leaders_lead_an_actor",
    )


class Membership(models.Model):
    """A person's role in a dossier; a leader leads the actor whose id is `actor`."""

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.granted())
    actor = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "user"], name="one_role_per_person"),
            _led(),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.dossier_id}"


class Confidant(models.Model):
    """A facilitator named for an actor: they see the rows kept for it, as its leader does."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="confidences")
    actor = models.CharField(max_length=200)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "actor"], name="named_once_per_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.actor}"


class Invitation(models.Model):
    """An invitation by e-mail to a role. The link holds a secret of which only the SHA-256 is kept here."""

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role.granted())
    actor = models.CharField(max_length=200, blank=True)
    secret = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitations_in_lower_case"),
            models.UniqueConstraint(
                fields=["dossier", "email"],
                condition=Q(answered_at=None),
                name="one_open_invitation_per_address",
            ),
            _led("invited_"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.dossier_id}"
