"""Time given by those who facilitate: a page, and a file to hand on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.journeys.forms.efforts import HoursForm
from maillage_web.journeys.queries.efforts import EffortsPage, efforts_csv
from maillage_web.journeys.queries.efforts import efforts_page as page_of


@dossier_page
def efforts_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    form = HoursForm(request.GET)
    context = {"state": state, "day_form": day_form, "form": form, "page": _page(request, state, form)}
    return render(request, "journeys/efforts.html", context)


@dossier_page
def efforts_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    content = efforts_csv(_page(request, state, HoursForm(request.GET)), language())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-temps.csv"'
    return response


def _page(request: HttpRequest, state: State, form: HoursForm) -> EffortsPage:
    asked, journey = form.asked(), form.journey()
    query = {name: request.GET.get(name, "") for name in form.fields}
    return page_of(state, asked, journey, query)
