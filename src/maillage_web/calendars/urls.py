"""Addresses of the app, the same words in both languages."""

from __future__ import annotations

from django.urls import path

from maillage_web.calendars.views import agenda, mine

urlpatterns = [
    path("dossiers/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("dossiers/<slug:slug>/agenda.ics", agenda.agenda_ics, name="agenda-ics"),
    path("dossiers/<slug:slug>/agenda/recevoir/", agenda.ask, name="agenda-ask"),
    path("calendrier/<str:secret>.ics", mine.feed, name="feed"),
    path("compte/rappels/", mine.reminders, name="reminders"),
    path("compte/rappels/calendrier/", mine.key, name="calendar-key"),
    path("compte/rappels/arreter/<str:token>/", mine.stop, name="reminders-stop"),
]
