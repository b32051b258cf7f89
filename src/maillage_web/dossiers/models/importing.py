"""Files on their way: what somebody sends to be compared with a living dossier, what is prepared for them to take."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage_web.dossiers.models.living import LivingDossier


class ImportDraft(models.Model):
    """A file that somebody sent to import it, and what they chose of it so far. Only they see it, for a week.

    `content` holds the file until it is read, then the dossier that it holds, as an archive; nothing once it is over.
    `act` is the number of the act that wrote what was chosen.
    """

    class State(models.TextChoices):
        """Where an import stands."""

        WAITING = "waiting"
        UNREADABLE = "unreadable"
        READY = "ready"
        APPLIED = "applied"

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="import_drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=43, unique=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    checksum = models.CharField(max_length=64)
    stamp = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problems = models.JSONField(default=list)
    repairs = models.JSONField(default=list)
    picks = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    job = models.CharField(max_length=43, blank=True)
    act = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "author", "sent_at"], name="imports_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="imports_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(act=None) | Q(state="applied"), name="only_applied_imports_have_an_act"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.dossier_id}"


class PreparedFile(models.Model):
    """A file that took long to make, kept a week for who asked for it. `seen` tells what they were allowed to see."""

    token = models.CharField(max_length=43, unique=True)
    slug = models.CharField(max_length=100)
    seen = models.TextField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
