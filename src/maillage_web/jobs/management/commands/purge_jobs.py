"""Delete the jobs that have expired, and the tasks that ended a week ago."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.jobs import actions


class Command(BaseCommand):
    help = "Delete the jobs that have expired and the tasks that ended a week ago. Workers do it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        jobs, tasks = actions.purge(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{jobs} jobs and {tasks} tasks deleted")
