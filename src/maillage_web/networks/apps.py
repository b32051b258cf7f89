"""The network of a dossier: who holds what, and what falls if somebody leaves."""

from __future__ import annotations

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "maillage_web.networks"
