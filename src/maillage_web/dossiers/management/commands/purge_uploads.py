"""Delete the workbooks that people tried, the imports and the prepared files whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.dossiers import actions
from maillage_web.dossiers.actions import importing


class Command(BaseCommand):
    help = "Delete the uploads, imports and prepared files that have expired, and the sessions too."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        deleted = actions.purge_uploads(now=now) + importing.purge_files(now=now)
        call_command("clearsessions", verbosity=0)
        if options["verbosity"]:
            self.stdout.write(f"{deleted} deleted")
