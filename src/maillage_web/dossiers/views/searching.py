"""Look for words in a dossier."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.queries.searching import search
from maillage_web.dossiers.views.opening import dossier_page, open_state

_LONGEST = 100


@dossier_page
def search_page(request: HttpRequest, slug: str) -> HttpResponse:
    state, day_form = open_state(request, slug)
    words = request.GET.get("q", "")[:_LONGEST].strip()
    passages, count = search(state, words, language())
    context = {"state": state, "day_form": day_form, "words": words, "passages": passages, "count": count}
    return render(request, "dossiers/search.html", context)
