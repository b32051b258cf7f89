"""The directory of practitioners, and who could meet the need of a project."""

from __future__ import annotations

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "maillage_web.community"
