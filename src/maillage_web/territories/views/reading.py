"""A territory read: its page, and the same to print."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.territory.comparing import compared_kind
from maillage.territory.perimeters import Perimeter
from maillage_web.territories.choices import PeerOptions
from maillage_web.territories.forms.peers import PeersForm
from maillage_web.territories.queries import (
    drawn_maps,
    heads,
    maps,
    outlines,
    pages,
    peers,
    places,
    readings,
    sources,
)
from maillage_web.territories.views.opening import marks, territory_view


@territory_view("territory")
def territory_page(request: HttpRequest, place: Perimeter) -> HttpResponse:
    form = PeersForm(request.GET, kind=compared_kind(place))
    options = form.chosen()
    context = {
        "head": heads.head(place, request.GET.get("ancien", "")),
        "asked": form.filled(),
        "body": body(place, options, marks(), get_language() or "fr"),
        "outlined": outlines.any_known(),
    }
    return render(request, "territories/territory.html", context)


@territory_view("territory-report", kept=False)  # it says the day
def report_page(request: HttpRequest, place: Perimeter) -> HttpResponse:
    options = PeersForm(request.GET, kind=compared_kind(place)).chosen()
    painted = maps.painted(place, "")
    context = {
        "head": heads.head(place),
        "painted": painted,
        "drawn": drawn_maps.drawn_map(painted.parts, _("Map of the classes beside")),
        "body": body(place, options, marks(), get_language() or "fr", unfolded=True),
        "editions": sources.editions(),
        "today": timezone.localdate(),
    }
    return render(request, "territories/report.html", context)


@lru_cache(maxsize=48)
def body(
    place: Perimeter, options: PeerOptions, _marks: str, _language: str, *, unfolded: bool = False
) -> SafeString:
    """The reading as HTML, made once: nothing in it depends on who looks. `unfolded`: with every figure open."""
    beside = readings.reading_of(place, options)
    painted = maps.painted(place, "")
    context = {
        "place": place,
        "unfolded": unfolded,
        "shown": pages.shown(beside),
        "similar": peers.shown_peers(place, beside.reading.peers) if beside.reading.peers else None,
        "painted": painted,
        "outlined": outlines.known([part.place for part in painted.parts]),
        "outlines": places.address(place, "territory-outlines"),
        "map_page": places.address(place, "territory-map"),
        "tiles": settings.MAILLAGE_TILES,
    }
    return render_to_string("territories/reading.html", context)
