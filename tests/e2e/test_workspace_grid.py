"""Many rows are written in a grid: by keyboard, by pasting a block, with one cell to mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.test_accessibility import violations
from tests.e2e.workspace import ENGLISH, OWNER, Desk, Tongue, expect, speaking

pytestmark = pytest.mark.e2e
PASTED = [
    ["La ville", "263500001", "Commune"],
    ["L’école", "263500019", "Association"],
    ["La ruche", "263500027", "SCIC"],
]
# Pasting asks for a permission that a browser without window does not give: the event is that of Ctrl+V.
PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def cell(desk: Desk, row: int, column: str) -> Any:
    """A cell of the grid."""
    return desk.page.locator("table.sheet tbody tr").nth(row).locator(f'input[data-column="{column}"]')


def state(desk: Desk, row: int) -> Any:
    """What a line says of itself."""
    return desk.page.locator("table.sheet tbody tr").nth(row).locator(".state")


@speaking(ENGLISH)
def test_a_grid_is_filled_by_keyboard_and_by_pasting(tongue: Tongue, sit_down: Callable[..., Desk]) -> None:
    desk = sit_down(tongue, OWNER)
    dossier = desk.begin(tongue.of("En grille", "In a grid"))
    desk.add(dossier, "actors", name="La ferme")
    desk.go(f"{dossier}tables/actors/grille/")
    write_two_lines_by_keyboard(desk)
    cell(desk, 2, "name").focus()
    cell(desk, 2, "name").evaluate(PASTE, "\n".join("\t".join(line) for line in PASTED) + "\n")
    cell(desk, 0, "name").focus()
    for row in range(5):
        expect(state(desk, row)).to_have_text(tongue("saved"))
    mend_a_cell(desk)
    desk.page.reload()
    said = [[cell(desk, row, name).input_value() for name in ("name", "siren")] for row in range(5)]
    assert said == [["La ferme des Prés", "130025265"], ["Le moulin", ""], *(line[:2] for line in PASTED)]
    expect(cell(desk, 4, "legal_form")).to_have_value(re.compile("SCIC"))


def write_two_lines_by_keyboard(desk: Desk) -> None:
    """Change a cell and begin a line without a mouse; each says that it is saved."""
    keyboard = desk.page.keyboard
    cell(desk, 0, "name").focus()
    keyboard.type("La ferme des Prés")
    keyboard.press("Enter")
    expect(cell(desk, 1, "name")).to_be_focused()
    keyboard.type("Le moulin")
    keyboard.press("ArrowUp")
    expect(cell(desk, 0, "name")).to_be_focused()
    expect(state(desk, 0)).to_have_text(desk.tongue("saved"))
    expect(state(desk, 1)).to_have_text(desk.tongue("saved"))


def mend_a_cell(desk: Desk) -> None:
    """A wrong cell says why beside it, the others being saved; mended, it is saved too."""
    wrong = cell(desk, 0, "siren")
    wrong.fill("12")
    cell(desk, 2, "name").focus()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(desk.page.locator(".cell-said--wrong")).to_contain_text("SIREN")
    expect(state(desk, 0)).to_have_text(desk.tongue("to mend"))
    assert violations(desk.page) == []
    wrong.fill("130025265")
    cell(desk, 2, "name").focus()
    expect(state(desk, 0)).to_have_text(desk.tongue("saved"))
