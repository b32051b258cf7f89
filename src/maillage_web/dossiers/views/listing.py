"""The list of dossiers: one's own, public ones, what this browser sent, the examples; and apart, the archived ones."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from maillage_web.dossiers.queries import overview, stored
from maillage_web.dossiers.queries.invitations import letters_to
from maillage_web.dossiers.queries.listing import my_dossiers, public_dossiers
from maillage_web.dossiers.views.opening import keep_private, viewer_of


@require_safe
@vary_on_cookie
def dossiers(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    entries = stored.visible_entries(viewer)
    cards = [overview.card_of(entry, timezone.localdate()) for entry in entries]
    known = viewer.user_id is not None
    context = _living(request, archived=False) | {
        "letters": letters_to(request.user.email, viewer.now) if known else (),
        "uploads": [card for card in cards if card.entry.is_upload],
        "examples": [card for card in cards if not card.entry.is_upload],
    }
    return _shown(request, "dossiers/list.html", context)


@require_safe
@vary_on_cookie
def archives(request: HttpRequest) -> HttpResponse:
    return _shown(request, "dossiers/people/archives.html", _living(request, archived=True))


def _living(request: HttpRequest, *, archived: bool) -> dict[str, Any]:
    """The living dossiers that are asked for: which page of each list, with which words in their titles."""
    words = request.GET.get("q", "").strip()[:100]
    viewer = viewer_of(request)
    values = {"words": words, "archived": archived}
    mine = my_dossiers(viewer.user_id, request.GET.get("mes"), **values)
    shared = public_dossiers(viewer.user_id, request.GET.get("publics"), **values)
    many = words != "" or max(mine.paginator.num_pages, shared.paginator.num_pages) > 1
    return {"mine": mine, "shared": shared, "words": words, "many": many}


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    return keep_private(response) if request.user.is_authenticated else response
