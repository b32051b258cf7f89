"""The path of an actor, or of the ecosystem."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.cards.queries.trajectory import path_page
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def trajectory_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = path_page(state, request.GET.get("acteur", ""))
    return render(request, "cards/trajectory.html", {"state": state, "day_form": day_form, "page": page})
