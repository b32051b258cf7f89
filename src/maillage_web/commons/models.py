"""Rows of the library: who is of the community, items and their versions, what cites them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from maillage_web.dossiers.models import LivingDossier


class Member(models.Model):
    """A person of the professional community, who accepted a version of its rules."""

    class Role(models.TextChoices):
        MEMBER = "member"
        MODERATOR = "moderator"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="community")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    accepted = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Item(models.Model):
    """A practice, a case, a sheet, a template or a question, through its versions. `number` is the published one.

    `reading`, `reuse` and `gives_back` are its rules; `dossier` is where a case was drawn from, told to nobody else
    than the members of that dossier.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice"
        CASE = "case"
        SHEET = "sheet"
        TEMPLATE = "template"
        QUESTION = "question"

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    slug = models.SlugField(max_length=100, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.PositiveIntegerField(default=0)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="items")
    authors = models.CharField(max_length=300, blank=True)
    licence = models.CharField(max_length=40)
    reading = models.CharField(max_length=12)
    reuse = models.CharField(max_length=20)
    gives_back = models.BooleanField(default=False)
    dossier = models.ForeignKey(LivingDossier, models.SET_NULL, null=True, related_name="cases")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(number__gt=0), name="published_has_a_version"
            ),
            models.CheckConstraint(condition=~Q(licence=""), name="an_item_has_a_licence"),
        ]

    def __str__(self) -> str:
        return self.slug


class ItemVersion(models.Model):
    """What an item says, in one version. Version 0 is the draft; the others never change."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=2, default="fr")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    facets = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    file = models.BinaryField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    changes = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="versions_of_an_item_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class Link(models.Model):
    """What the published version of an item is about: an obstacle, a lever, a practice, a phase, another item…"""

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=100)

    class Meta:
        indexes = [models.Index(fields=["kind", "code"], name="items_about")]
        constraints = [models.UniqueConstraint(fields=["item", "kind", "code"], name="linked_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind} {self.code}"


class Citation(models.Model):
    """A dossier that uses a version of an item, where, and what it made of it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="citations")
    number = models.PositiveIntegerField()
    dossier = models.ForeignKey(LivingDossier, models.CASCADE, related_name="citations")
    table = models.CharField(max_length=30, blank=True)
    row = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    gave_back = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "dossier", "table", "row"], name="cited_once_per_row"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.dossier_id}"
