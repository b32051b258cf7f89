"""Where the collective, or a leader, stands on its journey."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.journeys.queries.journey import journey_page as page_of


@dossier_page
def journey_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = page_of(state, request.GET.get("parcours", ""))
    return render(request, "journeys/journey.html", {"state": state, "day_form": day_form, "page": page})
