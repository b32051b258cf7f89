"""The statement of value and the what-if in a real browser: sliders move balances, by keyboard too; axe-core; phones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import TWICE, open_details, violations
from tests.e2e.workspace import expect

pytestmark = pytest.mark.e2e
VALUE = "dossiers/caisse-alimentaire-montpellier/valeur/"
WHAT_IF = f"{VALUE}et-si/"
AMOUNT = "#flows-allocation"
RANGE = 'input[type=range][data-for="flows-allocation"]'


def _sound(page: Any) -> None:
    open_details(page)
    assert violations(page) == []
    assert page.evaluate(TWICE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_slider_moves_the_balances_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/en/{WHAT_IF}")
    expect(page.locator("#in-short")).to_contain_text("Nothing is changed yet")
    page.locator(RANGE).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator(AMOUNT)).not_to_have_value("100")
    expect(page.locator("#in-short")).to_contain_text("Gain: Participants")
    expect(page.locator("#balances tr.is-moved")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"et-si/\?flows%3Aallocation=10\d$"))
    told = page.locator("#in-short").inner_text()
    page.reload()
    assert page.locator("#in-short").inner_text().split() == told.split()
    _sound(page)
    page.get_by_role("link", name="Put everything back").first.click()
    expect(page.locator("#in-short")).to_contain_text("Nothing is changed yet")


def test_an_amount_that_is_none_is_told_beside_its_field(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/en/{WHAT_IF}", viewport=PHONE, color_scheme="dark")
    page.locator(AMOUNT).fill("beaucoup")
    beside = page.locator("#wrong-flows-allocation")
    expect(beside).to_contain_text("is not a number")
    expect(page.locator(AMOUNT)).to_have_attribute("aria-invalid", "true")
    _sound(page)
    page.locator(AMOUNT).fill("120")
    expect(beside).to_be_hidden()
    page.get_by_role("checkbox", name="Caisse alimentaire commune").check()
    expect(page.locator("#balances")).to_contain_text("leaves the ecosystem")
    assert page.locator("#in-short").evaluate("one => getComputedStyle(one).position") == "sticky"


def test_without_script_a_button_computes(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/{WHAT_IF}")
    assert not page.locator(RANGE).is_visible()
    page.locator(AMOUNT).fill("120")
    page.get_by_role("button", name="Compute").last.click()
    expect(page.locator("#in-short")).to_contain_text("Gain: Participants")
    context.close()


@pytest.mark.parametrize(("scheme", "options"), [("light", {}), ("dark", {"viewport": PHONE})])
def test_the_statement_is_accessible(
    open_page: Callable[..., Any], scheme: str, options: dict[str, Any]
) -> None:
    page = open_page(f"/{VALUE}", color_scheme=scheme, **options)
    expect(page.locator("svg.flow")).to_be_visible()
    _sound(page)
    for link in page.locator('.statement a[href^="#left-out"]').all()[:3]:
        assert page.locator(f"[id='{link.get_attribute('href')[1:]}']").count() == 1
