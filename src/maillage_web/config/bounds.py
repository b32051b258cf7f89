"""Nothing bigger than a workbook comes in: a longer request is answered before its content is interpreted."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from maillage_web.common.views import too_big

_CHUNK = 64 * 1024
_PATIENCE = 64 * 1024 * 1024  # read and dropped, so that the browser gets to our answer


class BoundedBody:
    """Middleware: a body longer than ``BODY_BYTES`` gets the page 413."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _announced(request) <= settings.BODY_BYTES:
            return self.get_response(request)
        response = too_big(request)
        _drop_body(request)
        return response


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _drop_body(request: HttpRequest) -> None:
    dropped = 0
    while dropped < _PATIENCE and (chunk := request.read(_CHUNK)):
        dropped += len(chunk)
