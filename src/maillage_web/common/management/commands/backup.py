"""Save the whole database to a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from maillage_web.common.management.backups import Refusal, save
from maillage_web.common.management.backups.telling import shown_progress


class Command(BaseCommand):
    help = "Save the whole database to FILE, which can be restored into SQLite or PostgreSQL. The site may be running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="where to write; .zip by custom")
        parser.add_argument("--replace", action="store_true", help="replace FILE if it exists")
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, help="which database (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with shown_progress("backup") as tell:
                manifest = save(
                    path, using=DEFAULT_DB_ALIAS, now=timezone.now(), replace=options["replace"], tell=tell
                )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            size = path.stat().st_size
            self.stdout.write(f"{path}: {manifest.rows} rows of {len(manifest.members)} tables, {size} bytes")
