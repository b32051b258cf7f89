"""Up to four territories side by side, in the order in which they were chosen."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage_web.territories.choices import COMPARED, LONGEST
from maillage_web.territories.queries import comparing, places
from maillage_web.territories.views.opening import remembered


@require_safe
def compare_page(request: HttpRequest) -> HttpResponse:
    sides = places.sides(request.GET.getlist("avec"))
    words = request.GET.get("q", "")[:LONGEST].strip()
    offers = places.offers(words, sides)
    if len(offers) == 1 and len(sides) < COMPARED:
        return HttpResponseRedirect(offers[0].href)

    def answer() -> HttpResponse:
        context = {
            "sides": sides,
            "words": words,
            "found": offers,
            "columns": len(sides) + 1,
            "full": len(sides) == COMPARED,
            "table": comparing.table([side.place for side in sides]),
        }
        return render(request, "territories/compare.html", context)

    return remembered(request, answer)
