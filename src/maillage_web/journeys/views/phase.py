"""One phase of a journey: what guides it, what the dossier holds of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.journeys.queries.phase import phase_page as page_of


@dossier_page
def phase_page(request: HttpRequest, slug: str, journey: str, phase: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = page_of(state, journey, phase)
    if page is None:
        raise Http404(phase)
    return render(request, "journeys/phase.html", {"state": state, "day_form": day_form, "page": page})
