"""Where every figure comes from, and what is not loaded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage_web.territories.choices import OUTLINES_COMMAND
from maillage_web.territories.queries import outlines, sources
from maillage_web.territories.views.opening import remembered


@require_safe
def sources_page(request: HttpRequest) -> HttpResponse:
    def answer() -> HttpResponse:
        context = {
            "editions": sources.editions(),
            "lacking": sources.lacking(),
            "outlines": outlines.any_known(),
            "bring_outlines": OUTLINES_COMMAND,
        }
        return render(request, "territories/sources.html", context)

    return remembered(request, answer)
