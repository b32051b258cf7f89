"""Forget what workshops need no longer keep; workers do it every hour."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.workshops.actions.forgetting import forget_workshops


class Command(BaseCommand):
    help = "Close forgotten workshops; erase names after 30 days, private notes and events after a year."

    def handle(self, *args: Any, **options: Any) -> None:
        done = forget_workshops(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{done.closed} closed, {done.unnamed} without names, {done.emptied} emptied")
