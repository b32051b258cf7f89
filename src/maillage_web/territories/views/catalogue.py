"""The indicators, one by one: what each says, from which counts, found where."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.territory import wording
from maillage_web.territories.queries import catalogue
from maillage_web.territories.views.opening import remembered


@require_safe
def indicators_page(request: HttpRequest) -> HttpResponse:
    def answer() -> HttpResponse:
        return render(
            request, "territories/indicators.html", {"groups": catalogue.groups(wording.text("word.whole"))}
        )

    return remembered(request, answer)


@require_safe
def indicator_page(request: HttpRequest, code: str) -> HttpResponse:
    found = catalogue.definition(code)
    if found is None:
        raise Http404(code)
    return remembered(request, lambda: render(request, "territories/indicator.html", {"one": found}))
