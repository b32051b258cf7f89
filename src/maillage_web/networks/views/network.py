"""The network of a dossier: who holds what, and what falls if somebody leaves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.networks.forms.filtering import NetworkForm
from maillage_web.networks.queries import network, readings


@dossier_page
def network_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    form = NetworkForm(request.GET)
    choice = form.chosen()
    shown = network.network_page(state, choice, form.around, form.words)
    context = {
        "state": state,
        "day_form": day_form,
        "form": form,
        "page": shown,
        "readings": readings.readings_of(state, choice) if shown.network.links else None,
    }
    return render(request, "networks/network.html", context)
