"""Long work done out of sight: where it stands, how to stop it."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "maillage_web.jobs"
    verbose_name = _("jobs")

    def ready(self) -> None:
        from django_tasks.signals import task_finished

        task_finished.connect(_task_finished, dispatch_uid="jobs end with their task")


def _task_finished(*, task_result: Any, **_: Any) -> None:
    from django.utils import timezone

    from maillage_web.jobs.actions import settle

    settle(task_id=task_result.id, now=timezone.now())
