"""Threads, case clinics, and the care of what is said."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    name = "maillage_web.exchanges"
