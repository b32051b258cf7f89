"""The library of the community: practices, cases, sheets, templates, questions."""

from __future__ import annotations

from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "maillage_web.commons"
