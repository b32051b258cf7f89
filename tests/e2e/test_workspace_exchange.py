"""A workbook is imported onto a dossier, in part, and taken back; an exported one comes back changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from maillage.io import load, save
from tests.conftest import ROOT
from tests.e2e.test_accessibility import violations
from tests.e2e.workspace import ENGLISH, FRENCH, OWNER, Desk, Tongue, expect, speaking

pytestmark = pytest.mark.e2e
EXAMPLE = "lorient-reemploi"


def workbook_of(folder: Path, tongue: Tongue) -> Path:
    """The workbook of an example, as the library writes it."""
    dossier = load(ROOT / "examples" / EXAMPLE).dossier
    assert dossier is not None
    path = folder / f"{EXAMPLE}.xlsx"
    save(dossier, path, language=tongue.code)
    return path


def send(desk: Desk, dossier: str, file: Path) -> None:
    """Send a file to a dossier, follow the work in the background, open what it would change."""
    desk.go(f"{dossier}importer/")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.press("Compare it with the dossier")
    expect(desk.page.locator("#job-bar")).to_be_attached()
    desk.page.locator("#job-choices a.button").click()
    desk.is_titled("What the file would change")


def words_of(workbook: Path) -> dict[str, list[tuple[object, ...]]]:
    """All the cells of a workbook, sheet by sheet."""
    book = load_workbook(workbook)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def section(desk: Desk, table: str, sort: str) -> Any:
    """What the preview proposes for a table: the rows added, changed or removed."""
    words = f"{desk.tongue.label(table)}{desk.tongue(':')} {desk.tongue(sort).lower()}"
    return desk.page.locator("section.changes-of", has=desk.page.get_by_role("heading", name=words))


@speaking(ENGLISH)
def test_part_of_a_workbook_is_imported_then_taken_back(
    tongue: Tongue, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = sit_down(tongue, OWNER)
    dossier = desk.begin(tongue.of("Avant l’import", "Before the import"))
    desk.add(dossier, "actors", name="La ferme")
    before = words_of(desk.export(dossier, tmp_path))
    send(desk, dossier, workbook_of(tmp_path, tongue))
    expect(section(desk, "actors", "Added").locator(".level__count")).to_have_text("15 / 15")
    expect(section(desk, "actors", "Removed").locator(".level__count")).to_have_text("0 / 1")
    section(desk, "contributions", "Added").get_by_role("button", name=tongue("Choose none")).click()
    expect(section(desk, "contributions", "Added").locator(".level__count")).to_have_text("0 / 11")
    desk.press("Import what is chosen")
    desk.is_titled("Imported")
    assert violations(desk.page) == []
    after = words_of(desk.export(dossier, tmp_path))
    gained = {title: len(rows) - len(before[title]) for title, rows in after.items()}
    assert gained[tongue.label("actors")] == 15
    assert gained[tongue.label("contributions")] == 0
    desk.page.go_back()
    desk.page.go_back()
    desk.press("Undo the whole import")
    desk.is_told("It is undone.")
    assert words_of(desk.export(dossier, tmp_path)) == before


@speaking(FRENCH)
def test_an_exported_workbook_brings_back_what_was_changed_in_it_and_nothing_else(
    tongue: Tongue, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = sit_down(tongue, OWNER)
    dossier = desk.begin_from(workbook_of(tmp_path, tongue))
    name_the_state(desk, dossier, "Comité de novembre")
    exported = desk.export(dossier, tmp_path)
    change_in_a_spreadsheet(exported, tongue)
    send(desk, dossier, exported)
    lines = desk.page.locator("li.change")
    expect(lines).to_have_count(3)
    changes = {
        "actors": ("ALOEN, agence locale", "Agence de l’énergie"),
        "effects": ("Des ardoises resservent", "Des tuiles resservent"),
    }
    for table, (old, new) in changes.items():
        cells = section(desk, table, "Changed").locator(".cells > div")
        expect(cells).to_have_count(1)
        expect(cells.locator("del")).to_contain_text(old)
        expect(cells.locator("ins")).to_contain_text(new)
    expect(section(desk, "challenges", "Added").locator("li.change")).to_contain_text("Loger")
    desk.press("Import what is chosen")
    desk.is_titled("Imported")
    compare_with_now(desk, dossier)


def name_the_state(desk: Desk, dossier: str, title: str) -> None:
    """Name the present state."""
    desk.go(f"{dossier}etats/")
    desk.write("title", title)
    desk.press("Name it")
    desk.is_told("“%(title)s” now names the present state.", title=title)


def change_in_a_spreadsheet(file: Path, tongue: Tongue) -> None:
    """Change a cell of two rows and add a row, as somebody does in a spreadsheet."""
    book = load_workbook(file)
    actors, effects = book[tongue.label("actors")], book[tongue.label("effects")]
    row_of(actors, "aloen")[1].value = "Agence de l’énergie et du climat"
    row_of(effects, "ardoises")[1].value = "Des tuiles resservent dans d’autres chantiers"
    book[tongue.label("challenges")].append([None, "Loger sans démolir"])
    book.save(file)


def row_of(sheet: Worksheet, identity: str) -> Any:
    """The cells of the row of this id."""
    return next(row for row in sheet.iter_rows() if row[0].value == identity)


def compare_with_now(desk: Desk, dossier: str) -> None:
    """From the named state to now, what differs is what was imported."""
    desk.go(f"{dossier}etats/")
    desk.page.get_by_role("link", name=desk.tongue("compare with now")).first.click()
    counts = desk.page.locator("table.grid tbody tr")
    told = {
        str(row.locator("th").text_content()): row.locator("td").all_text_contents() for row in counts.all()
    }
    label = desk.tongue.label
    assert told == {
        label("challenges"): ["1", "0", "0"],
        label("effects"): ["0", "1", "0"],
        label("actors"): ["0", "1", "0"],
    }
    expect(desk.page.locator("article.change")).to_have_count(3)
