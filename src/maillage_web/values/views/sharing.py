"""Sharing rules side by side, with the present situation: reference points for a negotiation."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.value.coalitions import CoalitionError
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.values.forms.sharing import SharingForm
from maillage_web.values.queries.sharing import sharing_page, surplus_of
from maillage_web.values.queries.sharing_trial import trial_of


@dossier_page
def sharing_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; when the actors asked for are not there, their sentence and the rules for everyone."""
    state, day_form = open_state(request, slug)
    form = SharingForm(request.GET)
    refused = None
    try:
        page = sharing_page(state, form.asked)
    except CoalitionError as error:
        refused = error.text
        page = sharing_page(state, replace(form.asked, players=()))
    context = {
        "state": state,
        "day_form": day_form,
        "form": form,
        "asked": form.asked,
        "page": page,
        "refused": refused,
        "surplus": surplus_of(form.amount("excedent"), form.amount("capital"), form.amount("taux")),
        "trial": trial_of(request.GET),
    }
    return render(request, "values/sharing.html", context)
