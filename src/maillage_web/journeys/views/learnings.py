"""Learnings: a page and a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.views.opening import dossier_page, open_state
from maillage_web.journeys.queries.learnings import learnings_csv
from maillage_web.journeys.queries.learnings import learnings_page as page_of
from maillage_web.journeys.views.saving import attached


@dossier_page
def learnings_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    page = page_of(state, request.GET.get("par", ""))
    return render(request, "journeys/learnings.html", {"state": state, "day_form": day_form, "page": page})


@dossier_page
def learnings_file(request: HttpRequest, slug: str) -> HttpResponse:
    state, _day_form = open_state(request, slug)
    page = page_of(state, request.GET.get("par", ""))
    return attached(learnings_csv(page, language()), f"{slug}-apprentissages")
