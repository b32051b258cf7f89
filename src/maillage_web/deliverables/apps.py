"""What is handed over: documents made from a dossier, for one kind of reader, on one day."""

from __future__ import annotations

from django.apps import AppConfig


class DeliverablesConfig(AppConfig):
    name = "maillage_web.deliverables"
