"""What people are told, where and when they want it: on the site, in one digest, at once, or never."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "maillage_web.notices"
