"""What is coming: calendar feeds, reminders, digests."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "maillage_web.calendars"
