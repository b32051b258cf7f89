"""Lock-ins of a dossier, as a workshop board and as loops."""

from __future__ import annotations

from django.apps import AppConfig


class LockinsConfig(AppConfig):
    name = "maillage_web.lockins"
