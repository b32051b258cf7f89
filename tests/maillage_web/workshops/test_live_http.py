"""The same as the sockets, over plain requests; the ticket stands for the session."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from maillage_web.dossiers.models import Membership
from maillage_web.workshops.actions import rooms
from maillage_web.workshops.actions.limits import BURST, MESSAGE_BYTES
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.forms.said import UnreadableError, read_message, read_said, read_since
from maillage_web.workshops.models import Event, Workshop
from maillage_web.workshops.queries.boards import board_of
from maillage_web.workshops.queries.tickets import ticket_for
from maillage_web.workshops.views import direct
from maillage_web.workshops.views.live import live_settings, with_live
from tests.maillage_web.workshops.live_ground import make_workshop, ticket

pytestmark = pytest.mark.django_db
SAY, SINCE = "/ateliers/direct/dire/", "/ateliers/direct/depuis/"


@pytest.fixture
def room() -> Workshop:
    """An open workshop of two people."""
    cache.clear()
    direct._readers.clear()  # numbers come back in a test that is rolled back
    return make_workshop(people=2)


@pytest.fixture
def strict() -> Client:
    """A browser without any cookie, on a site that checks its forms."""
    return Client(enforce_csrf_checks=True)


def _say(client: Client, words: str, message: Any) -> tuple[int, dict[str, Any]]:
    content = message if isinstance(message, str) else json.dumps(message)
    headers = {"X-Maillage-Ticket": words}
    answer = client.post(SAY, content, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


def _since(client: Client, words: str, since: object = 0) -> tuple[int, dict[str, Any]]:
    answer = client.get(SINCE, {"since": since}, headers={"X-Maillage-Ticket": words})
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def _note(text: str, key: str = "k") -> dict[str, Any]:
    return {"t": "say", "key": key, "activity": "a1", "kind": "note", "content": {"text": text}}


def test_what_is_said_by_a_request_is_kept_once_and_read_by_another(strict: Client, room: Workshop) -> None:
    one, two = ticket(room, "p1"), ticket(room, "p2")
    before = _since(strict, two)[1]
    assert (before["t"], before["whole"], before["role"]) == ("welcome", True, "participant")
    status, answer = _say(strict, one, _note("Bonjour"))
    assert (status, answer["t"], answer["number"]) == (200, "ack", before["seq"] + 1)
    assert _say(strict, one, _note("Bonjour")) == (200, answer)
    assert Event.objects.filter(workshop=room, kind="note").count() == 1
    after = _since(strict, two, before["seq"])[1]
    assert after["whole"] is False
    assert [key for key in after["objects"] if key[0] == "n"] == [f"n/{answer['number']}"]
    assert "by" not in after["objects"][f"n/{answer['number']}"]


def test_who_may_not_is_told_why(strict: Client, room: Workshop) -> None:
    one = ticket(room, "p1")
    assert _say(strict, "nothing", _note("x"))[1]["code"] == "ticket"
    assert _since(strict, one + "x")[0] == 401
    assert _say(strict, ticket(room, ""), _note("x"))[1]["code"] == "role"
    assert _say(strict, one, {**_note("x"), "kind": "join"})[1]["code"] == "role"
    assert _say(strict, one, {**_note("x"), "kind": "reveal"})[0] == 409
    assert _say(strict, one, "[" * 5000)[0] == 400
    assert _say(strict, one, _note("x" * MESSAGE_BYTES))[0] == 413
    rooms.remove(workshop=room.pk, number=1, now=timezone.now())
    assert _say(strict, one, _note("x"))[1]["code"] == "removed"
    assert _since(strict, one)[1]["code"] == "removed"
    two = ticket(room, "p2")
    rooms.close_workshop(workshop=room.pk, now=timezone.now())
    assert _say(strict, two, _note("x"))[1]["code"] == "closed"
    assert _since(strict, two)[1]["code"] == "closed"
    assert _since(strict, ticket(room, "f"))[1]["objects"]["w"]["ended"] is True
    assert strict.get(SAY).status_code == 405
    assert strict.put(SAY).status_code == 405


def test_who_no_longer_facilitates_no_longer_leads(strict: Client, room: Workshop) -> None:
    leads = ticket(room, "f")
    assert _since(strict, leads)[0] == 200
    Membership.objects.filter(dossier=room.dossier_id).update(role="contributor")
    assert _since(strict, leads)[1]["code"] == "removed"
    assert _say(strict, leads, {**_note("x"), "kind": "reveal"})[1]["code"] == "removed"
    assert _since(strict, ticket_for(room, "facilitator", "f"))[1]["code"] == "removed", "of nobody"


def test_who_says_too_much_waits_and_the_neighbour_does_not(strict: Client, room: Workshop) -> None:
    one, two = ticket(room, "p1"), ticket(room, "p2")
    answers = [_say(strict, one, _note(f"{place}", f"k{place}")) for place in range(2 * BURST + 1)]
    refused = [told for status, told in answers if status == 429]  # the window may have turned once
    assert refused
    assert refused[0]["code"] == "fast"
    assert refused[0]["again"] > 0
    assert _say(strict, two, _note("moi"))[0] == 200
    reads = [_since(strict, one)[0] for _ in range(BURST + 5)]
    assert 429 in reads
    assert _since(strict, two)[0] == 200


def test_a_page_is_told_where_to_connect_and_may_connect_there_alone(
    rf: RequestFactory, room: Workshop, settings: Any
) -> None:
    request = rf.get("/", headers={"host": "localhost:8000"})
    told = live_settings(request, room, "participant", "p1")
    assert told["address"] == f"ws://localhost:{settings.MAILLAGE_LIVE_PORT}/direct/"
    assert told["fallback"] == {"say": SAY, "since": SINCE}
    assert room.token in told["store"]
    policy = with_live(request, HttpResponse())._csp_update  # type: ignore[attr-defined]
    assert policy == {"connect-src": ["'self'", f"ws://localhost:{settings.MAILLAGE_LIVE_PORT}"]}
    secure = rf.get("/", headers={"host": "localhost"}, secure=True)
    assert live_settings(secure, room, "screen", "")["address"] == "wss://localhost/direct/"
    settings.MAILLAGE_LIVE_ADDRESS = "wss://direct.example/ws/"
    assert live_settings(secure, room, "screen", "")["address"] == "wss://direct.example/ws/"


def test_a_board_at_hand_follows_what_was_undone(room: Workshop) -> None:
    say(room.pk, "p1", [Said("one", "a1", "note", {"text": "gardé"})], timezone.now())
    assert board_of(room).head == 4
    Event.objects.filter(workshop=room, number=4).delete()  # a copy was restored, and another life went on
    Workshop.objects.filter(pk=room.pk).update(head=3)
    assert board_of(room).head == 3
    say(room.pk, "p2", [Said("two", "a1", "note", {"text": "autre"})], timezone.now())
    board = board_of(room)
    assert [one["text"] for key, one in board.objects.items() if key[0] == "n"] == ["autre"]


@pytest.mark.parametrize(
    "raw", ["", "[]", "12", "NaN", '{"a": "\\u0000"}', '{"a": "\\ud800"}', "{" * 3000, b"\xff"]
)
@pytest.mark.one_database
def test_what_is_not_a_message_is_refused_in_both_languages(raw: str | bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_message(raw)
    assert refused.value.text.fr != refused.value.text.en


@pytest.mark.one_database
def test_a_message_must_have_a_key_a_kind_and_an_object() -> None:
    for wrong in ({}, {"key": "k"}, {"key": "k", "kind": "Note!"}, {"key": "", "kind": "note"}):
        with pytest.raises(UnreadableError):
            read_said(wrong)
    with pytest.raises(UnreadableError):
        read_said({"key": "k", "kind": "note", "content": []})
    assert [read_since(one) for one in (5, -1, True, "5", 2**40, None)] == [5, 0, 0, 0, 0, 0]
