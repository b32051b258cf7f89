"""The history of living dossiers: written once, never changed. Triggers of the database hold to it too."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from maillage_web.dossiers.choices import ActKind, ChangeKind
from maillage_web.dossiers.models.living import LivingDossier, LivingRow


class WrittenOnceError(Exception):
    """Somebody tried to change or delete what history keeps."""


class WrittenOnce(models.Model):
    """What is inserted and then left alone."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; refuse to update."""
        if not self._state.adding:
            raise WrittenOnceError(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise WrittenOnceError(str(self))


class Act(WrittenOnce):
    """One thing that somebody did to a dossier, with its reason: all its changes hold together, or none does.

    `number` counts the acts of the dossier from 1. `details` says what is not in rows: the file of an import, a role
    given (to a person by number, never by name or address). `digest` seals the act and the ones before it (SHA-256).
    """

    dossier = models.ForeignKey(LivingDossier, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="acts")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=ActKind)
    why = models.TextField(blank=True)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    details = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="acts_are_numbered"),
        ]
        indexes = [
            models.Index(fields=["dossier", "at"], name="acts_by_date"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} n°{self.number}"


class RowChange(WrittenOnce):
    """What an act did to one row: the columns it changed, with their texts before and after."""

    act = models.ForeignKey(Act, models.PROTECT, related_name="changes")
    row = models.ForeignKey(LivingRow, models.PROTECT, related_name="changes")
    table = models.CharField(max_length=30)
    identity = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=ChangeKind)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row", "act"], name="an_act_changes_a_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.table} {self.identity}"
