"""The door of a workshop: a code, a first name, no account. By a cookie a phone comes back as the same person."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage_web.common.templatetags.wording import said
from maillage_web.workshops.actions import codes, rooms
from maillage_web.workshops.actions.refusals import RoomRefusedError
from maillage_web.workshops.forms.joining import CodeForm, JoinForm
from maillage_web.workshops.queries.options import actors_of
from maillage_web.workshops.queries.phone import Participant, Workshop, participant_of

COOKIE_SECONDS = 12 * 3600
REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_page(request: HttpRequest) -> HttpResponse:
    """The code first, typed or scanned; then a first name, in the language of the workshop. Reading writes nothing."""
    if request.method == "POST":
        return _enter(request) if "name" in request.POST else _look_up(request)
    code, proof = request.GET.get("code", ""), request.GET.get("preuve", "")
    if not codes.is_proof(codes.read_code(code), proof):
        return _ask_code(request, CodeForm(initial={"code": code[:40]}))
    return _look_up(request)


def _look_up(request: HttpRequest) -> HttpResponse:
    """The room of a code: the page that asks for a name, or the phone of who is in already."""
    asked = request.POST if request.method == "POST" else request.GET
    form = CodeForm(asked)
    if not form.is_valid():
        return _ask_code(request, form, status=REFUSED)
    try:
        room = _room(request, form.cleaned_data["code"], asked.get("preuve", ""))
    except RoomRefusedError as error:
        form.add_error("code", said(error.text))
        return _ask_code(request, form, status=REFUSED)
    if known_in(request, room):
        return HttpResponseRedirect(_address(room, "phone", room.token))
    if request.method == "POST" or (
        "langue" not in request.GET and room.language != translation.get_language()
    ):
        return HttpResponseRedirect(_scanned(room))
    return _ask_name(request, room, _name_form(room))


def _enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in, once: who is in already comes back as who they were."""
    code, proof = request.POST.get("code", ""), request.POST.get("preuve", "")
    try:
        room = _room(request, code, proof)
    except RoomRefusedError as error:
        form = CodeForm(request.POST)
        form.add_error("code", said(error.text))
        return _ask_code(request, form, status=REFUSED)
    if known_in(request, room):
        return HttpResponseRedirect(reverse("phone", args=[room.token]))
    form = _name_form(room, request.POST)
    if not form.is_valid():
        return _ask_name(request, room, form, status=REFUSED)
    try:
        joined = rooms.enter(workshop=room.pk, now=timezone.now(), **form.cleaned_data)
    except RoomRefusedError as error:
        form.add_error("name", said(error.text))
        return _ask_name(request, room, form, status=REFUSED)
    return _remembered(HttpResponseRedirect(reverse("phone", args=[room.token])), room, joined.secret)


def known_in(request: HttpRequest, room: Workshop) -> Participant | None:
    """Who this phone is in this workshop, removed or not; None for a stranger, or once names are forgotten."""
    secret = request.get_signed_cookie(_cookie(room), default="", max_age=COOKIE_SECONDS)
    return participant_of(room, rooms.hashed(secret)) if secret else None


def _remembered(response: HttpResponse, room: Workshop, secret: str) -> HttpResponse:
    response.set_signed_cookie(
        _cookie(room),
        secret,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _cookie(room: Workshop) -> str:
    return f"atelier-{room.token}"


def _room(request: HttpRequest, code: str, proof: str) -> Workshop:
    address = get_adapter(request).get_client_ip(request)
    return rooms.room_of(code=code, address=address, now=timezone.now(), proof=proof)


def _address(room: Workshop, name: str, *arguments: str) -> str:
    """An address in the language of the workshop."""
    with translation.override(room.language):
        return reverse(name, args=arguments)


def _scanned(room: Workshop) -> str:
    code = room.code or ""
    asked = urlencode({"code": code, "preuve": codes.proof_of(code), "langue": room.language})
    return f"{_address(room, 'join')}?{asked}"


def _name_form(room: Workshop, data: QueryDict | None = None) -> JoinForm:
    return JoinForm(data, actors=actors_of(room.dossier, room.language))


def _ask_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "workshops/join.html", {"form": form}, status=status)


def _ask_name(request: HttpRequest, room: Workshop, form: JoinForm, status: int = 200) -> HttpResponse:
    code = room.code or ""
    context = {"form": form, "room": room, "code": code, "proof": codes.proof_of(code)}
    return render(request, "workshops/join_name.html", context, status=status)
