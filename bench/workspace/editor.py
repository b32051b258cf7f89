"""One person who saves rows through the pages, and remembers what was acknowledged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

import requests

from bench.workspace.pages import form_with

_ROW = re.compile(r'href="([^"]*/lignes/\d+/)')
PATIENCE = 30


@dataclass
class Editor:
    """A session in one dossier. `acknowledged` holds the words that the site said it had saved."""

    site: str
    cookie: str
    dossier: str
    number: int
    acknowledged: list[str] = field(default_factory=list)
    conflicts: int = 0
    unknown: int = 0

    def __post_init__(self) -> None:
        self._chance = Random(self.number)
        self._session = requests.Session()
        self._session.cookies.set("sessionid", self.cookie)
        self._rows: list[str] = []
        self._turn = 0

    def save_once(self) -> None:
        """Open a row, write words never written before in its note, save; choose one's own words in a conflict."""
        self._turn += 1
        words = f"seen-{self.number}-{self._turn}-"
        form = form_with(self._get(self._some_row()), "note")
        if form is None:
            raise RuntimeError("the page of the row has no form")
        self._send(self._last, form.sent(note=words), words)

    def _some_row(self) -> str:
        if not self._rows:
            table = self._get(f"/dossiers/{self.dossier}/tables/actors/")
            self._rows = sorted(set(_ROW.findall(table)))
        return self._chance.choice(self._rows)

    def _get(self, path: str) -> str:
        self._last = path
        answer = self._session.get(self.site + path, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.text

    def _send(self, path: str, sent: list[tuple[str, str]], words: str) -> None:
        try:
            answer = self._session.post(self.site + path, data=sent, timeout=PATIENCE, allow_redirects=False)
        except requests.RequestException:
            self.unknown += 1  # killed before it answered: written or not, both are right
            raise
        if answer.status_code == 302:
            self.acknowledged.append(words)
        elif answer.status_code == 200 and form_with(answer.text, "seen") is not None:
            self.conflicts += 1  # somebody was faster: both versions are shown
        else:
            answer.raise_for_status()
            raise RuntimeError(f"unexpected answer {answer.status_code}")
