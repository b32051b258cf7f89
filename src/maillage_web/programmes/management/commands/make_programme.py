"""``make_programme SLUG TITLE --officer EMAIL``: a programme and its first officer, who has an account."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.utils import timezone

from maillage_web.programmes.actions.programmes import RefusedError, make_programme


class Command(BaseCommand):
    help = "Makes a programme; its officer writes its page and adds people and projects."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="the last word of its address")
        parser.add_argument("title", help="its name")
        parser.add_argument("--officer", required=True, help="the address that its first officer enters with")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("slug", "title", "officer")}
        try:
            validate_slug(options["slug"])
            made = make_programme(now=timezone.now(), **given)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        except RefusedError as refused:
            raise CommandError(str(refused.words)) from None
        self.stdout.write(f"Programme {made.slug} made.")
