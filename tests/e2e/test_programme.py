"""A programme and the community, from the first page to the portfolio, with axe-core on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import TWICE, open_details, violations
from tests.e2e.workspace import (
    ENGLISH,
    FACILITATOR,
    FRENCH,
    OWNER,
    Desk,
    Tongue,
    address_of,
    expect,
    speaking,
)

pytestmark = pytest.mark.e2e
DOSSIER = "ecopole-audruicq-copie"
OFFICER = "administration"


def is_sound(desk: Desk) -> None:
    """The page is as accessible as axe-core can tell, and holds in its screen."""
    open_details(desk.page)
    assert [*violations(desk.page), *desk.page.evaluate(TWICE)] == []
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), desk.page.url


def fill(desk: Desk, **said: str) -> None:
    for name, words in said.items():
        desk.write(name, words)


@speaking(FRENCH)
def test_a_project_shows_what_it_chooses_and_the_portfolio_opens_onto_it(
    tongue: Tongue, sit_down: Callable[..., Any]
) -> None:
    officer = sit_down(tongue, OFFICER, viewport=DESKTOP)
    officer.go("/programmes-nouveau/")
    fill(officer, title="Coopérations d’essai", slug="essai", officer=address_of(OFFICER))
    is_sound(officer)
    officer.page.locator("main form button").last.click()
    officer.go("/programmes/essai/projets/")
    fill(officer, title="L’écopôle", referent=address_of(OWNER), dossier=DOSSIER, joined_on="2026-01-05")
    officer.page.locator("main form button").last.click()
    expect(officer.page.get_by_role("heading", level=1)).to_contain_text("L’écopôle")
    project = officer.path
    is_sound(officer)
    officer.go("/programmes/essai/portefeuille/")
    is_sound(officer)

    owner = sit_down(tongue, OWNER, viewport=PHONE)
    owner.go(f"{project}partage/")
    for part in ("summary", "obstacles", "effects"):
        owner.page.locator(f"main [name=parts][value={part}]").check()
    owner.page.locator("main [name=unsaid]").check()
    owner.press("Preview, without writing")
    is_sound(owner)
    owner.press("Show this from now on")
    owner.go(f"{project}partage/")
    is_sound(owner)

    officer.go("/programmes/essai/portefeuille/")
    open_details(officer.page)
    expect(officer.page.locator("main details li a", has_text="L’écopôle").first).to_be_visible()
    is_sound(officer)
    for page in ("", "personnes/", "reglages/", "recherche/", "temps/"):
        officer.go(f"/programmes/essai/{page}")
        is_sound(officer)
    assert owner.status_of("/programmes/essai/portefeuille/") == 403


@speaking(ENGLISH)
def test_a_member_joins_writes_an_item_and_begins_a_thread(
    tongue: Tongue, sit_down: Callable[..., Any]
) -> None:
    desk = sit_down(tongue, FACILITATOR, viewport=PHONE)
    desk.go("/communs/regles/")
    is_sound(desk)
    desk.page.locator("main form button").first.click()
    desk.go(f"/communs/cas/{DOSSIER}/")
    is_sound(desk)
    desk.go("/communs/ecrire/")
    fill(desk, title="Un four partagé", body="On y cuit le pain **ensemble**.")
    is_sound(desk)
    desk.press("Save the draft")
    is_sound(desk)
    desk.press("Publish this version")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Un four partagé")
    is_sound(desk)
    for page in (
        "/communs/",
        "/communaute/",
        "/communaute/annuaire/",
        "/compte/nouvelles/",
        "/echanges/",
        "/codev/",
    ):
        desk.go(page)
        is_sound(desk)
    desk.go("/echanges/nouveau/")
    is_sound(desk)
    desk.go(f"/dossiers/{DOSSIER}/aide/")
    is_sound(desk)
