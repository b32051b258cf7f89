"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.journeys.views import journey

urlpatterns = [
    path("dossiers/<slug:slug>/parcours/", journey.journey_page, name="journey"),
]
