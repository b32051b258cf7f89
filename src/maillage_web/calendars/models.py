"""What people asked to be told of a dossier, what they were told, and the secret of their calendar."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from maillage_web.dossiers.models import LivingDossier


class Subscription(models.Model):
    """What a person asked to receive about a dossier; `origin` is the address of the site they asked it from."""

    class Digest(models.TextChoices):
        NONE = "none"
        WEEKLY = "weekly"
        MONTHLY = "monthly"

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="subscriptions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    reminders = models.BooleanField(default=False)
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.NONE)
    origin = models.CharField(max_length=300)
    since = models.DateTimeField()
    digest_number = models.PositiveIntegerField(default=0)
    digest_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "user"], name="asked_once_per_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.user_id}"


class Reminder(models.Model):
    """A reminder that was sent: never twice for the same thing on the same day."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="sent")
    key = models.CharField(max_length=300)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "key"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return self.key


class CalendarKey(models.Model):
    """The secret address of a person's calendar, of which only the SHA-256 is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_key")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}"
