"""Rows of the exchanges: threads, case clinics, and the care of what is said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage_web.commons.models import Item
from maillage_web.dossiers.models import LivingDossier


class Thread(models.Model):
    """A thread. `scope` says who reads it: ``public``, ``community``, ``programme/SLUG`` or ``dossier/SLUG``."""

    class Kind(models.TextChoices):
        TALK = "talk"

    token = models.CharField(max_length=24, unique=True)
    scope = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TALK)
    title = models.CharField(max_length=200)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="threads")
    about = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "last_at"], name="threads_by_date")]

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """What somebody said in a thread. `key` is the sender's own: sent twice, it is kept once."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    before = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="posts_are_numbered"),
            models.UniqueConstraint(fields=["thread", "by", "key"], name="a_post_is_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} n°{self.number}"


class Following(models.Model):
    """Whether somebody follows a thread, silences it, and how far they read."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="followings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    silent = models.BooleanField(default=False)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "user"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.user_id}"


class Clinic(models.Model):
    """A case clinic: one brings a case, the others help, step by step. Only those present ever read it."""

    token = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    presenter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    dossier = models.ForeignKey(LivingDossier, models.SET_NULL, null=True, related_name="+")
    step = models.CharField(max_length=20)
    number = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """Somebody invited to a clinic; only who came in reads it."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "user"], name="one_seat_each")]

    def __str__(self) -> str:
        return f"{self.clinic_id} {self.user_id}"


class ClinicNote(models.Model):
    """What was said at a step of a clinic."""

    clinic = models.ForeignKey(Clinic, models.CASCADE, related_name="notes")
    step = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "by", "key"], name="a_note_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.clinic_id} {self.step}"


class Flag(models.Model):
    """What somebody asks the moderators to look at. `target` names it, as ``post/12`` or ``item/SLUG``."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        HIDDEN = "hidden"

    target = models.CharField(max_length=140, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    why = models.TextField()
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    handled_why = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True)
    appeal = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | (Q(handled_at__isnull=False) & ~Q(handled_why="")),
                name="handled_flags_say_why",
            ),
        ]

    def __str__(self) -> str:
        return self.target
