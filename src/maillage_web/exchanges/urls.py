"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.exchanges.views import clinics, moderation, threads

urlpatterns = [
    path("echanges/", threads.index, name="threads"),
    path("echanges/nouveau/", threads.new, name="thread-new"),
    path("echanges/moderation/", moderation.desk, name="moderation"),
    path("echanges/moderation/<int:number>/", moderation.decision, name="moderation-decide"),
    path("echanges/<str:token>/", threads.thread, name="thread"),
    path("echanges/<str:token>/suivre/", threads.follow, name="thread-follow"),
    path("echanges/<str:token>/clore/", threads.close, name="thread-close"),
    path("echanges/<str:token>/signaler/", threads.flag, name="thread-flag"),
    path("echanges/<str:token>/recours/", threads.appeal, name="thread-appeal"),
    path("echanges/<str:token>/<int:number>/changer/", threads.change, name="post-change"),
    path("echanges/<str:token>/<int:number>/retirer/", threads.withdraw, name="post-withdraw"),
    path("echanges/<str:token>/<int:number>/signaler/", threads.flag, name="post-flag"),
    path("echanges/<str:token>/<int:number>/recours/", threads.appeal, name="post-appeal"),
    path("codev/", clinics.index, name="clinics"),
    path("codev/nouvelle/", clinics.new, name="clinic-new"),
    path("codev/<str:token>/", clinics.clinic, name="clinic"),
]
