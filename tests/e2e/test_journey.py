"""The pages of a journey and of its memory: axe-core finds nothing, nothing overflows, the phases can be walked through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import TWICE, open_details, violations
from tests.e2e.workspace import ENGLISH, FRENCH, OWNER, Desk, expect
from tests.rotation import shared_out

pytestmark = [pytest.mark.e2e, pytest.mark.one_database]
LORIENT = "/dossiers/lorient-reemploi/"
ANYBODY = [
    f"{LORIENT}parcours/",
    f"{LORIENT}parcours/reemploi-lorient/experiment/",
    f"{LORIENT}journal/",
    f"{LORIENT}decisions/",
    f"{LORIENT}ressources/",
    f"{LORIENT}agenda/",
    f"{LORIENT}documents/?document=one-page",
    "/guide/actors/",
    "/atelier/",
]
MINE = "/dossiers/ecopole-audruicq-copie/"
MEMBER = [
    f"{MINE}journal/",
    f"{MINE}ateliers/nouveau/?phase=existing",
    f"{MINE}documents/",
    "/compte/rappels/",
]
MODES = {
    "fr, light, desktop": (FRENCH, "light", DESKTOP),
    "en, dark, phone": (ENGLISH, "dark", PHONE),
}


def faults(page: Any) -> list[str]:
    """What is reproached to a page, everything being unfolded."""
    open_details(page)
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    over = [f"overflows by {wide - window}"] if wide > window else []
    return [*violations(page), *page.evaluate(TWICE), *over]


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_the_pages_of_a_journey(sit_down: Callable[..., Desk], mode: str) -> None:
    tongue, scheme, viewport = MODES[mode]
    found = {}
    for who, places in (("", ANYBODY), (OWNER, MEMBER)):
        desk = sit_down(tongue, who, viewport=viewport, color_scheme=scheme)
        for place in shared_out(places, list(MODES), mode):
            found[place] = faults(desk.go(place).page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_one_walks_through_the_journey_of_lorient_by_keyboard(sit_down: Callable[..., Desk]) -> None:
    page = sit_down(ENGLISH).go(f"{LORIENT}parcours/").page
    here = page.locator(".phases__one--here a").first
    expect(here).to_have_attribute(
        "href", "/en/dossiers/lorient-reemploi/parcours/reemploi-lorient/experiment/"
    )
    expect(page.locator(".journey__ring svg")).to_be_visible()
    assert page.locator(".way > li").count() == 5  # the five stays that its sources date
    here.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("7.")
    expect(page.locator("a[href*='/ateliers/nouveau/']")).to_have_count(0)
    page.locator(".pager a").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("8.")
