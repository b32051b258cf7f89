"""What changed in a network between two days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.networks.queries.changes import changes_page as page_for


@dossier_page
def changes_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = page_for(state, request.GET.get("de", ""), request.GET.get("a", ""))
    return render(request, "networks/changes.html", {"state": state, "day_form": day_form, "page": page})
