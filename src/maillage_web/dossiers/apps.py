"""Dossiers on the site: examples to read, one's own workbook to try, living dossiers to write together."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DossiersConfig(AppConfig):
    name = "maillage_web.dossiers"

    def ready(self) -> None:
        """Keep history written once, whatever migrations did."""
        from maillage_web.dossiers.models.guards import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="history-written-once")
