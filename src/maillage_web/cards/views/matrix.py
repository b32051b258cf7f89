"""What each actor agreed to show, register by register."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.cards.queries.matrix import matrix_page as page_for
from maillage_web.dossiers.views.opening import dossier_page, open_state


@dossier_page
def matrix_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    return render(
        request, "cards/matrix.html", {"state": state, "day_form": day_form, "page": page_for(state)}
    )
