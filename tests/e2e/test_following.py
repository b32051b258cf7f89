"""Following a thread by click and by keyboard, and all that still works without a script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import PHONE

playwright_api = pytest.importorskip("playwright.sync_api")
expect = playwright_api.expect
pytestmark = pytest.mark.e2e
ARTICULATION = "/dossiers/ecopole-audruicq/articulation/"


def test_a_click_follows_a_thread_through_the_whole_loop(open_page: Callable[..., Any]) -> None:
    page = open_page(ARTICULATION)
    picture, saying = page.locator("svg.articulation"), page.locator("#articulation-saying")
    card = picture.locator('[data-key="components/jardin-cocagne"]')
    card.click()
    expect(picture).to_have_class(re.compile("is-following"))
    expect(card).to_have_class(re.compile("is-start"))
    expect(saying).to_contain_text("Fil suivi : ")
    loop = (card.get_attribute("data-loop") or "").split(" ")
    assert {key.split("/")[0] for key in loop} == {"challenges", "effects", "components", "actors"}
    expect(picture.locator(".node.is-followed")).to_have_count(len(set(loop)))
    card.click()
    expect(picture).not_to_have_class(re.compile("is-following"))
    expect(saying).to_have_text("")


def test_the_keyboard_follows_a_thread_too(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/en{ARTICULATION}")
    picture, saying = page.locator("svg.articulation"), page.locator("#articulation-saying")
    first = picture.locator(".node--challenges").first
    first.focus()
    page.keyboard.press("Enter")
    expect(saying).to_contain_text("Thread followed: ")
    expect(first).to_have_attribute("aria-current", "true")
    page.keyboard.press("ArrowRight")
    focused = picture.locator(".node:focus")
    expect(focused).to_have_class(re.compile("node--effects"))
    page.keyboard.press("Space")
    expect(focused).to_have_class(re.compile("is-start"))
    page.keyboard.press("Escape")
    expect(picture).not_to_have_class(re.compile("is-following"))
    expect(saying).to_have_text("")


def test_the_picture_is_reached_by_tab_after_the_skip_link(open_page: Callable[..., Any]) -> None:
    page = open_page(ARTICULATION)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator("svg.articulation .node:focus").count():
            break
    expect(page.locator("svg.articulation .node:focus")).to_have_count(1)


def test_on_a_phone_the_list_comes_first(open_page: Callable[..., Any]) -> None:
    page = open_page(ARTICULATION, viewport=PHONE)
    outline, picture = (
        page.locator("ul.outline").first.bounding_box(),
        page.locator(".picture").bounding_box(),
    )
    assert outline is not None
    assert picture is not None
    assert outline["y"] < picture["y"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everything_but_following_works_without_script(open_page: Callable[..., Any], prefix: str) -> None:
    page = open_page(f"{prefix}/", java_script_enabled=False)
    page.locator("main a.button").first.click()
    expect(page.locator("svg.articulation .node").first).to_be_visible()
    page.locator("svg.articulation .node").first.click()
    expect(page).to_have_url(re.compile("#o-"))
    page.locator(".tabs a[href*=constats]").click()
    page.locator("details summary").first.click()
    expect(page.locator("details .reasons").first).to_be_visible()
    page.locator("#gravite").select_option("info")
    page.locator(".filter button").click()
    expect(page).to_have_url(re.compile("gravite=info"))
    page.locator("#le").fill("2012")
    page.locator(".day button").click()
    expect(page.locator(".notice").first).to_contain_text("2012")
    page.locator(".tongues a:not([aria-current])").click()
    expect(page).to_have_url(re.compile("le=2012"))


def test_a_picture_prints(open_page: Callable[..., Any]) -> None:
    page = open_page(ARTICULATION)
    page.emulate_media(media="print")
    expect(page.locator("svg.articulation")).to_be_visible()
    expect(page.locator(".tabs")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF-")
