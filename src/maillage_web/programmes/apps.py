"""Programmes, who works in them, the projects they support and what these show of themselves."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "maillage_web.programmes"
