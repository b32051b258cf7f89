"""Private notes of a facilitator: seen by their author alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import language
from maillage_web.dossiers.forms import DayForm
from maillage_web.dossiers.views.opening import keep_private
from maillage_web.workshops.actions import private
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.queries.rooms import private_notes
from maillage_web.workshops.views.opening import author_of, open_room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The notes that the person wrote for themselves in this workshop; one more, or one less."""
    state, room = open_room(request, slug, token)
    author = author_of(state)
    if request.method == "POST":
        erased = request.POST.get("effacer", "")
        try:
            if erased.isascii() and erased.isdigit() and len(erased) < 16:
                private.erase_note(workshop=room.pk, author=author, note=int(erased))
            else:
                text = request.POST.get("texte", "")
                private.write_note(workshop=room.pk, author=author, text=text, now=timezone.now())
        except RoomRefusedError as refused:
            messages.error(request, refused.text.in_(language()))
        return keep_private(redirect("workshop-notes", *room.address))
    context = {
        "state": state,
        "day_form": DayForm(),
        "room": room,
        "kept": private_notes(room.pk, author),
    }
    return keep_private(render(request, "workshops/console_notes_page.html", context))
