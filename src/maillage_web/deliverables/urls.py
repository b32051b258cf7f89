"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.deliverables.views import documents

urlpatterns = [
    path("dossiers/<slug:slug>/documents/", documents.deliverables_page, name="deliverables"),
    path("dossiers/<slug:slug>/documents/<slug:kind>.<slug:form>", documents.deliverable, name="deliverable"),
    path("documents/modele.docx", documents.word_template, name="word-template"),
]
