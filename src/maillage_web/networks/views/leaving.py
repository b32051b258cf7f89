"""The exit explorer: tick who leaves and which money stops, see what falls."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.network.leaving import CAUTION
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.networks.queries.leaving import exit_page as page_for


@dossier_page
def exit_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    asked = request.GET
    page = page_for(
        state, asked.getlist("acteur"), asked.getlist("argent"), decides=asked.get("argent-decide") == "1"
    )
    context = {"state": state, "day_form": day_form, "page": page, "caution": CAUTION}
    return render(request, "networks/exit.html", context)
