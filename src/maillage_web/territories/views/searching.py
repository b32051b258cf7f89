"""Find a territory by typing its name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage_web.territories.choices import LONGEST, UPDATE_COMMAND
from maillage_web.territories.queries import places, sources


def _asked(request: HttpRequest) -> dict[str, object]:
    words = request.GET.get("q", "")[:LONGEST].strip()
    sides = places.sides(request.GET.getlist("avec"))
    return {"words": words, "found": places.offers(words, sides), "sides": sides}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    context = _asked(request) | {
        "examples": places.examples(),
        "loaded": sources.loaded(),
        "update": UPDATE_COMMAND,
    }
    return render(request, "territories/search.html", context)


@require_safe
def offered(request: HttpRequest) -> HttpResponse:
    """The list alone, which the page renews while somebody types; what is chosen joins those of ``?avec=``."""
    return render(request, "territories/places.html", _asked(request))
