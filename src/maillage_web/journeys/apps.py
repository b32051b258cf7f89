"""Journeys of a dossier: phases as loops, the guide, the memory of the collective."""

from __future__ import annotations

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "maillage_web.journeys"
