"""Addresses of the app."""

from __future__ import annotations

from django.urls import path

from maillage_web.jobs import views

urlpatterns = [
    path("travaux/<str:token>/", views.job_page, name="job"),
    path("travaux/<str:token>/annuler/", views.stop, name="stop-job"),
]
