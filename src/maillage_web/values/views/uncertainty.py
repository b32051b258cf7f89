"""The uncertainty of value: what each one may end up with, how often it loses, which amounts matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.value.outcome_words import OutcomeError
from maillage_web.common.templatetags.wording import said
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.values.forms.uncertainty import UncertaintyForm
from maillage_web.values.forms.value import settled
from maillage_web.values.queries.uncertainty import uncertainty_page


@dossier_page
def uncertainty(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    form = UncertaintyForm(request.GET)
    assumptions = settled(state, form).assumptions
    try:
        page = uncertainty_page(state, assumptions, form.asked(assumptions))
    except OutcomeError as error:
        form.add_error(None, said(error.text))
        page = None
    context = {"state": state, "day_form": day_form, "form": form, "page": page}
    return render(request, "values/uncertainty.html", context)
