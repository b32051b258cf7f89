"""The territory of a dossier: its challenges with their figures, open data beside them, the lock-ins met there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.queries.territory import territory_page
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def territory_of(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    context = {"state": state, "day_form": day_form, "page": territory_page(state)}
    return render(request, "dossiers/territory/territory.html", context)
