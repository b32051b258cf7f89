"""What the views of one dossier begin with: which one, for whom, at which moment, may it be opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from maillage_web.dossiers.choices import UPLOAD_PREFIX, UPLOADS_TOKEN
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.mappers import Entry
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import Living, Viewer, find_living, number_asked
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of, find_entry


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at the page."""
    return Viewer(request.user, request.session.get(UPLOADS_TOKEN, ""), timezone.now())


def open_living(request: HttpRequest, slug: str, action: Action = Action.READ) -> Living:
    """The living dossier at this address, for who may do `action` in it; else there is nothing here.

    A member learns by a 403 that their role does not allow it; somebody who is not in a private dossier gets a 404.
    """
    found = find_living(slug, viewer_of(request).user_id)
    if found is None:
        raise Http404(slug)
    allow(found, action)
    return found


def allow(living: Living, action: Action) -> None:
    """Let through who may do `action`. Raises `PermissionDenied` for the others."""
    decision = living.standing.may(action)
    if not decision.allowed:
        raise PermissionDenied(decision.reason)


def open_entry(request: HttpRequest, slug: str) -> Entry:
    """The dossier at this address, living or kept; somebody else's upload is not there at all."""
    entry, _living = open_dossier(request, slug)
    return entry


def open_dossier(request: HttpRequest, slug: str) -> tuple[Entry, Living | None]:
    """The dossier at this address and, when people write it together, what the viewer is in it."""
    viewer = viewer_of(request)
    living = find_living(slug, viewer.user_id)
    if living is not None:
        return living.entry(_moment(request, living)), living
    entry = find_entry(slug, viewer)
    if entry is None:
        raise Http404(slug)
    return entry, None


def _moment(request: HttpRequest, living: Living) -> int | None:
    """The act after which the address asks to see the dossier; who may not see history sees today only."""
    asked = request.GET.get("vu", "").strip()
    if not asked or not living.standing.may(Action.SEE_HISTORY).allowed:
        return None
    number = number_asked(living.pk, asked)
    if number is None or not 1 <= number <= living.number:
        raise Http404(asked)
    return number


def open_state(request: HttpRequest, slug: str) -> tuple[State, DayForm]:
    """The dossier on the day that the address asks for, and the form that asked."""
    entry, living = open_dossier(request, slug)
    form = DayForm(request.GET)
    day, asked = form.chosen(timezone.localdate())
    past = request.GET.get("vu", "").strip() if living and entry.number != living.number else ""
    return State(entry, analysis_of(entry, day), asked, living, past), form


def page_of(request: HttpRequest, paginator: Paginator[Any]) -> Page[Any]:
    """The page asked for; the nearest one when there is no such page."""
    return paginator.get_page(request.GET.get("page"))


def dossier_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that only reads; what is not public is kept by no cache and found by no search engine."""

    @require_safe
    @wraps(view)
    def discreet(request: HttpRequest, slug: str, **further: str) -> HttpResponse:
        response = view(request, slug, **further)
        return keep_private(response) if _is_private(request, slug) else response

    return discreet


def _is_private(request: HttpRequest, slug: str) -> bool:
    return slug.startswith(UPLOAD_PREFIX) or request.user.is_authenticated


def keep_private(response: HttpResponse) -> HttpResponse:
    """Tell caches and search engines to leave the page alone."""
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Cookie"])
    response["X-Robots-Tag"] = "noindex"
    return response
