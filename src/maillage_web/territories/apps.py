"""Territories: their figures read jointly, for any set of communes of France."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "maillage_web.territories"
