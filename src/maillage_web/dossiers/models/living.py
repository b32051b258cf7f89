"""Living dossiers: those that people write together, row by row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class LivingDossier(models.Model):
    """A dossier that people write together. `number` is that of its last act; nothing here is ever deleted."""

    slug = models.SlugField(max_length=100, unique=True)
    title = models.TextField()
    public = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["public"], condition=Q(public=True), name="public_dossiers"),
        ]

    def __str__(self) -> str:
        return self.slug


class LivingRow(models.Model):
    """A row as it stands: the texts of its cells by column. `version` is the number of the act that wrote it last."""

    dossier = models.ForeignKey(LivingDossier, models.PROTECT, related_name="rows")
    table = models.CharField(max_length=30)
    identity = models.CharField(max_length=200)
    cells = models.JSONField()
    version = models.PositiveIntegerField()
    archived = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["dossier", "table", "identity"], name="rows_of_a_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(table="dossier"),
                name="one_record_per_dossier",
            ),
            models.CheckConstraint(
                condition=~Q(table="dossier", archived=True), name="the_record_is_never_archived"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.identity}"
