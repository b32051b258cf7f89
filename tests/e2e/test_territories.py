"""Territories in a real browser: what axe-core says, the map and what says the same, by keyboard too.

Nothing is loaded but the extract shipped with the product. The pages fail on a request to another host.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import open_details, violations
from tests.e2e.workspace import expect

pytestmark = pytest.mark.e2e
EPCI = "territoires/epci/246200844/"
FOUND = 'a[href$="/territoires/epci/246200844/"]'
AREAS = ".map__frame path.area"


def _sound(page: Any) -> None:
    open_details(page)
    assert violations(page) == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_territory_is_read_with_its_map(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/{EPCI}")
    expect(page.locator(AREAS)).to_have_count(15)
    assert page.locator(".area--here").count() == 0
    page.locator(AREAS).first.hover()
    expect(page.locator(".map__tip strong")).to_be_visible()
    page.locator("article.figure h4").first.scroll_into_view_if_needed()
    _sound(page)


def test_a_link_opens_the_figures_it_leads_into(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/{EPCI}")
    folded = page.locator("details.figures-others:not([open]) article.figure").first
    expect(folded).to_be_hidden()
    page.goto(f"{page.url}#{folded.get_attribute('id')}")
    expect(page.locator("details.figures-others[open] article.figure").first).to_be_visible()
    page.emulate_media(media="print")
    for one in page.locator("article.figure").all():
        expect(one).to_be_visible()


def test_a_territory_is_found_while_its_name_is_typed(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/territoires/", viewport=PHONE, color_scheme="dark")
    with page.expect_response(
        lambda answer: "q=audruick" in answer.url
    ):  # leaving earlier would cut it short
        page.locator("#q").press_sequentially("audruick")
    expect(page.locator(f"#places {FOUND}")).to_be_visible()
    _sound(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Audruicq")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_territories_are_compared_on_a_phone(open_page: Callable[..., Any]) -> None:
    address = "/territoires/comparer/?avec=epci:246200844&avec=epci:246200364"
    page = open_page(address, viewport=PHONE, color_scheme="dark")
    expect(page.locator(".compared td").first).to_be_visible()
    _sound(page)


def test_a_perimeter_is_drawn_by_keyboard_and_on_the_map(open_page: Callable[..., Any]) -> None:
    page = open_page("/territoires/libre/?departement=62&liste=246200844")
    expect(page.locator(AREAS).first).to_be_attached()
    group = page.locator("details", has=page.locator('input[value="246200844"]'))
    assert group.get_attribute("open") is not None
    whole = group.locator(".boxes__whole input")
    whole.focus()
    page.keyboard.press("Space")
    expect(whole).not_to_be_checked()
    expect(page.locator(".area--chosen")).to_have_count(0)
    group.locator("input").nth(1).focus()
    page.keyboard.press("Space")
    expect(page.locator(".area--chosen")).to_have_count(1)
    page.locator(f"{AREAS}:not(.area--chosen)").first.click()
    expect(page.locator(".area--chosen")).to_have_count(2)
    _sound(page)
    group.locator("input").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/territoires/libre/[^?]+\+"))
