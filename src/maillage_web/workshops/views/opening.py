"""What the pages of one workshop begin with: which one, for whom."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.queries.stored import analysis_of
from maillage_web.dossiers.views.opening import open_living
from maillage_web.dossiers.views.saving import living_of
from maillage_web.workshops.queries.rooms import Room, find_room


def open_room(request: HttpRequest, slug: str, token: str) -> tuple[State, Room]:
    """The workshop at this address and its dossier as it stands, for who may run it.

    Raises `Http404`, or `PermissionDenied` for a member whose role does not allow it.
    """
    living = open_living(request, slug, Action.RUN_WORKSHOP)
    room = find_room(living, token)
    if room is None:
        raise Http404(token)
    entry = living.entry()
    return State(entry, analysis_of(entry, timezone.localdate()), "", living), room


def author_of(state: State) -> int:
    """The number of the person who acts."""
    return living_of(state).standing.user_id or 0
