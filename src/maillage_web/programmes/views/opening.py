"""What the views of programmes begin with: which programme or project, for whom, may they."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maillage_web.dossiers.views.opening import keep_private
from maillage_web.programmes.policies import Action, Role
from maillage_web.programmes.queries.found import Project, project_of
from maillage_web.programmes.queries.standing import Seen, find_programme


def open_programme(request: HttpRequest, slug: str, action: Action = Action.READ) -> Seen:
    """The programme at this address, for who may do `action` there. Raises `Http404`, `PermissionDenied`."""
    seen = find_programme(slug, request.user.pk if request.user.is_authenticated else None)
    if seen is None or not seen.standing.may(Action.READ).allowed:
        raise Http404(slug)
    decision = seen.standing.may(action)
    if not decision.allowed:
        raise PermissionDenied(decision.reason)
    return seen


def find_project(seen: Seen, token: str) -> Project:
    """The project of this token in the programme. Raises `Http404`."""
    found = project_of(seen.programme, token)
    if found is None:
        raise Http404(token)
    return found


def shown_page(request: HttpRequest, template: str, seen: Seen, context: dict[str, Any]) -> HttpResponse:
    """A page of a programme; caches keep none."""
    rights = {action.name.lower(): seen.standing.may(action).allowed for action in Action}
    told = {"programme": seen.programme, "standing": seen.standing, "rights": rights, **context}
    told["visitor"] = seen.standing.role is Role.VISITOR
    return keep_private(render(request, f"programmes/{template}.html", told))
