"""Fifty people at once in the workspace, as locust plays them: they read, look at history, and save.

MAILLAGE_CROWD names a file of sessions that `bench.workspace.seed` wrote and the number of dossiers.
"""

from __future__ import annotations

import json
import os
import re
from itertools import count
from pathlib import Path
from random import Random

from locust import HttpUser, between, task

from bench.workspace.pages import form_with

COOKIES: list[str] = json.loads(Path(os.environ["MAILLAGE_CROWD"]).read_text(encoding="utf-8"))
DOSSIERS = int(os.environ.get("MAILLAGE_DOSSIERS", "2000"))
_numbers = count()
_ROW = re.compile(r'href="([^"]*/lignes/\d+/)')


class Person(HttpUser):
    """Somebody who goes from page to page of the dossiers they are in, a second or so on each."""

    wait_time = between(0.5, 1.5)

    def on_start(self) -> None:
        """Enter."""
        self.number = next(_numbers) % len(COOKIES)
        self.chance = Random(self.number)
        self.client.cookies.set("sessionid", COOKIES[self.number])

    def dossier(self) -> str:
        """A dossier they are in: one of those everybody is in, or one of their own."""
        shared = self.chance.random() < 0.5
        step = 100 if shared else len(COOKIES)
        first = 0 if shared else self.number
        return f"/dossiers/bench-{self.chance.randrange(first, DOSSIERS, step)}/"

    def read(self, path: str, name: str) -> str:
        """A page, whose refusal is an error."""
        return str(self.client.get(self.dossier() + path, name=name).text)

    @task(3)
    def overview(self) -> None:
        """What the dossier is."""
        self.read("", "overview")

    @task(2)
    def articulation(self) -> None:
        """The picture."""
        self.read("articulation/", "articulation")

    @task(3)
    def actors(self) -> None:
        """Who is there."""
        self.read("acteurs/", "actors")

    @task(2)
    def findings(self) -> None:
        """What the checks find."""
        self.read("constats/", "findings")

    @task(2)
    def history(self) -> None:
        """Who did what."""
        self.read("historique/", "history")

    @task(1)
    def mine(self) -> None:
        """The list of dossiers."""
        self.client.get("/dossiers/", name="list of dossiers")

    @task(5)
    def save(self) -> None:
        """Open a row of the actors and change its note."""
        table = self.read("tables/actors/", "table")
        rows = sorted(set(_ROW.findall(table)))
        if not rows:
            return
        address = self.chance.choice(rows)
        form = form_with(self.client.get(address, name="row").text, "note")
        if form is None:
            return
        sent = form.sent(note=f"Seen by person {self.number}, {self.chance.random()}")
        with self.client.post(
            address, data=sent, name="save", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code == 200 and form_with(answer.text, "seen") is None:
                answer.failure(
                    "neither saved nor a conflict"
                )  # a conflict shows both versions: that is an answer
