"""Fill an empty database from a file written by ``backup``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from maillage_web.common.management.backups import Refusal, restore
from maillage_web.common.management.backups.telling import shown_progress


class Command(BaseCommand):
    help = "Fill an empty database with FILE, written by backup. A database without tables gets them first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a file written by backup")
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, help="which database (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with shown_progress("restore") as tell:
                manifest = restore(options["file"], using=DEFAULT_DB_ALIAS, tell=tell)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            tables = len(manifest.members)
            self.stdout.write(f"{manifest.rows} rows of {tables} tables restored, as of {manifest.made_at}")
