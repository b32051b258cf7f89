"""Load the example dossiers from their folder; what is already there and did not change is left alone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.dossiers import actions


class Command(BaseCommand):
    help = "Load the example dossiers of the folder MAILLAGE_EXAMPLES (by default examples/, beside src/)."

    def handle(self, *args: Any, **options: Any) -> None:
        done = actions.load_examples(folder=settings.MAILLAGE_EXAMPLES, now=timezone.now())
        for name, reasons in done.refused.items():
            for reason in reasons:
                self.stderr.write(f"{name}: {reason}")
        if options["verbosity"]:
            counts = (
                f"{len(done.loaded)} loaded, {len(done.unchanged)} unchanged, {len(done.removed)} removed"
            )
            self.stdout.write(f"{counts}, {len(done.refused)} refused")
