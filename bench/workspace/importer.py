"""One person who imports workbooks through the pages, and remembers what was acknowledged."""

from __future__ import annotations

import io
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

import openpyxl
import requests

from bench.workspace.pages import form_with

PATIENCE = 30
_SHEET, _HEADERS = "Acteurs", ("Note", "note")


@dataclass
class Importer:
    """A session in one dossier. `acknowledged` holds the words that the site said it had imported."""

    site: str
    cookie: str
    dossier: str
    number: int
    acknowledged: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        self._session.cookies.set("sessionid", self.cookie)
        self._turn = 0

    def save_once(self) -> None:
        """Take the workbook out, write words never written before in ten notes, bring it back, import all of it."""
        self._turn += 1
        words = f"imported-{self.number}-{self._turn}-"
        home = f"{self.site}/dossiers/{self.dossier}/"
        self._give_up(home)
        content = self._ok(self._session.get(f"{home}{self.dossier}.xlsx", timeout=PATIENCE)).content
        file = {"file": ("back.xlsx", _annotated(content, words))}
        page = self._ok(self._session.get(f"{home}importer/", timeout=PATIENCE))
        sent = self._ok(
            self._session.post(
                page.url, data={"csrfmiddlewaretoken": _token(page.text)}, files=file, timeout=PATIENCE
            )
        )
        preview = self._preview(sent)
        form = form_with(preview.text, "why")
        if form is None:
            raise RuntimeError("nothing to import")
        answer = self._ok(
            self._session.post(
                preview.url, data=form.sent(do="apply"), timeout=PATIENCE, allow_redirects=False
            )
        )
        done = self._ok(self._session.get(urljoin(preview.url, answer.headers["Location"]), timeout=PATIENCE))
        if form_with(done.text, "why") is None and words in preview.text:
            self.acknowledged.append(words)

    def _give_up(self, home: str) -> None:
        """Give up the imports that a kill left half-way."""
        page = self._ok(self._session.get(f"{home}importer/", timeout=PATIENCE)).text
        token = {"csrfmiddlewaretoken": _token(page)}
        for address in {part for part in page.split('"') if "/importations/" in part}:
            self._ok(
                self._session.post(urljoin(self.site, f"{address}abandonner/"), data=token, timeout=PATIENCE)
            )

    def _preview(self, sent: requests.Response) -> requests.Response:
        """The preview, once the job has read the file."""
        until = time.monotonic() + PATIENCE
        page = sent
        while "/importations/" not in page.url or form_with(page.text, "why") is None:
            if time.monotonic() > until:
                raise RuntimeError(f"no preview after {PATIENCE} s: {page.url}")
            time.sleep(0.2)
            page = self._ok(
                self._session.get(f"{self.site}/dossiers/{self.dossier}/importer/", timeout=PATIENCE)
            )
            address = next((part for part in page.text.split('"') if "/importations/" in part), None)
            if address:
                page = self._ok(self._session.get(urljoin(self.site, address), timeout=PATIENCE))
        return page

    def _ok(self, answer: requests.Response) -> requests.Response:
        answer.raise_for_status()
        return answer


def _token(page: str) -> str:
    form = form_with(page, "csrfmiddlewaretoken")
    return form.values["csrfmiddlewaretoken"][0] if form else ""


def _annotated(content: bytes, words: str) -> bytes:
    """The workbook with these words in the notes of its first ten actors."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[_SHEET]
    header = next(row for row in range(1, 10) if any(cell.value in _HEADERS for cell in sheet[row]))
    column = next(cell.column for cell in sheet[header] if cell.value in _HEADERS)
    rows = [row for row in range(header + 1, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for row in rows[-10:]:
        sheet.cell(row, column).value = words
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
