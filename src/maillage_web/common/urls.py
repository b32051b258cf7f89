"""Pages about the site itself."""

from __future__ import annotations

from django.urls import path

from maillage_web.common import views

urlpatterns = [
    path("a-propos/", views.about, name="about"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
