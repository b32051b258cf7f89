"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.values.views import sharing, summary, uncertainty, value, what_if

urlpatterns = [
    path("dossiers/<slug:slug>/valeur/", value.value_page, name="value"),
    path("dossiers/<slug:slug>/valeur/et-si/", what_if.what_if_page, name="what-if"),
    path("dossiers/<slug:slug>/valeur/partage/", sharing.sharing_of, name="sharing"),
    path("dossiers/<slug:slug>/valeur/incertitude/", uncertainty.uncertainty, name="uncertainty"),
    path("dossiers/<slug:slug>/valeur/synthese/", summary.value_summary, name="value-summary"),
    path("dossiers/<slug:slug>/valeur/synthese.pdf", summary.value_summary_pdf, name="value-summary-pdf"),
]
