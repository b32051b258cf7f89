"""What the views of one dossier begin with: which one, on which day, may it be opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from maillage_web.dossiers.choices import UPLOAD_PREFIX
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of, find_entry


def open_entry(request: HttpRequest, slug: str) -> Entry:
    """The dossier at this address; somebody else's upload is not there at all."""
    entry = find_entry(slug, request.session.session_key, timezone.now())
    if entry is None:
        raise Http404(slug)
    return entry


def open_state(request: HttpRequest, slug: str) -> tuple[State, DayForm]:
    """The dossier on the day that the address asks for, and the form that asked."""
    entry = open_entry(request, slug)
    form = DayForm(request.GET)
    day, asked = form.chosen(timezone.localdate())
    return State(entry, analysis_of(entry, day), asked), form


def page_of(request: HttpRequest, paginator: Paginator[Any]) -> Page[Any]:
    """The page asked for; the nearest one when there is no such page."""
    return paginator.get_page(request.GET.get("page"))


def dossier_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only reads; what it shows of an upload is kept by no cache and found by no search engine."""

    @require_safe
    @wraps(view)
    def discreet(request: HttpRequest, slug: str, **further: str) -> HttpResponse:
        response = view(request, slug, **further)
        if slug.startswith(UPLOAD_PREFIX):
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["Cookie"])
            response["X-Robots-Tag"] = "noindex"
        return response

    return discreet
