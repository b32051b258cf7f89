"""How the obstacles of a dossier keep one another going: loops as pictures and as sentences."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.lockins.queries.loops import loops_page as page_for


@dossier_page
def loops_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = page_for(state, request.GET.get("parmi", ""), request.GET.get("frein", ""))
    return render(request, "lockins/loops.html", {"state": state, "day_form": day_form, "page": page})
