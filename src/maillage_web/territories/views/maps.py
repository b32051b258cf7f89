"""The map of a territory, and the outlines that its script asks for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from maillage.territory.perimeters import Perimeter
from maillage_web.territories.queries import heads, maps, outlines, places
from maillage_web.territories.views.opening import territory_view

LONGEST_CODE = 60


def asked(request: HttpRequest) -> str:
    """The indicator that the address asks for."""
    return request.GET.get("indicateur", "")[:LONGEST_CODE]


@territory_view("territory-map")
def map_page(request: HttpRequest, place: Perimeter) -> HttpResponse:
    shown = maps.painted(place, asked(request))
    context = {
        "head": heads.head(place),
        "painted": shown,
        "choices": maps.choices(place),
        "outlined": outlines.known([part.place for part in shown.parts]),
        "outlines": places.address(place, "territory-outlines", indicateur=shown.code),
        "tiles": settings.MAILLAGE_TILES,
    }
    return render(request, "territories/map.html", context)


@territory_view("territory-outlines", kept=False)
def outlines_file(request: HttpRequest, place: Perimeter) -> HttpResponse:
    """GeoJSON: the parts of the territory with their value and their class."""
    content = outlines.collection(maps.painted(place, asked(request)).parts)
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
