"""axe-core finds no violation on any kind of page, and no page overflows a narrow phone.

Each page is looked at in one of the two modes, in turn; those that hold most, in both (tests.rotation).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import DESKTOP, NARROW, PHONE
from tests.rotation import in_turn

pytestmark = pytest.mark.e2e
DOSSIER = "dossiers/ecopole-audruicq/"
PAGES = (
    "",
    "dossiers/",
    DOSSIER,
    f"{DOSSIER}?le=2012",
    f"{DOSSIER}?le=nonsense",
    f"{DOSSIER}articulation/",
    f"{DOSSIER}acteurs/",
    f"{DOSSIER}constats/",
    f"{DOSSIER}constats/?code=ART001",
    f"{DOSSIER}tables/",
    f"{DOSSIER}tables/effects/",
    f"{DOSSIER}tables/sources/",
    "dossiers/kalundborg/articulation/",
    "verifications/",
    "verifications/art001/",
    "essayer/",
    "a-propos/",
    "accessibilite/",
    f"{DOSSIER}modeles/",
    f"{DOSSIER}modeles/anges-gardins/",
    f"{DOSSIER}modeles/anges-gardins/questions/",
    f"{DOSSIER}modeles/anges-gardins/regards/?le=2014",
    f"{DOSSIER}registres/",
    f"{DOSSIER}chemins/",
    f"{DOSSIER}freins/",
    f"{DOSSIER}freins/boucles/?parmi=catalogue&frein=volume_logic",
    f"{DOSSIER}passage/",
    f"{DOSSIER}passage/anges-gardins/",
    "referentiels/",
    "freins/",
    "freins/volume_logic/",
)
MODES = {
    "fr, light, desktop": ("/", "light", DESKTOP),
    "en, dark, phone": ("/en/", "dark", PHONE),
}
IN_BOTH = ("", DOSSIER, f"{DOSSIER}articulation/")
TWICE = """[...document.querySelectorAll("[id]")].map(one => one.id)
  .filter((id, place, all) => all.indexOf(id) !== place).map(id => `two elements have the id ${id}`)"""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Any, *, apart_from: str = "") -> list[str]:
    """What axe-core reproaches a page with: the rule and the elements, some being left out."""
    from axe_playwright_python.sync_playwright import Axe

    context = {"exclude": [[apart_from]]} if apart_from else None
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def open_details(page: Any) -> None:
    """Unfold everything, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize(("address", "mode"), in_turn(PAGES, list(MODES), every=IN_BOTH))
def test_axe_finds_nothing(open_page: Callable[..., Any], address: str, mode: str) -> None:
    prefix, scheme, viewport = MODES[mode]
    page = open_page(prefix + address, color_scheme=scheme, viewport=viewport)
    open_details(page)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_a_thread_is_followed(open_page: Callable[..., Any], scheme: str) -> None:
    page = open_page(f"/{DOSSIER}articulation/", color_scheme=scheme)
    page.locator("svg.articulation .node--components").first.click()
    faded = ".articulation.is-following .node:not(.is-followed)"  # on purpose, until Escape; the list stays
    assert violations(page, apart_from=faded) == []


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_nothing_overflows_a_narrow_phone(new_page: Callable[..., Any], site: str, prefix: str) -> None:
    page = new_page(viewport=NARROW)
    wide = {address: width_of(page, f"{site}{prefix}{address}") for address in PAGES}
    assert {address: width for address, width in wide.items() if width > NARROW["width"]} == {}


def test_text_twice_as_big_still_fits(new_page: Callable[..., Any], site: str) -> None:
    page = new_page(viewport={"width": 640, "height": 480}, device_scale_factor=2)
    pages = ("", "dossiers/", DOSSIER, f"{DOSSIER}articulation/", f"{DOSSIER}acteurs/")
    wide = {address: width_of(page, f"{site}/{address}", unfolded=False) for address in pages}
    assert {address: width for address, width in wide.items() if width > 640} == {}


def width_of(page: Any, address: str, *, unfolded: bool = True) -> int:
    """How wide the page of this address is, everything being unfolded or nothing."""
    page.goto(address)
    if unfolded:
        open_details(page)
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_missing_address_is_accessible(browser: Any, site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()  # its 404 is an error in the console: not the page of the other tests
    page.goto(f"{site}/nowhere/")
    assert violations(page) == []
    context.close()
