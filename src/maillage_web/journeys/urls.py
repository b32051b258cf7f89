"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.journeys.views import (
    adapting,
    commitments,
    decisions,
    efforts,
    guide,
    journal,
    journey,
    learnings,
    phase,
    resources,
)

urlpatterns = [
    path("guide/", guide.guide, name="guide"),
    path("guide/<slug:code>/", guide.guide_page, name="guide-page"),
    path("dossiers/<slug:slug>/parcours/", journey.journey_page, name="journey"),
    path("dossiers/<slug:slug>/parcours/faire/", adapting.act, name="journey-act"),
    path("dossiers/<slug:slug>/parcours/<slug:journey>/<str:phase>/", phase.phase_page, name="phase"),
    path("dossiers/<slug:slug>/temps/", efforts.efforts_page, name="efforts"),
    path("dossiers/<slug:slug>/temps/heures.csv", efforts.efforts_file, name="efforts-csv"),
    path("mon-journal/", journal.my_journal, name="my-journal"),
    path("mon-journal/journal.md", journal.my_journal_file, name="my-journal-file"),
    path("dossiers/<slug:slug>/journal/", journal.journal_page, name="journal"),
    path("dossiers/<slug:slug>/journal/journal.csv", journal.journal_file, name="journal-csv"),
    path("dossiers/<slug:slug>/journal/ecrire/", journal.write, name="journal-write"),
    path("dossiers/<slug:slug>/journal/partager/", journal.share, name="journal-share"),
    path("dossiers/<slug:slug>/apprentissages/", learnings.learnings_page, name="learnings"),
    path("dossiers/<slug:slug>/apprentissages/liste.csv", learnings.learnings_file, name="learnings-csv"),
    path("dossiers/<slug:slug>/decisions/", decisions.decisions_page, name="decisions"),
    path("dossiers/<slug:slug>/decisions/liste.csv", decisions.decisions_file, name="decisions-csv"),
    path("dossiers/<slug:slug>/decisions/revoir/", decisions.review, name="decision-review"),
    path("dossiers/<slug:slug>/engagements/", commitments.commitments_page, name="commitments"),
    path("dossiers/<slug:slug>/engagements/liste.csv", commitments.commitments_file, name="commitments-csv"),
    path("dossiers/<slug:slug>/engagements/dire/", commitments.restate, name="commitment-state"),
    path("dossiers/<slug:slug>/ressources/", resources.resources_page, name="resources"),
    path("dossiers/<slug:slug>/ressources/liste.csv", resources.resources_file, name="resources-csv"),
    path("dossiers/<slug:slug>/ressources/evaluer/", resources.assess_today, name="resource-assess"),
]
