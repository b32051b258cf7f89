"""The work that is done out of sight, as people see it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage_web.jobs.choices import ENDED, State


class Job(models.Model):
    """A long piece of work: whose it is, where it stands, where it leads. Its task is a row of the queue (`task_id`).

    `attempt` grows when a job is given to another worker: what the first one still says no longer counts.
    """

    token = models.CharField(_("token of its address"), max_length=43, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("started by"),
    )
    session = models.CharField(max_length=64, blank=True)
    kind = models.SlugField(_("kind"), max_length=50)
    title = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    cancel_asked = models.BooleanField(default=False)
    repeatable = models.BooleanField(default=False)
    attempt = models.PositiveSmallIntegerField(default=1)
    task_id = models.UUIDField(null=True, db_index=True)
    created_at = models.DateTimeField(_("asked on"))
    started_at = models.DateTimeField(_("begun on"), null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("ended on"), null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [models.Index(fields=["state", "beat_at"], name="jobs_by_last_sign_of_life")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="ended_jobs_know_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | Q(started_at__isnull=False, beat_at__isnull=False),
                name="running_jobs_give_signs_of_life",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return reverse("job", args=[self.token])
