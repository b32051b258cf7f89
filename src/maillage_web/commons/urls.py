"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from maillage_web.commons.views import library, writing

urlpatterns = [
    path("communs/", library.home, name="commons"),
    path("communs/regles/", library.rules_page, name="commons-rules"),
    path("communs/regles/accepter/", library.accept, name="commons-accept"),
    path("communs/ecrire/", writing.begin, name="commons-write"),
    path("communs/cas/<slug:slug>/", writing.case, name="commons-case"),
    path("communs/<slug:slug>/", library.item, name="commons-item"),
    path("communs/<slug:slug>/v<int:number>/", library.item, name="commons-version"),
    path("communs/<slug:slug>/ecrire/", writing.edit, name="commons-edit"),
    path("communs/<slug:slug>/publier/", writing.publish, name="commons-publish"),
    path("communs/<slug:slug>/retirer/", writing.withdraw, name="commons-withdraw"),
]
