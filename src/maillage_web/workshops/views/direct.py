"""The same as the sockets over plain HTTP, for networks that let no socket through. A ticket stands for the session."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from maillage_web.workshops.actions import limits
from maillage_web.workshops.actions.saying import Answer, Refused, say
from maillage_web.workshops.forms.goodbyes import FAREWELLS, SCREENS_ARE_SILENT, TOO_FAST
from maillage_web.workshops.forms.said import UnreadableError, read_message, read_said
from maillage_web.workshops.queries.boards import board_of, goes_on
from maillage_web.workshops.queries.tickets import Ticket, Workshop, read_ticket, still_there, workshop_of

TICKET_HEADER = "X-Maillage-Ticket"
_WINDOW = limits.BURST / limits.PER_SECOND  # seconds in which an empty bucket fills again
_READERS = 2_000  # buckets of those who read, kept by each process
_readers: OrderedDict[Ticket, limits.Bucket] = OrderedDict()


@csrf_exempt  # the ticket authenticates, and no cookie does
@never_cache
@require_POST
def say_over_http(request: HttpRequest) -> JsonResponse:
    """Take one thing said, as a socket would; answered by an acknowledgement or a refusal."""
    ticket = _ticket(request)
    if ticket is None:
        return _bye("ticket")
    try:
        said = read_said(read_message(request.read(limits.MESSAGE_BYTES + 1)))
    except UnreadableError as error:
        return _no(error.key, Refused(error.code, error.text), status=413 if error.code == "big" else 400)
    if ticket.role == "screen":
        return _no(said.key, SCREENS_ARE_SILENT, status=403)
    if not still_there(ticket):
        return _bye("removed")
    if wait := _wait_to_say(ticket):
        return _no(said.key, Refused("fast", TOO_FAST, wait), status=429)
    return _answer(*say(ticket.workshop, ticket.who, [said], timezone.now()))


@never_cache
@require_GET
def since_over_http(request: HttpRequest) -> JsonResponse:
    """What changed since the number ``since``, as the holder of the ticket sees it."""
    ticket = _ticket(request)
    if ticket is None:
        return _bye("ticket")
    if wait := _wait_to_read(ticket):
        return _no(None, Refused("fast", TOO_FAST, wait), status=429)
    if not still_there(ticket):
        return _bye("gone" if ticket.role == "screen" else "removed")
    workshop = workshop_of(ticket)
    if workshop is None:
        return _bye("gone")
    if ticket.role != "facilitator" and not goes_on(workshop.state):
        return _bye("closed")
    return JsonResponse(_told(workshop, ticket, request.GET.get("since", "")))


def _told(workshop: Workshop, ticket: Ticket, since: str) -> dict[str, Any]:
    board = board_of(workshop)
    number = int(since) if since.isdecimal() and len(since) < 10 else 0
    whole = not 0 < number <= board.head
    return {
        "t": "welcome",
        "who": ticket.who,
        "role": ticket.role,
        "seq": board.head,
        "now": time.time_ns() // 1_000_000,
        "whole": whole,
        "more": False,
        "objects": board.since(0 if whole else number, ticket.role, ticket.who),
    }


def _ticket(request: HttpRequest) -> Ticket | None:
    return read_ticket(request.headers.get(TICKET_HEADER, ""))


def _wait_to_say(ticket: Ticket) -> float:
    """In how many seconds one may say something more; counted for all the processes of the site."""
    window, left = divmod(time.time(), _WINDOW)
    key = f"live-said:{ticket.workshop}:{ticket.who}:{int(window)}"
    if cache.add(key, 1, 2 * _WINDOW) or cache.incr(key) <= limits.BURST:
        return 0.0
    return round(_WINDOW - left, 2)


def _wait_to_read(ticket: Ticket) -> float:
    """The same for reading; counted by each process, for nothing is written to answer."""
    now = time.monotonic()
    bucket = _readers.setdefault(ticket, limits.Bucket(now))
    _readers.move_to_end(ticket)
    while len(_readers) > _READERS:
        _readers.popitem(last=False)
    return round(bucket.take(now), 2)


def _answer(answer: Answer) -> JsonResponse:
    if answer.refusal is not None:
        return _no(answer.key, answer.refusal, status=409)
    return JsonResponse({"t": "ack", "key": answer.key, "number": answer.number})


def _no(key: str | None, refusal: Refused, *, status: int) -> JsonResponse:
    text = refusal.text._asdict()
    told = {"t": "no", "key": key, "code": refusal.code, "text": text, "again": refusal.again}
    return JsonResponse(told, status=status)


def _bye(code: str) -> JsonResponse:
    farewell = FAREWELLS[code]
    told = {"t": "bye", "code": code, "text": farewell.text._asdict(), "again": farewell.again}
    return JsonResponse(told, status=farewell.status)
