"""What if? Balances before and after stated changes, that the address holds; nothing is written in the dossier."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from maillage.dossier.vocabularies import vocabulary
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.values.choices import PERIODS
from maillage_web.values.forms.value import ValueForm, settled
from maillage_web.values.forms.what_if import Ground, WhatIfForm
from maillage_web.values.queries.ledgers import lines_for
from maillage_web.values.queries.movable import movables_of
from maillage_web.values.queries.what_if import parties_of, what_if


@dossier_page
def what_if_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, or the balances alone when a slider moved."""
    state, day_form = open_state(request, slug)
    options, parties = ValueForm(request.GET), parties_of(state)
    chosen = settled(state, options)
    movables = movables_of(state, lines_for(state, chosen.assumptions))
    form = WhatIfForm(request.GET, Ground(movables, parties.actor_ids, parties.component_ids))
    found = what_if(state, chosen.assumptions, chosen.estimate, form.changes)
    form.refuse(found.refused)
    kept = [("le", state.asked), ("vu", state.past), *options.kept]
    moving = bool(HtmxDetails(request))
    address = _address(request.path, [*kept, *form.query])
    context = {
        "state": state,
        "day_form": day_form,
        "options": options,
        "movables": movables,
        "parties": parties,
        "form": form,
        "found": found,
        "address": address,
        "back": _address(request.path, kept),
        "periods": [(code, vocabulary("periods").label_of(code)) for code in PERIODS],
        "moving": moving,
    }
    response = render(request, "values/balances.html" if moving else "values/what_if.html", context)
    if moving:
        response["HX-Replace-Url"] = address
    patch_vary_headers(response, ["HX-Request"])
    return response


def _address(path: str, asked: list[tuple[str, str]]) -> str:
    said = [(name, words) for name, words in asked if words]
    return f"{path}?{urlencode(said)}" if said else path
