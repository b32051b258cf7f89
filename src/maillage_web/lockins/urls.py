"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.lockins.views import board, catalogue, loops

urlpatterns = [
    path("dossiers/<slug:slug>/freins/", board.lockins_page, name="lockins"),
    path("dossiers/<slug:slug>/freins/boucles/", loops.loops_page, name="loops"),
    path("freins/", catalogue.recurring_page, name="recurring"),
    path("freins/<slug:code>/", catalogue.obstacle_page, name="obstacle"),
]
