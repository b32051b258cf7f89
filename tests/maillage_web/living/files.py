"""Files that go out and come back: take one, work on it as people do in a spreadsheet, send it, choose, apply."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.dossier.tables import TABLES
from maillage_web.dossiers.models import ImportDraft
from maillage_web.jobs.actions import run_waiting
from tests.maillage_web.living.people import Ground


@dataclass
class Sheets:
    """A workbook open in a spreadsheet, in French."""

    book: Any

    def sheet(self, table: str) -> Any:
        return self.book[TABLES[table].label.fr]

    def _column(self, table: str, column: str) -> int:
        label = TABLES[table].field(column).label.fr
        return next(
            cell.column for cell in self.sheet(table)[1] if str(cell.value).removesuffix(" *") == label
        )

    def _line(self, table: str, identity: str) -> int:
        column = self._column(table, "id")
        rows = self.sheet(table).iter_rows(min_row=2)
        return next(row[column - 1].row for row in rows if row[column - 1].value == identity)

    def change(self, table: str, identity: str, **cells: str | None) -> None:
        """Write in the cells of a row (`from_` for the column from)."""
        for column, words in cells.items():
            place = self._line(table, identity), self._column(table, column.rstrip("_"))
            self.sheet(table).cell(*place).value = words

    def add(self, table: str, **cells: str) -> None:
        """Write a row at the end."""
        line = self.sheet(table).max_row + 1
        for column, words in cells.items():
            self.sheet(table).cell(line, self._column(table, column.rstrip("_"))).value = words

    def remove(self, table: str, identity: str) -> None:
        """Delete a row."""
        self.sheet(table).delete_rows(self._line(table, identity))

    def content(self) -> bytes:
        """The bytes of the workbook once saved."""
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def taken(client: Client, slug: str, query: str = "") -> bytes:
    """The workbook of a dossier, as it is downloaded."""
    response = client.get(f"/dossiers/{slug}/{slug}.xlsx{query}")
    assert response.status_code == 200
    return bytes(response.content)


def edited(content: bytes, work: Callable[[Sheets], None]) -> bytes:
    """The workbook after somebody worked on it."""
    sheets = Sheets(openpyxl.load_workbook(io.BytesIO(content)))
    work(sheets)
    return sheets.content()


def sent(client: Client, slug: str, content: bytes, name: str = "dossier.xlsx", **further: str) -> Any:
    """The answer to a file that is sent."""
    file = SimpleUploadedFile(name, content)
    return client.post(f"/dossiers/{slug}/importer/", {"file": file, **further})


@dataclass
class Import:
    """An import on its way, in a browser."""

    client: Client
    slug: str
    token: str

    @classmethod
    def of(
        cls, client: Client, slug: str, content: bytes, name: str = "dossier.xlsx", **further: str
    ) -> Import:
        """Send a file and wait until it is read."""
        response = sent(client, slug, content, name, **further)
        assert response.status_code == 302, response.content.decode()
        run_waiting()
        return cls(client, slug, ImportDraft.objects.latest("pk").token)

    @property
    def address(self) -> str:
        return f"/dossiers/{self.slug}/importations/{self.token}/"

    @property
    def draft(self) -> ImportDraft:
        return ImportDraft.objects.get(token=self.token)

    def page(self, query: str = "") -> Any:
        """The page on which to choose, as the server fills it."""
        response = self.client.get(self.address + query)
        assert response.status_code == 200
        return response

    def brings(self) -> dict[str, bool]:
        """The items that the file brings, and whether each is chosen."""
        context = self.page().context
        return {item.key: context["draft"].picks.takes(item) for item in context["found"].plan.items}

    def lines(self, query: str = "") -> dict[str, Any]:
        """The lines of one page, by key."""
        sections = self.page(query).context["preview"].sections
        return {line.key: line for section in sections for line in section.lines}

    def say(self, do: str, query: str = "", number: int | None = None, **fields: Any) -> Any:
        """Send the page as it is, with some of its fields changed, by the button `do`."""
        context = self.page(query).context
        lines = [line for section in context["preview"].sections for line in section.lines]
        data: dict[str, Any] = {
            "number": context["found"].number if number is None else number,
            "shown": [line.key for line in lines],
            "take": [line.key for line in lines if line.taken],
            "why": context["draft"].why,
            "do": do,
        }
        return self.client.post(self.address + query, {**data, **fields})

    def apply(self, **fields: Any) -> Any:
        """Import what is chosen."""
        return self.say("apply", **fields)


def signed_in(place: Ground, role: Any) -> Client:
    """The browser of the person of this role."""
    client = Client()
    client.force_login(place.people[role])
    return client
