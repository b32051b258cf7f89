"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.dossiers.views import downloads, pages, uploads

urlpatterns = [
    path("", pages.home, name="home"),
    path("dossiers/", pages.dossiers, name="dossiers"),
    path("dossiers/<slug:slug>/", pages.overview_page, name="overview"),
    path("dossiers/<slug:slug>/articulation/", pages.articulation_page, name="articulation"),
    path("dossiers/<slug:slug>/acteurs/", pages.actors_page, name="actors"),
    path("dossiers/<slug:slug>/constats/", pages.findings_page, name="findings"),
    path("dossiers/<slug:slug>/tables/", pages.tables_page, name="tables"),
    path("dossiers/<slug:slug>/tables/<slug:table>/", pages.table_page, name="table"),
    path("dossiers/<slug:slug>/rapport.html", downloads.report_html, name="report-html"),
    path("dossiers/<slug:slug>/rapport.pdf", downloads.report_pdf, name="report-pdf"),
    path("dossiers/<slug:slug>/<slug:name>.xlsx", downloads.dossier_xlsx, name="dossier-xlsx"),
    path("dossiers/<slug:slug>/<slug:name>.zip", downloads.dossier_zip, name="dossier-zip"),
    path("dossiers/<slug:slug>/supprimer/", uploads.delete, name="delete"),
    path("verifications/", pages.checks, name="checks"),
    path("verifications/<slug:code>/", pages.check, name="check"),
    path("essayer/", uploads.try_yours, name="try"),
    path("modele.xlsx", downloads.empty_workbook, name="template"),
]
