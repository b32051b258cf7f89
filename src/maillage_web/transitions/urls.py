"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.transitions.views import transition

urlpatterns = [
    path("dossiers/<slug:slug>/passage/", transition.transitions_page, name="transitions"),
    path("dossiers/<slug:slug>/passage/<str:actor>/", transition.transition_page, name="transition"),
]
