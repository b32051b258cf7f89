"""``verify_history [SLUG…]``: check that nobody rewrote the history of the dossiers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage_web.dossiers.queries.verification import Verdict, slugs, verdicts


class Command(BaseCommand):
    help = "Checks the seals of the history of dossiers, all of them or those named. Exit code 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the dossiers to check; by default all")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asked = slugs(options["slugs"])
        except KeyError as unknown:
            raise CommandError(f"No living dossier is called {unknown}.", returncode=2) from None
        touched = 0
        for place, verdict in enumerate(verdicts(asked), start=1):
            touched += not verdict.holds
            if options["verbosity"] or not verdict.holds:
                self.stdout.write(f"[{place}/{len(asked)}] {_told(verdict)}")
        if touched:
            raise CommandError(
                f"The history of {touched} of {len(asked)} dossiers was touched.", returncode=1
            )


def _told(verdict: Verdict) -> str:
    """What was found, in a line."""
    if verdict.holds:
        return f"{verdict.slug}: {verdict.acts} acts, every seal holds"
    found = [f"seal broken at act {number}" for number in verdict.broken[:10]]
    if len(verdict.broken) > 10:
        found.append(f"and at {len(verdict.broken) - 10} more")
    if verdict.missing:
        found.append(f"acts missing: {verdict.missing}")
    return f"{verdict.slug}: {', '.join(found)}"
