"""Model cards of a dossier: today and aim, the questionnaire, raters side by side, the path."""

from __future__ import annotations

from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "maillage_web.cards"
