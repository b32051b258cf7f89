"""People are invited with a role; what a leader keeps for one actor exists for nobody but those named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.e2e.workspace import (
    FACILITATOR,
    FRENCH,
    LEADER,
    OWNER,
    Desk,
    Mailbox,
    Tongue,
    address_of,
    expect,
    speaking,
)

pytestmark = pytest.mark.e2e
KEPT = "Nous perdons douze mille euros par an"
PLACES = (
    "its page",
    "its act",
    "its table",
    "a search",
    "the history",
    "the address for programs",
    "the workbook",
)
EVERYWHERE, NOWHERE = dict.fromkeys(PLACES, True), dict.fromkeys(PLACES, False)


@dataclass(frozen=True, slots=True)
class Card:
    """A row that is kept for one actor: the address of its page, and that of the act that wrote it."""

    row: str
    act: str


@speaking(FRENCH)
def test_what_is_kept_for_one_actor_exists_for_nobody_else(
    tongue: Tongue, sit_down: Callable[..., Desk], mailbox: Mailbox, tmp_path: Path
) -> None:
    title = tongue.of("Se nourrir ensemble", "Eating together")
    owner = sit_down(tongue, OWNER)
    dossier = owner.begin(title)
    owner.add(dossier, "actors", name="La ferme")
    newcomer = sit_down(tongue)
    welcome(owner, newcomer, mailbox, dossier, title)
    leader, facilitator = sit_down(tongue, LEADER), sit_down(tongue, FACILITATOR)
    owner.invite(dossier, address_of(FACILITATOR), "facilitator")
    owner.invite(dossier, address_of(LEADER), "leader", "La ferme")
    facilitator.join(title)
    leader.join(title)
    card = keep_a_card(leader, dossier)
    for other in (owner, newcomer, facilitator):
        assert seen(other, dossier, card, tmp_path) == NOWHERE
    name_the_facilitator(leader, dossier)
    assert seen(facilitator, dossier, card, tmp_path) == EVERYWHERE
    assert seen(owner, dossier, card, tmp_path) == NOWHERE


def welcome(owner: Desk, newcomer: Desk, mailbox: Mailbox, dossier: str, title: str) -> None:
    """Invite somebody who has no account: they sign up from the e-mail and land in the dossier with their role."""
    address = f"nouvelle.{owner.tongue.code}@example.org"
    owner.invite(dossier, address, "contributor")
    newcomer.page.goto(mailbox.link_for(address, owner.tongue))
    expect(newcomer.page.get_by_role("heading", level=1)).to_have_text(title)
    newcomer.follow("Create an account")
    newcomer.sign_up(mailbox, "Contributrice nouvelle", address)
    newcomer.press("Take part")
    newcomer.is_told("Welcome: you now take part in this dossier.")
    assert newcomer.path == dossier
    newcomer.go(f"{dossier}membres/")
    mine = newcomer.page.locator(".members li", has=newcomer.page.locator(".pill"))
    expect(mine.locator("div").nth(1)).to_contain_text(newcomer.tongue.of("Contribut", "Contributor"))


def keep_a_card(leader: Desk, dossier: str) -> Card:
    """Write a card that is kept for the actor one leads."""
    leader.go(f"{dossier}tables/models/ajouter/")
    leader.write("today", KEPT)
    leader.field("visibility").and_(leader.page.locator("[value=actor]")).check()
    leader.press("Save")
    expect(leader.page.locator("[name=today]")).to_have_value(KEPT)
    row = leader.path
    leader.go(f"{dossier}historique/")
    act = str(leader.page.locator(".act__head a").first.get_attribute("href"))
    return Card(row, act.removeprefix(leader.tongue.prefix))


def name_the_facilitator(leader: Desk, dossier: str) -> None:
    """Name the facilitator who sees what is kept for one’s actor."""
    leader.go(f"{dossier}membres/")
    leader.press("Name this facilitator")
    expect(leader.page.locator(".members__trust")).to_contain_text("La ferme")


def seen(desk: Desk, dossier: str, card: Card, folder: Path) -> dict[str, bool]:
    """Where somebody sees the card."""
    for_programs = desk.page.context.request.get(f"{desk.site}/api{dossier}tables/models/").text()
    table = desk.go(f"{dossier}tables/models/").main()
    found = desk.go(f"{dossier}chercher/?q=perdons+douze").main()
    acts = desk.go(f"{dossier}historique/").page.locator(f'a[href$="{card.act}"]')
    return {
        "its page": desk.status_of(card.row) == 200,
        "its act": desk.status_of(card.act) == 200,
        "its table": KEPT in table,
        "a search": "douze mille" in found,
        "the history": acts.count() > 0,
        "the address for programs": KEPT in for_programs,
        "the workbook": KEPT in words_in(desk.export(dossier, folder)),
    }


def words_in(workbook: Path) -> set[object]:
    """All the cells of a workbook."""
    book = load_workbook(workbook)
    return {cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
