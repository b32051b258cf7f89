"""Every actor's model in brief."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.cards.queries.brief import brief_page
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def cards_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    return render(
        request, "cards/cards.html", {"state": state, "day_form": day_form, "page": brief_page(state)}
    )
