"""Rows of the community: what practitioners show of themselves, and contacts proposed between them and projects."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage_web.commons.models import Member
from maillage_web.dossiers.models import LivingDossier


class Profile(models.Model):
    """What a practitioner says of themselves; `shown` says, field by field, to whom."""

    member = models.OneToOneField(Member, models.CASCADE, related_name="profile")
    token = models.CharField(max_length=24, unique=True)
    headline = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True)
    does = models.JSONField(default=list)
    spheres = models.JSONField(default=list)
    territories = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    available = models.CharField(max_length=300, blank=True)
    open_to_contact = models.BooleanField(default=False)
    shown = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.token


class Practice(models.Model):
    """A journey, a case or something else that a practitioner did in a dossier and chose to show, with its agreement.

    `agreed_by` is somebody who leads the dossier: without it, only the practitioner sees this line.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="practices")
    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    journey = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "dossier", "kind", "journey"], name="told_once_per_dossier"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.dossier_id}"


class Contact(models.Model):
    """A contact proposed between a project and a practitioner: addresses pass only if both accept."""

    class Answer(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    token = models.CharField(max_length=24, unique=True)
    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="contacts")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="contacts")
    need = models.JSONField()
    reasons = models.JSONField(default=list)
    message = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    of_project = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    of_person = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "profile"], condition=Q(closed_at=None), name="one_open_contact"
            ),
        ]

    def __str__(self) -> str:
        return self.token
