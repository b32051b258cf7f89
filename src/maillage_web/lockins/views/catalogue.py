"""The catalogue, and what recurs across the dossiers that somebody sees."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from maillage_web.dossiers.choices import UPLOADS_TOKEN
from maillage_web.dossiers.views.opening import keep_private, viewer_of
from maillage_web.lockins.queries.catalogue import entry_page, recurring_page_of
from maillage_web.lockins.queries.gathering import recurrences_for


@require_safe
@vary_on_cookie
def recurring_page(request: HttpRequest) -> HttpResponse:
    found = recurrences_for(viewer_of(request), timezone.localdate())
    return _shown(request, "lockins/recurring.html", {"page": recurring_page_of(found)})


@require_safe
@vary_on_cookie
def obstacle_page(request: HttpRequest, code: str) -> HttpResponse:
    """One entry of the catalogue; a word that somebody added to the list has no page."""
    found = recurrences_for(viewer_of(request), timezone.localdate())
    page = entry_page(code.replace("-", "_"), found)
    if page is None:
        raise Http404(code)
    return _shown(request, "lockins/obstacle.html", {"page": page})


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """What somebody alone may see is kept by no cache."""
    response = render(request, template, context)
    own = request.user.is_authenticated or UPLOADS_TOKEN in request.session
    return keep_private(response) if own else response
