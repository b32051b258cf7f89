"""A workshop in a database of its own, live processes that serve it, and people who connect to them."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils import timezone
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from maillage_web.accounts.models import User
from maillage_web.dossiers.models import LivingDossier, Membership
from maillage_web.workshops.actions.saying import Said, say
from maillage_web.workshops.models import Activity, Participant, Workshop
from maillage_web.workshops.queries.tickets import Role, ticket_for
from tests.conftest import ROOT
from tests.e2e.demo import free_port
from tests.maillage_web.databases import connected, fresh_database

PATIENCE = 20.0
ORIGIN = Origin("http://127.0.0.1:8000")
ROLES: dict[str, Role] = {"f": "facilitator", "": "screen"}


def make_workshop(*, people: int, state: str = "open") -> Workshop:
    """An open workshop of two activities, the first one open, with its participants."""
    now = timezone.now()
    dossier = LivingDossier.objects.create(slug=f"d-{uuid.uuid4().hex[:8]}", title="Essai", created_at=now)
    runs = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.org", name="Qui anime")
    Membership.objects.create(dossier=dossier, user=runs, role="facilitator", since=now)
    workshop = Workshop.objects.create(
        dossier=dossier,
        token=uuid.uuid4().hex[:16],
        title="Atelier",
        state="open",
        created_at=now,
        created_by=runs,
    )
    levels = [{"code": str(one), "label": f"Niveau {one}"} for one in range(1, 6)]
    asked = {"frame": "efc", "version": "1.0", "item": "1", "levels": levels}
    Activity.objects.create(workshop=workshop, key="a1", position=1, kind="notes", title="Notes")
    Activity.objects.create(
        workshop=workshop, key="a2", position=2, kind="position", title="Se situer", settings=asked
    )
    for number in range(1, people + 1):
        secret = uuid.uuid4().hex
        Participant.objects.create(
            workshop=workshop, number=number, name=f"N{number}", secret=secret, joined_at=now
        )
        say(workshop.pk, f"p{number}", [Said("join", "", "join", {"name": f"N{number}", "actor": ""})], now)
    say(workshop.pk, "f", [Said("open-a1", "a1", "open", {})], now)
    if state != "open":
        Workshop.objects.filter(pk=workshop.pk).update(state=state)
    return workshop


@dataclass(slots=True)
class Ground:
    """A database, and what starts live processes on it."""

    url: str
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, port: int = 0, **further: str) -> int:
        """Start a live process; gives its port, once it listens."""
        port = port or free_port()
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "DATABASE_URL": self.url,
            "MAILLAGE_DATA": str(self.folder),
            "MAILLAGE_LIVE_PORT": str(port),
            "MAILLAGE_SECRET_KEY": str(settings.SECRET_KEY),
            **further,
        }
        with (self.folder / "live.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "maillage_web", "live"],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline(), self.log()
        return port

    def end(self, *, kill: bool = False) -> None:
        """End the last process, or kill it without a word."""
        process = self.processes.pop()
        process.kill() if kill else process.terminate()
        process.wait(timeout=PATIENCE)
        assert process.stdout is not None
        process.stdout.close()

    def log(self) -> str:
        """What the processes logged."""
        return (self.folder / "live.log").read_text(encoding="utf-8")


@contextmanager
def ground(engine: str, folder: Path) -> Iterator[Ground]:
    """A ground of this kind of database; what was started is stopped at the end."""
    with fresh_database(engine, folder) as url, connected("default", url) as connection:
        _make_tables(connection)
        made = Ground(url, folder)
        try:
            yield made
        finally:
            while made.processes:
                made.end()


def ticket(workshop: Workshop, who: str) -> str:
    """The ticket of a participant, of the facilitators (``f``), of the screen (nobody)."""
    runs = workshop.created_by_id if who == "f" else None
    return ticket_for(workshop, ROLES.get(who, "participant"), who, runs)


class Caller:
    """Somebody connected: what they see, and what they are answered."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seq = 0
        self.objects: dict[str, Any] = {}
        self.answers: dict[str | None, dict[str, Any]] = {}
        self.last: dict[str, Any] = {}

    async def send(self, **message: Any) -> None:
        """Send a message."""
        await self.socket.send(json.dumps(message))

    async def hello(self, words: str, since: int = 0) -> dict[str, Any]:
        """Come in; gives the welcome, or the goodbye."""
        await self.send(t="hello", ticket=words, since=since)
        return await self.read()

    async def read(self) -> dict[str, Any]:
        """The next message, taken into account."""
        async with asyncio.timeout(PATIENCE):
            self.last = json.loads(await self.socket.recv())
        if self.last["t"] in ("welcome", "set"):
            self.seq = self.last["seq"]
            self.objects |= self.last["objects"]
        elif self.last["t"] in ("ack", "no"):
            self.answers[self.last["key"]] = self.last
        return self.last

    async def until(self, holds: Callable[[], object]) -> None:
        """Read until this holds."""
        while not holds():
            await self.read()

    async def put(self, kind: str, content: Any, *, activity: str = "a1", key: str = "") -> str:
        """Say something without waiting for the answer; gives its key."""
        key = key or uuid.uuid4().hex
        await self.send(t="say", key=key, activity=activity, kind=kind, content=content)
        return key

    async def say(self, kind: str, content: Any, *, activity: str = "a1", key: str = "") -> dict[str, Any]:
        """Say something; gives its answer."""
        key = await self.put(kind, content, activity=activity, key=key)
        self.answers.pop(key, None)
        await self.until(lambda: key in self.answers)
        return self.answers[key]

    async def end(self) -> dict[str, Any]:
        """Read up to the goodbye, and see the socket closed."""
        await self.until(lambda: self.last.get("t") == "bye")
        await self.socket.wait_closed()
        return self.last

    def texts(self) -> list[str]:
        """The notes this person sees, in order."""
        notes = [one for key, one in self.objects.items() if key.startswith("n/") and one]
        return [one["text"] for one in sorted(notes, key=lambda one: one["number"])]


@asynccontextmanager
async def calling(port: int, words: str = "", since: int = 0) -> AsyncIterator[Caller]:
    """Connect, and come in when there is a ticket."""
    async with connect(f"ws://127.0.0.1:{port}/direct/", origin=ORIGIN, close_timeout=1) as socket:
        caller = Caller(socket)
        if words:
            await caller.hello(words, since)
        yield caller


def _make_tables(connection: Any) -> None:
    """The tables, without the long way of migrations."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)


def awaited(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test that awaits, in a thread of its own: the browser of other tests keeps a loop in that of the tests."""

    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(_run, test, arguments, named).result()

    return run


def _run(test: Callable[..., Coroutine[Any, Any, None]], arguments: Any, named: Any) -> None:
    async def tested() -> None:
        try:
            await test(*arguments, **named)
        finally:
            connections.close_all()  # within the loop: outside it, Django gives other connections

    try:
        asyncio.run(tested())
    finally:
        connections.close_all()
