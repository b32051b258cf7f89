"""The workshop board: what holds the dossier back, who holds it, what was tried, what signs propose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.lockins.queries.board import board_page


@dossier_page
def lockins_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "page": board_page(state, request.GET.get("acteur", ""))}
    return render(request, "lockins/board.html", context)
