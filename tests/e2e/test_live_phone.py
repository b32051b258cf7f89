"""`live.js` in a real browser: what is said while the network is away is kept on the device, and delivered once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections

from maillage_web.workshops.models import Event, Workshop
from tests.conftest import ROOT
from tests.maillage_web.databases import HERE
from tests.maillage_web.workshops.live_ground import Ground, ground, make_workshop, ticket

pytestmark = [pytest.mark.e2e, pytest.mark.one_database]
SCRIPT = ROOT / "src/maillage_web/workshops/static/workshops/live.js"
OPEN = """async (settings) => {
  const { Live } = await import("/live.js");
  window.told = [];
  window.live = new Live(settings);
  live.addEventListener("refused", (event) => told.push(event.detail.code));
  live.addEventListener("bye", (event) => told.push(event.detail.code));
}"""
NOTE = """(text) => live.say("a1", "note", { text })"""
DELIVERED = "() => live.pending.size === 0 && live.state !== 'off'"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Ground]:
    """A database of its own."""
    with django_db_blocker.unblock(), ground(HERE, tmp_path_factory.mktemp("phone")) as made:
        call_command("createcachetable", verbosity=0)
        yield made


@pytest.fixture(scope="module")
def origin(place: Ground) -> Iterator[str]:
    """A page that is empty but for its policy, `live.js`, and the addresses of the site behind them."""
    from maillage_web.config.wsgi import application

    def serve(environ: Any, start: Any) -> Any:
        path = environ["PATH_INFO"]
        if path == "/live.js":
            start("200 OK", [("Content-Type", "text/javascript")])
            return [SCRIPT.read_bytes()]
        if path == "/":
            policy = "default-src 'self'; connect-src 'self' ws://127.0.0.1:*"
            start("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", policy)])
            return [b"<!doctype html><title>x</title>"]
        return application(environ, start)

    class Silent(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            return

    with make_server("127.0.0.1", 0, serve, handler_class=Silent) as server:
        thread = threading.Thread(target=lambda: (server.serve_forever(), connections.close_all()))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def phone(browser: Any, origin: str) -> Iterator[Any]:
    """A page of the site."""
    context = browser.new_context(base_url=origin)
    yield context.new_page()
    context.close()


def _open(phone: Any, room: Workshop, port: int, fallback: str | None = None) -> None:
    phone.goto("/")
    settings = {
        "address": f"ws://127.0.0.1:{port}/direct/",
        "fallback": fallback,
        "ticket": ticket(room, "p1"),
        "store": room.token,
    }
    phone.evaluate(OPEN, settings)


def _kept(room: Workshop) -> list[str]:
    events = Event.objects.filter(workshop=room, kind="note").order_by("number")
    return [event.content["text"] for event in events]


def test_what_is_typed_without_network_is_delivered_once_and_in_order(place: Ground, phone: Any) -> None:
    room, port = make_workshop(people=1), place.start()
    _open(phone, room, port)
    phone.evaluate(NOTE, "avant")
    phone.wait_for_function(DELIVERED)
    assert phone.evaluate("() => [live.state, live.who, live.objects.get('a/a1').state]") == [
        "on",
        "p1",
        "open",
    ]
    place.end(kill=True)
    phone.wait_for_function("() => live.state === 'off'")
    for text in ("un", "deux", "trois"):
        phone.evaluate(NOTE, text)
    _open(phone, room, port)  # the page is loaded again: what was typed is still there
    assert phone.evaluate("() => [...live.pending.values()].map((said) => said.content.text)") == [
        "un",
        "deux",
        "trois",
    ]
    place.start(port)
    phone.wait_for_function(DELIVERED)
    assert _kept(room) == ["avant", "un", "deux", "trois"]
    phone.evaluate("() => live.say('a1', 'reveal', {})")
    phone.evaluate(NOTE, "x" * 20_000)
    phone.evaluate(NOTE, "encore")
    phone.wait_for_function("() => told.length === 2 && live.pending.size === 0")
    assert phone.evaluate("() => told.includes('big')")
    assert _kept(room)[-1] == "encore"
    place.end()


def test_where_no_socket_passes_plain_requests_do(place: Ground, phone: Any) -> None:
    cache.clear()
    room = make_workshop(people=1)
    _open(phone, room, 9, "/ateliers/direct/")  # nobody listens there
    phone.evaluate(NOTE, "par une requête")
    phone.wait_for_function(DELIVERED)
    assert phone.evaluate("() => live.state") == "polling"
    assert _kept(room) == ["par une requête"]
    phone.wait_for_function("() => [...live.objects.values()].some((one) => one.text === 'par une requête')")
