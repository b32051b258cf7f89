"""Dossiers on the site: examples, and workbooks that people try."""

from __future__ import annotations

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "maillage_web.dossiers"
