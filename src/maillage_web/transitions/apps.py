"""The move of an organisation from volume to use, with sliders and the table beneath."""

from __future__ import annotations

from django.apps import AppConfig


class TransitionsConfig(AppConfig):
    name = "maillage_web.transitions"
