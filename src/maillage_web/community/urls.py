"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.community.views import directory, mine, needs

urlpatterns = [
    path("communaute/", directory.community, name="community"),
    path("communaute/annuaire/", directory.directory, name="directory"),
    path("communaute/personnes/<str:token>/", directory.practitioner, name="practitioner"),
    path("communaute/profil/", mine.my_profile, name="my-profile"),
    path("communaute/profil/apercu/", mine.preview, name="profile-preview"),
    path("communaute/profil/parcours/", mine.my_practices, name="my-practices"),
    path("communaute/contacts/", mine.contacts, name="contacts"),
    path("communaute/contacts/<str:token>/", mine.contact, name="contact"),
    path("communaute/offrir/<slug:slug>/", mine.offer, name="offer-help"),
    path("dossiers/<slug:slug>/aide/", needs.needs, name="needs"),
    path("dossiers/<slug:slug>/aide/accords/", needs.agreements, name="practice-agreements"),
    path("dossiers/<slug:slug>/aide/proposer/<str:token>/", needs.ask, name="need-ask"),
]
