"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.networks.views import changes, leaving, network

urlpatterns = [
    path("dossiers/<slug:slug>/reseau/", network.network_page, name="network"),
    path("dossiers/<slug:slug>/reseau/sorties/", leaving.exit_page, name="exit"),
    path("dossiers/<slug:slug>/reseau/changements/", changes.changes_page, name="changes"),
]
