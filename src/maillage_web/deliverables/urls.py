"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
