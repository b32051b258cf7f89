"""The live process as an ASGI application: ``maillage_web.workshops.sockets.application:application``."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

from maillage_web.workshops.actions import limits
from maillage_web.workshops.sockets.bells import Bells
from maillage_web.workshops.sockets.house import House
from maillage_web.workshops.sockets.visit import Message, Visit

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
logger = logging.getLogger(__name__)


class Application:
    """Sockets at any path; over HTTP, a word that says it lives, for the proxy or whoever watches over it."""

    def __init__(self) -> None:
        self.house: House | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket" and self.house is not None:
            await self._visit(self.house, scope, receive, send)
        else:
            await _alive(send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.house = house = House(asyncio.get_running_loop())
        house.desk.open()
        tasks = [asyncio.create_task(house.keep_up()), asyncio.create_task(Bells(house).listen())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(
            house.desk.close
        )  # what was handed in is kept, and told to whoever is still there
        await send({"type": "lifespan.shutdown.complete"})

    async def _visit(self, house: House, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        address = client_address(scope)
        if not of_the_site(scope) or house.waiting[address] >= limits.WAITING_PER_ADDRESS:
            await send({"type": "websocket.close", "code": 1008})
            return
        abort = scope.get("extensions", {}).get("maillage.abort", {}).get("now", _nothing)
        visit = Visit(house, send, abort)
        try:
            await send({"type": "websocket.accept"})
            if await _greeted(house, visit, address, receive):
                await _converse(visit, receive)
        except OSError:
            return  # it left while it was told something
        except (
            Exception
        ) as error:  # whatever it is, it is of this connection alone; nothing that was said is logged
            logger.warning("a connection failed: %s", type(error).__name__)
        finally:
            visit.go()


async def _greeted(house: House, visit: Visit, address: str, receive: Receive) -> bool:
    """Whether the first frame came in time and let somebody in; otherwise they are told why, and it is over."""
    house.waiting[address] += 1
    try:
        async with asyncio.timeout(limits.HELLO_SECONDS):
            message = await receive()
            if message["type"] != "websocket.receive":
                return False
            why = await visit.greet(_raw(message))
    except TimeoutError:
        why = "late"
    finally:
        house.waiting[address] -= 1
        if house.waiting[address] <= 0:
            del house.waiting[address]
    if why:
        await visit.part(why)
    return not why


async def _converse(visit: Visit, receive: Receive) -> None:
    telling = asyncio.create_task(visit.tell())
    hearing = asyncio.create_task(_hear(visit, receive))
    try:
        done, _ = await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (telling, hearing):
            task.cancel()
        await asyncio.gather(telling, hearing, return_exceptions=True)


async def _hear(visit: Visit, receive: Receive) -> None:
    while (message := await receive())["type"] == "websocket.receive":
        await visit.hear(_raw(message))


def _raw(message: Message) -> str | bytes:
    text: str | None = message.get("text")
    return text if text is not None else b"\xff"  # binary frames say nothing that we read


def of_the_site(scope: Scope) -> bool:
    """Whether a page of ours opened this socket: browsers say where the page came from, one of the site's hosts."""
    origin = dict(scope["headers"]).get(b"origin", b"").decode("latin-1")
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return False
    return bool(host) and validate_host(_bracketed(host), settings.ALLOWED_HOSTS)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def client_address(scope: Scope) -> str:
    """Where the connection comes from, as our own proxies say it (``MAILLAGE_PROXIES`` of them)."""
    direct = scope["client"][0] if scope.get("client") else ""
    forwarded = dict(scope["headers"]).get(b"x-forwarded-for", b"").decode("latin-1").split(",")
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    named = [one.strip() for one in forwarded if one.strip()]
    return named[-proxies] if 0 < proxies <= len(named) else direct


async def _alive(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"Maillage, live\n"})


def _nothing() -> None:
    return None


application = Application()
