"""The built-in guide: how an ecosystem is initiated and supported."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage_web.journeys.queries.guide import guide_contents, guide_reading


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "journeys/guide.html", {"contents": guide_contents()})


@require_safe
def guide_page(request: HttpRequest, code: str) -> HttpResponse:
    try:
        reading = guide_reading(code)
    except KeyError:
        raise Http404(code) from None
    return render(request, "journeys/guide_page.html", {"reading": reading, "page": reading.page})
