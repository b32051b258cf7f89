"""Without a script: one enters, adds, changes, archives, takes back, imports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.test_workspace_exchange import workbook_of
from tests.e2e.workspace import ENGLISH, OWNER, Desk, Tongue, address_of, expect, speaking

pytestmark = pytest.mark.e2e


@speaking(ENGLISH)
def test_a_dossier_is_built_without_a_script(
    tongue: Tongue, sit_down: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = sit_down(tongue, java_script_enabled=False)
    desk.go("/compte/entrer/").sign_in(address_of(OWNER))
    dossier = desk.begin(tongue.of("Sans script", "Without a script"))
    row = desk.add(dossier, "actors", name="La ferme")
    desk.write("name", "La ferme des Prés")
    desk.press("Save")
    desk.is_told("“%(name)s” is saved.", name="La ferme des Prés")
    archive_and_undo(desk, row)
    import_a_workbook(desk, dossier, workbook_of(tmp_path, tongue))


def archive_and_undo(desk: Desk, row: str) -> None:
    """Archive a row, having been asked, then take that back."""
    desk.follow("Archive…")
    desk.press("Archive it")
    desk.is_told("“%(name)s” is archived.", name="La ferme des Prés")
    desk.press("Undo")
    desk.is_told("It is undone.")
    expect(desk.go(row).page.locator("[name=name]")).to_have_value("La ferme des Prés")


def import_a_workbook(desk: Desk, dossier: str, file: Path) -> None:
    """Send a workbook, wait for the page of the work to renew itself, look, write everything."""
    desk.go(f"{dossier}importer/")
    desk.page.locator("input[type=file]").set_input_files(file)
    desk.press("Compare it with the dossier")
    done = desk.page.locator("#job-choices a.button")
    expect(done).to_be_visible()
    done.click()
    desk.is_titled("What the file would change")
    expect(desk.page.locator("section.changes-of").first).to_be_visible()
    desk.press("Import what is chosen")
    desk.is_titled("Imported")
    desk.go(f"{dossier}acteurs/")
    expect(desk.page.get_by_text("Optim’ism").first).to_be_visible()
    assert re.search("La ferme des Prés", desk.main())
