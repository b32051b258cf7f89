"""``make_demo``: one account per role and a dossier to try them in; says how to enter."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from maillage_web.dossiers.actions.demonstration import ADMINISTRATION, PEOPLE, make_demonstration

_PASSWORD_FILE = "demo_password"
_TOLD = """\
Demonstration accounts / comptes de démonstration

{rows}

{dossier}
{further}"""
_SECOND_FACTOR = """\
The administration pages ask for a second factor: set one in “My account”.
Les pages d’administration demandent un second facteur : réglez-en un dans « Mon compte ».
"""
_HEADINGS = ("role / rôle", "address / adresse", "password / mot de passe")
_DOSSIER = "Their dossier / leur dossier :  /dossiers/{slug}/"
_NO_DOSSIER = "No dossier: the example is not loaded.\nPas de dossier : l’exemple n’est pas chargé."


class Command(BaseCommand):
    help = "Makes one demonstration account per role and a dossier to try them in. Never on a site that serves people."

    def handle(self, *args: Any, **options: Any) -> str:
        password = settings.MAILLAGE_DEMO_PASSWORD or _kept_password(settings.MAILLAGE_DATA)
        slug = make_demonstration(password=password, example=settings.MAILLAGE_FEATURED, now=timezone.now())
        lines = [(f"{one.does.en} / {one.does.fr}", one.email, password) for one in (*PEOPLE, ADMINISTRATION)]
        dossier = _DOSSIER.format(slug=slug) if slug else _NO_DOSSIER
        further = _SECOND_FACTOR if settings.MAILLAGE_ADMIN_NEEDS_SECOND_FACTOR else ""
        return _TOLD.format(rows=_table([_HEADINGS, *lines]), dossier=dossier, further=further)


def _table(lines: list[tuple[str, ...]]) -> str:
    """Lines of words in columns."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = ([f"{words:<{width}}" for words, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join(f"  {'  '.join(line)}".rstrip() for line in padded)


def _kept_password(folder: Path) -> str:
    """The password kept in the data folder, readable by its owner only; made once."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _PASSWORD_FILE
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{password}\n")
    return password
