"""Fixed choices of the app: where a dossier comes from, how much is kept, how long pages are."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from maillage.io.limits import Limits
from maillage.text import Text

_MIB = 1024 * 1024


class Origin(models.TextChoices):
    """Where a stored dossier comes from."""

    EXAMPLE = "example"
    UPLOAD = "upload"


UPLOAD_LIFE = timedelta(hours=2)
UPLOADS_PER_SESSION = 3
UPLOADS_IN_ALL = 300
UPLOAD_LIMITS = Limits(file=5 * _MIB, opened=20 * _MIB, rows=20_000, files=300)
UPLOAD_PREFIX = "essai-"

ROWS_PER_PAGE = 100
FINDINGS_PER_CHECK = 12
FINDINGS_PER_PAGE = 100
ROWS_OF_A_FINDING = 40
NAMES_IN_A_CELL = 8
OUTLINE_LINES = 1_500
REPAIRS_SHOWN = 200

NODE_KINDS = {
    "challenges": Text("enjeu", "challenge"),
    "effects": Text("effet", "effect"),
    "components": Text("composant", "component"),
    "actors": Text("acteur", "actor"),
}
