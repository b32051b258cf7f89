"""Live workshops: a code, phones, a big screen, paper, and what enters the dossier afterwards."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "maillage_web.workshops"
