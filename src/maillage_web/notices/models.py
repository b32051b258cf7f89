"""What people were told, and how each wants to be told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One thing told to one person: a sentence in both languages and where it leads.

    It says that something happened, never what was said: whoever opens its address passes the rights of that page.
    `key` is what it is about: told twice, it is kept once. `way` is how they wanted this kind when it happened.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    text = models.JSONField()
    address = models.CharField(max_length=300, blank=True)
    way = models.CharField(max_length=8, default="digest")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="notices_of_a_person")]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="told_once")]

    def __str__(self) -> str:
        return self.key


class Wish(models.Model):
    """How a person wants one kind of notice: at once, in the digest, on the site only, never."""

    class Way(models.TextChoices):
        NOW = "now"
        DIGEST = "digest"
        SITE = "site"
        NEVER = "never"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=30)
    way = models.CharField(max_length=8, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="one_wish_per_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.way}"


class Digest(models.Model):
    """The one digest of a person: how often, and when the last one left. `origin` is the address of their site."""

    class Every(models.TextChoices):
        DAY = "day"
        WEEK = "week"
        MONTH = "month"
        NEVER = "never"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest")
    every = models.CharField(max_length=6, choices=Every, default=Every.WEEK)
    origin = models.CharField(max_length=300, blank=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(every=""), name="a_digest_says_how_often")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.every}"
