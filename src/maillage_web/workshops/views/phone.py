"""The page of a participant, on their phone. Without JavaScript it tells where things stand and takes one note."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import language, said
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.forms.joining import NoteForm
from maillage_web.workshops.queries.phone import Participant, Workshop, kinds_in, phone_page, workshop_at
from maillage_web.workshops.views.joining import REFUSED, known_in
from maillage_web.workshops.views.live import live_settings, with_live


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, token: str) -> HttpResponse:
    """The phone of who is in; the door for who is not; what happens now once the workshop is over."""
    room = workshop_at(token)
    if room is None:
        raise Http404(token)
    participant = known_in(request, room)
    if room.state != Workshop.State.OPEN:
        return _over(request, room, participant)
    if participant is None:
        return HttpResponseRedirect(reverse("join"))
    if participant.removed_at is not None:
        return render(request, "workshops/gone.html", {"room": room}, status=403)
    if request.method == "POST":
        return _take_note(request, room, participant)
    return _show(request, room, participant, NoteForm())


def _take_note(request: HttpRequest, room: Workshop, participant: Participant) -> HttpResponse:
    """One note from a plain form, kept once whatever the number of sendings."""
    form = NoteForm(request.POST)
    if form.is_valid():
        note = Said(
            form.cleaned_data["key"],
            form.cleaned_data["activity"],
            "note",
            {"text": form.cleaned_data["text"], "fields": {}},
        )
        (answer,) = say(room.pk, _who(participant), [note], timezone.now())
        if answer.refusal is None:
            return HttpResponseRedirect(f"{request.path}#mine")
        form.add_error("text", said(answer.refusal.text))
    return _show(request, room, participant, form, status=REFUSED)


def _show(
    request: HttpRequest, room: Workshop, participant: Participant, form: NoteForm, status: int = 200
) -> HttpResponse:
    who = _who(participant)
    context = {
        "key": str(uuid.uuid4()) if "key" in form.errors or not form.is_bound else form["key"].value(),
        "room": room,
        "participant": participant,
        "page": phone_page(room, who, language()),
        "form": form,
        "kinds": kinds_in(language()),
        "live": live_settings(request, room, "participant", who),
    }
    return with_live(request, render(request, "workshops/phone.html", context, status=status))


def _over(request: HttpRequest, room: Workshop, participant: Participant | None) -> HttpResponse:
    page = phone_page(room, _who(participant), language()) if participant else None
    status = 410 if request.method == "POST" else 200
    return render(request, "workshops/phone_over.html", {"room": room, "page": page}, status=status)


def _who(participant: Participant) -> str:
    return f"p{participant.number}"
