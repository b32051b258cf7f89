"""Rows of programmes: who works in them, the projects they support, what projects chose to show."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from maillage_web.dossiers.models import LivingDossier


class Programme(models.Model):
    """A public support to collective projects. Its name is data; `illustration` says that it is invented."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    summary = models.JSONField(default=dict)
    funder = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    public = models.BooleanField(default=False)
    illustration = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.slug


class Place(models.Model):
    """What a person does in a programme: officer, committee, reviewer or observer."""

    class Role(models.TextChoices):
        OFFICER = "officer"
        COMMITTEE = "committee"
        REVIEWER = "reviewer"
        OBSERVER = "observer"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="places")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="programme_places")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "user"], name="one_place_per_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.role}"


class Project(models.Model):
    """A collective project that a programme supports. `application` is the token of what it applied with, if here."""

    class State(models.TextChoices):
        SUPPORTED = "supported"
        FINISHED = "finished"
        WITHDRAWN = "withdrawn"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="projects")
    token = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    dossier = models.ForeignKey(LivingDossier, models.PROTECT, null=True, related_name="projects")
    application = models.CharField(max_length=24, blank=True, db_index=True)
    cohort = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SUPPORTED)
    territory = models.JSONField(default=list)
    spheres = models.JSONField(default=list)
    joined_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["programme", "cohort"], name="projects_by_cohort")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("joined_on")),
                name="projects_end_after_they_join",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Referent(models.Model):
    """A person who answers for a project: they choose what it shows, report, and speak in its cohort."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="referents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="referent_of")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="answers_once_for_a_project")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.user_id}"


class SharingChoice(models.Model):
    """What a project shows, from a moment on: written once; the last one holds.

    `parts` go to the programme, `public_parts` to everybody, `research` to pseudonymised exports. `unsaid` says whether
    rows that state no visibility are shown to the programme. Rows for members, facilitators or an actor never are.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="choices")
    number = models.PositiveIntegerField()
    parts = models.JSONField(default=list)
    public_parts = models.JSONField(default=list)
    research = models.BooleanField(default=False)
    unsaid = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="choices_are_numbered")]

    def __str__(self) -> str:
        return f"{self.project_id} n°{self.number}"


class ProjectReading(models.Model):
    """What the portfolio reads of a project, computed from what it shows. `stamp` says of which state of both."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="reading")
    stamp = models.CharField(max_length=120)
    content = models.JSONField()
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.project_id} {self.stamp}"


class Effort(models.Model):
    """Time or money that animating the programme took, as somebody noted it; nothing is extrapolated."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="efforts")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="efforts")
    on = models.DateField()
    kind = models.CharField(max_length=30)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    what = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=False) | Q(cost__isnull=False), name="an_effort_says_time_or_money"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.on}"
