"""What the journal keeps for one person alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from maillage_web.dossiers.models import LivingDossier


class PrivateEntry(models.Model):
    """An entry of the journal that its author alone reads. It is no row of the dossier: no page of others, no file
    and no history holds it, until its author shares it.
    """

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="private_entries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    date = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    phase = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["author", "dossier"], name="entries_of_one_person")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.pk}"  # nothing of what it says: pages of administration show this
