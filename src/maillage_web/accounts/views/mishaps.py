"""What goes wrong when people enter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from maillage_web.accounts.choices import mishaps
from maillage_web.common.views import mishap


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page 429: it asks to come back in a minute, as do the shortest of our limits."""
    response = mishap(request, mishaps.TOO_MANY)
    response["Retry-After"] = "60"
    return response
