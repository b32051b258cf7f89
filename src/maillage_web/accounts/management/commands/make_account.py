"""``make_account EMAIL``: an account whose address counts as confirmed, such as the first administrator's."""

from __future__ import annotations

import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from maillage_web.accounts import actions


class Command(BaseCommand):
    help = "Makes an account; without a password, its owner enters by a code sent by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address to enter with")
        parser.add_argument("--name", default="", help="the name shown to the others")
        parser.add_argument("--language", choices=["fr", "en"], default="fr", help="of the e-mails")
        parser.add_argument("--admin", action="store_true", help="may open the administration pages")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from the input")

    def handle(self, *args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if options["password_stdin"] else None
        try:
            validate_email(options["email"])
            if options["password_stdin"]:
                validate_password(password or "")
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        person, made = actions.make_account(
            email=options["email"],
            name=options["name"],
            password=password,
            language=options["language"],
            admin=options["admin"],
            now=timezone.now(),
        )
        said = "Account {} made." if made else "Account {} exists already: nothing was changed."
        self.stdout.write(said.format(person.pk))
