"""The console of a workshop: prepared, it is reread; open, it is led; closed, it says what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.text import Language
from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.queries.state import State
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.dossiers.views.saving import living_of
from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.forms.commands import COMMANDS, NOBODY_LEAVES, UnclearError, key_of, read_command
from maillage_web.workshops.forms.planning import WorkshopForm
from maillage_web.workshops.queries.console import actor_names, board_for, desk_of
from maillage_web.workshops.queries.exits import LeavingError, exit_told
from maillage_web.workshops.queries.rooms import Room, present_in, private_notes
from maillage_web.workshops.queries.screens import screen_link
from maillage_web.workshops.views.live import live_settings, with_live
from maillage_web.workshops.views.opening import author_of, open_room
from maillage_web.workshops.views.qr import door_of, qr_of, scanned
from maillage_web.workshops.views.workshops import pages_about


@never_cache
@require_safe
def console(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    state, room = open_room(request, slug, token)
    actors = actor_names(present_in(room.pk), state.whole)
    context: dict[str, Any] = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "desk": desk_of(room, request.GET.get("activite", ""), actors, timezone.now()),
        "pages": pages_about(room),
        "kept": private_notes(room.pk, author_of(state)),
        "screen": f"{reverse('screen', args=[room.token])}?{urlencode({'lien': screen_link(room.token)})}",
        "name_form": WorkshopForm(
            initial={"title": room.title, "language": room.language}, label_suffix="", auto_id="nom_%s"
        ),
    }
    if room.state != "open":
        return keep_private(render(request, "workshops/console_shut.html", context))
    context |= {
        "qr": qr_of(scanned(request, room)),
        "door": door_of(request, room),
        "live": live_settings(request, room, "facilitator", "f"),  # type: ignore[arg-type]
    }
    response = keep_private(render(request, "workshops/console.html", context))
    with_live(request, response)
    return response


# --- commands ---------------------------------------------------------------------------------------------------------


@never_cache
@require_POST
def act(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """One command of the console, from a plain form; then back to the console, on the same activity."""
    state, room = open_room(request, slug, token)
    asked = request.POST.get("faire", "")
    do = _OF_THE_ROOM.get(asked)
    try:
        if do is not None:
            do(request, state, room)
        elif asked in COMMANDS:
            _say(request, room)
        else:
            messages.error(request, _("This button is not known here: load the page again."))
    except (RoomRefusedError, UnclearError, LeavingError) as refused:
        messages.error(request, refused.text.in_(language()))
    return keep_private(redirect(_back(request, room)))


def _say(request: HttpRequest, room: Room) -> None:
    now = timezone.now()
    _tell(request, room, read_command(request.POST, board_for(room), now))


def _tell(request: HttpRequest, room: Room, said: list[Said]) -> None:
    """Say it as the facilitators, and show why something was refused, once."""
    answers = say(room.pk, "f", said, timezone.now())
    whys = dict.fromkeys(one.refusal.text for one in answers if one.refusal is not None)
    for why in whys:
        messages.error(request, why.in_(language()))


def _back(request: HttpRequest, room: Room) -> str:
    key = request.POST.get("cle", "")[:20] or request.POST.get("ici", "")[:20]
    query = f"?{urlencode({'activite': key})}" if key else ""
    return reverse("workshop", args=room.address) + query


def _open_room(request: HttpRequest, state: State, room: Room) -> None:
    rooms.open_workshop(workshop=room.pk, now=timezone.now())
    messages.success(request, _("The workshop is open: show the big screen, people join with the code."))


def _change_code(request: HttpRequest, state: State, room: Room) -> None:
    rooms.change_code(workshop=room.pk)
    messages.success(
        request, _("The code is changed: the former one opens nothing any more. Load the big screen again.")
    )


def _end(request: HttpRequest, state: State, room: Room) -> None:
    rooms.close_workshop(workshop=room.pk, now=timezone.now())
    messages.success(request, _("The workshop is closed and its code no longer works."))


def _put_out(request: HttpRequest, state: State, room: Room) -> None:
    words = request.POST.get("numero", "")
    if words.isascii() and words.isdigit() and len(words) < 6:
        rooms.remove(workshop=room.pk, number=int(words), now=timezone.now())


def _exit(request: HttpRequest, state: State, room: Room) -> None:
    """Compute what would fall, and show it to the room."""
    chosen = request.POST.getlist("acteur")[:20]
    if not chosen:
        raise UnclearError(NOBODY_LEAVES)
    tongue: Language = "en" if room.language == "en" else "fr"
    content = exit_told(living_of(state), chosen, tongue)
    activity, key = request.POST.get("cle", ""), key_of(request.POST)
    _tell(
        request, room, [Said(f"{key}-0", activity, "shown", content), Said(f"{key}-1", activity, "show", {})]
    )


_OF_THE_ROOM: Mapping[str, Callable[[HttpRequest, State, Room], None]] = {
    "ouvrir-la-salle": _open_room,
    "changer-le-code": _change_code,
    "finir": _end,
    "sortir": _put_out,
    "depart": _exit,
}
"""The commands that are more than something said in the room, by the word of the button."""
