"""Send the reminders and digests that are due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.calendars.actions.sending import send_due


class Command(BaseCommand):
    help = "Send the reminders and digests that are due. Workers do it every hour; it is harmless to do it twice."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_due(timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{sent} e-mails sent")
