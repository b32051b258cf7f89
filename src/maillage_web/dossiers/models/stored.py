"""The dossiers kept as archives: examples, and what people try without an account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage_web.dossiers.choices import Origin


class StoredDossier(models.Model):
    """A dossier as the bytes of its archive. An upload belongs to one session and expires; an example does neither."""

    slug = models.SlugField(max_length=100, unique=True)
    origin = models.CharField(max_length=10, choices=Origin)
    title = models.TextField()
    content = models.BinaryField()
    checksum = models.CharField(max_length=64, db_index=True)
    repairs = models.JSONField(default=list)
    session_key = models.CharField(max_length=40, blank=True)
    loaded_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["session_key", "loaded_at"], name="uploads_of_a_session")]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin=Origin.EXAMPLE, session_key="", expires_at=None)
                | (Q(origin=Origin.UPLOAD, expires_at__isnull=False) & ~Q(session_key="")),
                name="uploads_have_an_owner_and_an_end",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gt=models.F("loaded_at")),
                name="uploads_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
