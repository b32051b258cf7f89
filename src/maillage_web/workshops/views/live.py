"""What a page of a workshop needs to be live: where to connect, with which ticket, and the policy that allows it."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.urls import reverse

from maillage_web.workshops.queries.tickets import Role, Workshop, ticket_for

Response = TypeVar("Response", bound=HttpResponseBase)


def live_settings(request: HttpRequest, workshop: Workshop, role: Role, who: str) -> dict[str, Any]:
    """What `live.js` is given, through ``json_script``.

    `address`: of the sockets; `fallback`: the same over HTTP; `ticket`; `store`: the name under which the device keeps
    what it has not delivered yet.
    """
    return {
        "address": live_address(request),
        "fallback": {"say": reverse("live-say"), "since": reverse("live-since")},
        "ticket": ticket_for(workshop, role, who, request.user.pk if role == "facilitator" else None),
        "store": f"maillage-{workshop.token}-{who or role}",
    }


def live_address(request: HttpRequest) -> str:
    """Where the sockets of this site are, for the browser that asked this page."""
    if settings.MAILLAGE_LIVE_ADDRESS:
        return str(settings.MAILLAGE_LIVE_ADDRESS)
    if request.is_secure():
        return f"wss://{request.get_host()}/direct/"
    host, _port = split_domain_port(request.get_host())
    return f"ws://{host}:{settings.MAILLAGE_LIVE_PORT}/direct/"


def with_live(request: HttpRequest, response: Response) -> Response:
    """The same response, whose page may connect to the site and to its sockets, and to nothing else."""
    parts = urlsplit(live_address(request))
    response._csp_update = {"connect-src": ["'self'", f"{parts.scheme}://{parts.netloc}"]}  # type: ignore[attr-defined]
    return response
