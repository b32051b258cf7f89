"""Editing with scripts: choosing by typing, many rows in a grid, an actor by keyboard, a thread drawn by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, NARROW, PHONE
from tests.e2e.test_accessibility import open_details, violations
from tests.e2e.workspace import (
    CONTRIBUTOR,
    ENGLISH,
    FRENCH,
    OWNER,
    Desk,
    Tongue,
    address_of,
    expect,
    speaking,
)
from tests.rotation import in_turn

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
Sit = Callable[..., Desk]
OFFERED = ".ts-dropdown:visible .option:not(.create)"

PASTE = """([selector, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const cell = document.querySelector(selector);
    cell.focus();
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def a_dossier(desk: Desk, title: str) -> str:
    """A dossier with two actors, a challenge, an effect and a component."""
    dossier = desk.begin(title)
    desk.add(dossier, "actors", name="La ferme")
    desk.add(dossier, "actors", name="La ville")
    desk.add(dossier, "challenges", name="La santé")
    desk.add(dossier, "effects", name="De bons repas")
    desk.add(dossier, "components", name="La cantine")
    return dossier


def cell(desk: Desk, row: int, column: str) -> Any:
    """A cell of the grid, by its line from 0."""
    return desk.page.locator("tbody tr").nth(row).locator(f"[data-column={column}]")


def state(desk: Desk, row: int) -> Any:
    """What a line of the grid says of itself."""
    return desk.page.locator("tbody tr").nth(row).locator(".state")


def choose(desk: Desk, field: str, *words: str) -> None:
    """Choose in a list by typing, as fast as one can."""
    desk.page.locator(f"#id_{field}-ts-control").click()
    for typed in words:
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Escape")


@speaking(ENGLISH)
def test_references_words_and_communes_are_chosen_by_typing(sit_down: Sit, tongue: Tongue) -> None:
    desk = sit_down(tongue, OWNER)
    dossier = a_dossier(desk, f"Choisir {tongue.code}")
    desk.go(f"{dossier}tables/components/ajouter/")
    desk.write("name", "Le potager")
    choose(desk, "bearers", "ville", "ferme")
    choose(desk, "challenges", "sante")
    desk.press("Save")
    chosen = desk.page.locator("#id_bearers + .ts-wrapper .item")
    expect(chosen).to_have_count(2)
    desk.go(f"{dossier}tables/actors/ajouter/")
    desk.write("name", "La coopérative")
    choose(desk, "legal_form", "scic")
    desk.page.locator("#id_commune-ts-control").click()
    desk.page.keyboard.type("audruicq")
    expect(desk.page.locator(OFFERED).first).to_contain_text("62057")
    desk.page.keyboard.press("Tab")
    desk.press("Save")
    expect(desk.page).to_have_url(re.compile(r"/lignes/\d+/$"))
    expect(desk.page.locator("#id_commune")).to_have_value("62057")
    expect(desk.page.locator("#id_legal_form + .ts-wrapper .item")).to_contain_text("SCIC")


def test_a_list_closed_right_after_a_click_stays_closed_and_a_click_opens_it_again(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = desk.begin("Refermer")
    desk.go(f"{dossier}tables/actors/ajouter/")
    form = desk.page.locator("#id_legal_form")
    form.evaluate(
        "field => { field.tomselect.refreshOptions(); field.tomselect.onOptionSelect(new Event('key'), field.tomselect.dropdown_content.querySelector('[data-selectable]')); }"
    )
    desk.page.wait_for_timeout(100)
    listed = desk.page.locator("#id_legal_form + .ts-wrapper .ts-dropdown")
    expect(listed).to_be_hidden()
    desk.page.locator("#id_legal_form-ts-control").click()
    expect(listed).to_be_visible()


def test_what_is_wrong_is_brought_to_the_eyes_and_leads_to_its_field(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = desk.begin("Se tromper")
    desk.go(f"{dossier}tables/actors/ajouter/")
    desk.page.locator("#id_since").evaluate("field => { field.closest('details').open = true }")
    desk.write("since", "hier")
    desk.press("Save")
    expect(desk.page.locator("#errors")).to_be_focused()
    desk.page.locator("#errors a").first.click()
    expect(desk.page.locator("#id_name")).to_be_focused()
    desk.page.locator("#errors a").last.click()
    expect(desk.page.locator("#id_since")).to_be_focused()
    expect(desk.page.locator("#id_since")).to_have_value("hier")


def test_an_actor_is_added_by_keyboard_alone_then_another(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = desk.begin("Aller vite")
    desk.go(f"{dossier}acteurs/ajouter/")
    for name in ("Boulangerie du bourg", "Club de gym"):
        expect(desk.page.locator("#id_name-ts-control")).to_be_focused()
        for words, key in ((name, "Tab"), ("associa", "Tab"), ("membre", "Enter")):
            desk.page.keyboard.type(words)
            desk.page.keyboard.press(key)
        desk.page.keyboard.press("Enter")
        expect(desk.page.locator(".saying-card")).to_contain_text(name)
    desk.press("Undo")
    desk.is_told("It is undone.")
    desk.go(f"{dossier}tables/actors/")
    expect(desk.page.locator(".row h2")).to_have_text(["Boulangerie du bourg"])


def test_an_organisation_of_the_directory_fills_the_rest(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = desk.begin("Chercher")
    desk.go(f"{dossier}acteurs/ajouter/")
    desk.page.keyboard.type("cooperation")
    expect(desk.page.locator(OFFERED)).to_have_count(1)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#id_siren")).to_have_value(re.compile(r"\d{9}"))
    desk.press("Add and go on")
    expect(desk.page.locator(".saying-card")).to_contain_text("COOPERATION")


def test_cells_are_typed_pasted_mended_and_given_back_in_a_grid(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = a_dossier(desk, "En grille")
    desk.go(f"{dossier}tables/actors/grille/")
    cell(desk, 0, "legal_form").click()
    desk.page.keyboard.type("Association déclarée")
    desk.page.keyboard.press("Enter")
    expect(cell(desk, 1, "legal_form")).to_be_focused()
    expect(state(desk, 0)).to_have_text(desk.tongue("saved"))
    expect(desk.page.locator("#findings-row")).to_have_text("La ferme")
    block = 'Régie rurale\t\tAssociation déclarée\t\t\tMembre; Financeur\r\n"Ferme ""du coin"""\t12\r\n'
    desk.page.evaluate(PASTE, ["tbody tr:last-child [data-column=name]", block])
    cell(desk, 0, "name").click()
    expect(state(desk, 2)).to_have_text(desk.tongue("saved"))
    expect(state(desk, 3)).to_have_text(desk.tongue("to mend"))
    expect(cell(desk, 3, "name")).to_have_value('Ferme "du coin"')
    expect(cell(desk, 3, "siren")).to_have_attribute("aria-invalid", "true")
    cell(desk, 3, "siren").fill("")
    cell(desk, 0, "name").click()
    expect(state(desk, 3)).to_have_text(desk.tongue("saved"))
    desk.page.keyboard.type("Autre nom")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Control+z")
    expect(cell(desk, 0, "name")).to_have_value("La ferme")
    desk.page.keyboard.type("Encore un")
    desk.page.keyboard.press("Escape")
    expect(cell(desk, 0, "name")).to_have_value("La ferme")
    expect(desk.page.locator("tr[data-state=typed]")).to_have_count(0)
    desk.go(f"{dossier}tables/actors/")
    expect(desk.page.locator(".row")).to_have_count(4)
    expect(desk.page.locator(".row").nth(2)).to_contain_text("Membre, Financeur")


def test_two_people_on_one_cell_both_see_and_the_second_chooses(sit_down: Sit) -> None:
    owner = sit_down(FRENCH, OWNER)
    dossier = a_dossier(owner, "À deux")
    owner.invite(dossier, address_of(CONTRIBUTOR), "contributor")
    other = sit_down(FRENCH, CONTRIBUTOR)
    other.join("À deux")
    other.go(f"{dossier}tables/actors/grille/")
    owner.go(f"{dossier}tables/actors/grille/")
    cell(owner, 0, "name").fill("La ferme du haut")
    cell(owner, 0, "siren").click()
    expect(state(owner, 0)).to_have_text(owner.tongue("saved"))
    cell(other, 0, "name").fill("La ferme du bas")
    cell(other, 1, "name").click()
    expect(other.page.locator(".cell-said--conflict")).to_contain_text("La ferme du haut")
    expect(cell(other, 0, "name")).to_have_value("La ferme du bas")
    other.press("Keep mine")
    cell(other, 1, "name").click()
    expect(state(other, 0)).to_have_text(other.tongue("saved"))
    owner.go(f"{dossier}tables/actors/grille/")
    expect(cell(owner, 0, "name")).to_have_value("La ferme du bas")


def test_a_thread_is_drawn_by_dragging_and_undone(sit_down: Sit) -> None:
    desk = sit_down(FRENCH, OWNER)
    dossier = a_dossier(desk, "Tendre un fil")
    desk.go(f"{dossier}articulation/")
    start, end = (desk.page.locator(f".node--{table} .card").first for table in ("effects", "components"))
    start.scroll_into_view_if_needed()
    for card, move in ((start, "down"), (end, "up")):
        box = card.bounding_box()
        assert box is not None
        desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
        getattr(desk.page.mouse, move)()
    expect(desk.page.locator(".saying-card")).to_contain_text("La cantine")
    expect(desk.page.locator("path.thread")).to_have_count(1)
    desk.press("Undo")
    expect(desk.page.locator("path.thread")).to_have_count(0)


MODES = {
    "fr, light, desktop": (FRENCH, "light", DESKTOP),
    "fr, dark, phone": (FRENCH, "dark", PHONE),
    "en, light, narrow": (ENGLISH, "light", NARROW),
    "en, dark, desktop": (ENGLISH, "dark", DESKTOP),
}
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_pages_of_editing_are_accessible_folded_and_unfolded(sit_down: Sit) -> None:
    """Each page in one mode, in turn, and a form in all of them; every page is then measured on a narrow phone."""
    desks = {
        mode: sit_down(tongue, OWNER, viewport=viewport, color_scheme=scheme)
        for mode, (tongue, scheme, viewport) in MODES.items()
    }
    desk = next(iter(desks.values()))
    dossier = a_dossier(desk, "Accessible")
    row = desk.add(dossier, "effects", name="Un autre effet").removeprefix(dossier)
    form = "tables/effects/ajouter/"
    pages = (
        *("tables/effects/", form, "tables/models/ajouter/", "tables/actors/grille/", "acteurs/ajouter/"),
        *("articulation/", row, f"{row}archiver/", f"{row}constats/"),
    )
    looked = in_turn(pages, list(MODES), every=[form])
    found = {(page, mode): wrong for page, mode in looked if (wrong := faults(desks[mode], dossier + page))}
    assert found == {}


def faults(desk: Desk, address: str) -> list[str]:
    """What is reproached to a page once it is at rest, folded or unfolded, here and on a narrow phone."""
    page, size = desk.go(address).page, desk.page.viewport_size
    page.wait_for_load_state("networkidle")
    wide = [page.evaluate(WIDE)]
    open_details(page)
    found = violations(page)
    wide.append(page.evaluate(WIDE))
    page.set_viewport_size(NARROW)
    wide.append(page.evaluate(WIDE))
    page.set_viewport_size(size)
    return [*found, *(f"overflows by {by}" for by in wide if by > 0)]
