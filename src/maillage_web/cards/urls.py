"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.cards.views import answering, card, cards, frames, matrix, questionnaire, raters, trajectory

urlpatterns = [
    path("dossiers/<slug:slug>/modeles/", cards.cards_page, name="cards"),
    path("dossiers/<slug:slug>/registres/", matrix.matrix_page, name="matrix"),
    path("dossiers/<slug:slug>/chemins/", trajectory.trajectory_page, name="trajectory"),
    path("dossiers/<slug:slug>/modeles/<str:actor>/", card.card, name="card"),
    path("dossiers/<slug:slug>/modeles/<str:actor>/ouvrir/", card.open_field_of, name="open-field"),
    path("dossiers/<slug:slug>/modeles/<str:actor>/regards/", raters.raters, name="raters"),
    path("referentiels/", frames.frames_page, name="frames"),
    path("referentiels/<str:frame>/<str:version>/", frames.frame_page, name="frame"),
    path("referentiels/<str:frame>/<str:version>/tables.zip", frames.frame_zip, name="frame-zip"),
    path(
        "dossiers/<slug:slug>/modeles/<str:actor>/questions/",
        questionnaire.questionnaire,
        name="questionnaire",
    ),
    path(
        "dossiers/<slug:slug>/modeles/<str:actor>/questions/repondre/",
        answering.answer_page,
        name="answer",
    ),
]
