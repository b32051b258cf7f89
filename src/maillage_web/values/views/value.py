"""The value of a dossier: who bears what, who receives what, what is uncovered, what could not be counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.values.forms.value import ValueForm, settled
from maillage_web.values.queries.flows import FlowWords, flow_picture, flows_of
from maillage_web.values.queries.ledgers import ledger_for
from maillage_web.values.queries.value import value_page as statement_of


@dossier_page
def value_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The statement, the picture of flows and the assumptions, with the settings that the address says."""
    state, day_form = open_state(request, slug)
    options = ValueForm(request.GET)
    chosen = settled(state, options)
    ledger = ledger_for(state, chosen.assumptions, chosen.estimate)
    year = options.year if options.year in ledger.lines.years else None
    flows = flows_of(state, ledger, year)
    context = {
        "state": state,
        "day_form": day_form,
        "options": options,
        "estimate_words": options.estimate_words,
        "page": statement_of(state, ledger),
        "picture": flow_picture(state, ledger.lines.names, flows, _words()) if flows else None,
        "year_shown": year,
        "told": {},
    }
    return render(request, "values/value.html", context)


def _words() -> FlowWords:
    return FlowWords(
        told=_("Who gives to whom: the table below says the same."),
        others=_("Other actors"),
        unsaid=_("amount not known"),
        kind=_("not money"),
    )
