"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.notices.views import news

urlpatterns = [
    path("compte/nouvelles/", news.news, name="news"),
    path("compte/nouvelles/lues/", news.read, name="news-read-all"),
    path("compte/nouvelles/<int:number>/lue/", news.read, name="news-read"),
    path("compte/nouvelles/arreter/<str:token>/", news.stop, name="news-stop"),
]
