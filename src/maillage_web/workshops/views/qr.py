"""The address by which one joins a workshop, and its QR code."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from maillage_web.workshops.actions.codes import proof_of
from maillage_web.workshops.queries.rooms import Room


def door_of(request: HttpRequest, room: Room) -> str:
    """What one types to join, without its scheme: ``example.org/atelier/``."""
    return _door(request, room).split("://", 1)[-1]


def scanned(request: HttpRequest, room: Room) -> str:
    """What the QR code holds: the address, the code, and the proof that it was scanned."""
    return f"{_door(request, room)}?{urlencode({'code': room.code, 'preuve': proof_of(room.code)})}"


def _door(request: HttpRequest, room: Room) -> str:
    with translation.override(room.language):
        return request.build_absolute_uri(reverse("join"))


def qr_of(words: str) -> SafeString:
    """The QR code of an address as a picture in the page: dark on light, whatever the colours of the page."""
    made = segno.make(words, error="m", micro=False)
    picture = made.svg_inline(
        border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    return mark_safe(picture)  # noqa: S308  # made of numbers by the library
