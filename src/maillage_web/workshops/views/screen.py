"""The big screen of a workshop: opened by a signed link, or by who runs the workshop."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.text import Language
from maillage_web.dossiers.policies import Action
from maillage_web.dossiers.queries.living import find_living
from maillage_web.dossiers.views.opening import keep_private, viewer_of
from maillage_web.workshops.queries.rooms import Room, find_room, room_at
from maillage_web.workshops.queries.screen import screen_of, words_for
from maillage_web.workshops.queries.screens import is_screen_link
from maillage_web.workshops.views.live import live_settings, with_live
from maillage_web.workshops.views.qr import door_of, qr_of, scanned


@never_cache
@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """What the room reads, in the language of the room; once the workshop has ended, a page that says so."""
    room = room_at(token)
    if room is None or not (is_screen_link(token, request.GET.get("lien", "")) or _runs(request, room)):
        raise Http404(token)
    tongue: Language = "en" if room.language == "en" else "fr"
    context = {"room": room, "tongue": tongue, "now": int(timezone.now().timestamp() * 1000)}
    with override(tongue):
        if room.state != "open":
            return keep_private(render(request, "workshops/screen_over.html", context))
        context |= {
            "qr": qr_of(scanned(request, room)),
            "door": door_of(request, room),
            "seen": screen_of(room, tongue),
            "words": words_for(tongue),
            "live": live_settings(request, room, "screen", ""),  # type: ignore[arg-type]
        }
        response = keep_private(render(request, "workshops/screen.html", context))
    with_live(request, response)
    return response


def _runs(request: HttpRequest, room: Room) -> bool:
    """Whether the person may run this workshop, as the address of the console would say."""
    living = find_living(room.slug, viewer_of(request).user_id)
    if living is None or not living.standing.may(Action.RUN_WORKSHOP).allowed:
        return False
    return find_room(living, room.token) is not None
