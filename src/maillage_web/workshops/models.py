"""Rows of a workshop: its activities, who takes part, and everything that happened in it, in order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage_web.dossiers.models import LivingDossier


class Workshop(models.Model):
    """A workshop of a dossier. `head` is the number of its last event; `code` is there while it may be joined;
    `review` holds the choices of who reviews, until they are written.
    """

    class State(models.TextChoices):
        PREPARED = "prepared"
        OPEN = "open"
        CLOSED = "closed"
        REVIEWED = "reviewed"

    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="workshops")
    token = models.CharField(max_length=24, unique=True)
    code = models.CharField(max_length=8, unique=True, null=True)  # noqa: DJ001  several have none
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="fr")
    journey = models.CharField(max_length=200, blank=True)
    phase = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    head = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    act = models.PositiveIntegerField(null=True)
    review = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code=None) | Q(state="open"), name="a_code_only_while_open"),
        ]

    def __str__(self) -> str:
        return self.token


class Activity(models.Model):
    """One activity of a workshop, in its place; `settings` holds what its kind asks, options included."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="activities")
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    prompt = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    settings = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "key"], name="one_activity_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.key}"


class Participant(models.Model):
    """Somebody in the room: a first name, and a secret of which only the SHA-256 is kept. Names are forgotten."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    secret = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="one_participant_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.number}"


class Event(models.Model):
    """One thing that happened. `who` is ``p12`` for participant 12, ``f`` for the facilitators, ``paper``.

    `key` is the sender's own name for it: sent twice, it is kept once.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    who = models.CharField(max_length=12)
    key = models.CharField(max_length=40)
    activity = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="events_in_one_order"),
            models.UniqueConstraint(fields=["workshop", "who", "key"], name="nothing_is_kept_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.number}"


class PrivateNote(models.Model):
    """A note that one facilitator writes for themselves during a workshop; it goes nowhere else."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="private_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.pk}"
