"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.workshops.views import (
    console,
    direct,
    joining,
    notes,
    paper,
    phone,
    planning,
    review,
    screen,
    workshops,
)

urlpatterns = [
    path("atelier/", joining.join_page, name="join"),
    path("atelier/<str:token>/", phone.phone, name="phone"),
    path("ateliers/direct/dire/", direct.say_over_http, name="live-say"),
    path("ateliers/direct/depuis/", direct.since_over_http, name="live-since"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/papier.pdf", paper.kit, name="workshop-kit"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/papier/", paper.paper, name="workshop-paper"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/relecture/", review.review, name="workshop-review"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/compte-rendu/", review.report, name="workshop-report"),
    path("ateliers/<str:token>/ecran/", screen.screen, name="screen"),
    path("dossiers/<slug:slug>/ateliers/", workshops.workshops_page, name="workshops"),
    path("dossiers/<slug:slug>/ateliers/nouveau/", planning.new_workshop, name="workshop-new"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/", console.console, name="workshop"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/faire/", console.act, name="workshop-act"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/activites/", planning.activities, name="workshop-plan"),
    path("dossiers/<slug:slug>/ateliers/<str:token>/notes/", notes.notes, name="workshop-notes"),
]
