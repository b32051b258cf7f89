"""The value of a dossier: who bears what, who receives what, and rules for sharing it."""

from __future__ import annotations

from django.apps import AppConfig


class ValuesConfig(AppConfig):
    name = "maillage_web.values"
