"""What all pages share: their frame, their words, their errors."""

from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "maillage_web.common"
