"""The network of a dossier in a real browser: who is chosen shows everywhere; what falls follows the ticks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import open_details, violations
from tests.e2e.workspace import expect

pytestmark = pytest.mark.e2e
FOOD = "dossiers/ecopole-audruicq/reseau/"
DRAWN = 'svg.graph .actor[data-actor="{}"]'
FADED = ".graph.is-choosing .actor:not(.is-chosen):not(.is-tied)"  # on purpose, until Escape; the list stays
PLACES = """() => Object.fromEntries([...document.querySelectorAll('.graph-frame .actor')]
  .map(one => [one.dataset.actor, one.getAttribute('transform')]))"""


def _is(page: Any, state: str, actor: str) -> None:
    """Whether an actor is chosen, or tied to the one chosen, in the picture and in the list."""
    expect(page.locator(DRAWN.format(actor))).to_have_class(re.compile(rf"\bis-{state}\b"))
    expect(page.locator(f'#actors tr[data-row="{actor}"]')).to_have_class(re.compile(rf"\bis-{state}\b"))


def _chosen_anywhere(page: Any) -> None:
    page.locator('#actors a[data-actor="terre-d-opale"]').focus()
    page.keyboard.press("Enter")
    _is(page, "chosen", "terre-d-opale")
    _is(page, "tied", "abonnes")
    expect(page).to_have_url(re.compile("#acteur=terre-d-opale$"))
    expect(page.locator("#card")).to_contain_text("Producteurs biologiques")
    page.locator(DRAWN.format("ccra")).click()
    _is(page, "chosen", "ccra")
    expect(page.locator(".map__frame path.spot.is-chosen")).to_have_count(1)
    page.locator(".map__frame path.spot:not(.is-chosen)").first.focus()
    page.keyboard.press("Enter")
    _is(page, "chosen", "anges-gardins")


def _moved_and_kept(page: Any, home: dict[str, str]) -> None:
    sign = page.locator(f"{DRAWN.format('safer')} .actor__sign")
    sign.scroll_into_view_if_needed()
    box = sign.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] - 90, steps=4)
    page.mouse.up()
    expect(page.locator(".is-chosen")).to_have_count(0)
    moved = page.evaluate(PLACES)
    assert {one for one in home if home[one] != moved[one]} == {"safer"}
    page.reload()
    assert page.evaluate(PLACES) == moved
    page.locator(DRAWN.format("anges-gardins")).click()
    page.locator("[data-move='1 0']").click()
    edge = page.locator('.edge[data-a="anges-gardins"] .edge__line').first.get_attribute("d")
    x = page.evaluate(PLACES)["anges-gardins"].split("(")[1].split(" ")[0]
    assert edge.startswith(f"M{float(x):g} ")
    page.locator("[data-put-back]").click()
    assert page.evaluate(PLACES) == home


def _narrowed(page: Any) -> None:
    page.locator("#q").press_sequentially("regi")
    expect(page.locator("#actors tbody tr:visible")).to_have_count(4)
    page.locator(".net-choice summary").click()
    page.locator('input[name="lien"][value="tie"]').check()
    page.locator(".net-filter button").click()
    expect(page).to_have_url(re.compile(r"\?lien=tie#acteur=anges-gardins$"))
    _is(page, "chosen", "anges-gardins")
    expect(page.locator('.edge[data-a="etat"]')).to_have_count(0)
    assert violations(page, apart_from=FADED) == []


def test_an_actor_is_chosen_everywhere_stays_where_it_was_put_and_links_are_narrowed(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(f"/{FOOD}")
    home = page.evaluate(PLACES)
    _chosen_anywhere(page)
    page.reload()
    _is(page, "chosen", "anges-gardins")
    assert page.evaluate(PLACES) == home
    page.keyboard.press("Escape")
    expect(page.locator(".is-chosen")).to_have_count(0)
    assert "#" not in page.url
    _moved_and_kept(page, home)
    _narrowed(page)


def test_what_falls_follows_each_tick_of_the_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page(f"/{FOOD}sorties/")
    box = page.locator('input[name="acteur"][value="cias"]')
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("#told-title")).to_be_visible()
    expect(page.locator(".waves .lines__why").first).to_contain_text("plus personne ne le porte")
    expect(page.locator("#exit-said")).to_contain_text("Centre intercommunal")
    expect(page).to_have_url(re.compile("acteur=cias"))
    expect(box).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Space")
    expect(page.locator("#told-title")).to_have_count(0)
    expect(page.locator("#enough-title")).to_be_visible()
    expect(page).not_to_have_url(re.compile("acteur="))


def test_axe_finds_nothing_and_nothing_overflows_on_a_phone_in_the_dark(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/en/dossiers/lorient-reemploi/reseau/", color_scheme="dark", viewport=PHONE)
    open_details(page)
    page.locator("#actors a[data-actor]").first.click()
    expect(page.locator("#card .net__letting")).to_be_visible()
    for following in ("sorties/?acteur=aloen", "changements/", ""):
        assert violations(page, apart_from=FADED) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        if following:
            page.goto(page.url.split("reseau/")[0] + "reseau/" + following)
            open_details(page)


def test_without_scripts_links_lead_to_the_words_and_choices_are_kept(
    new_page: Callable[..., Any], site: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}/{FOOD}?le=2015&niveau=cooperation")
    page.locator(DRAWN.format("ccra")).click()
    expect(page).to_have_url(re.compile("#o-ccra$"))
    page.locator("#q").fill("anges")
    page.locator("form[role=search] button").click()
    expect(page).to_have_url(re.compile(r"le=2015.*niveau=cooperation.*q=anges"))
    expect(page.locator("#actors tbody tr")).to_have_count(1)
    expect(page.locator("#card")).to_be_hidden()
    page.goto(f"{site}/{FOOD}sorties/")
    page.locator('input[name="acteur"][value="cias"]').check()
    page.locator(".exit__act button").click()
    expect(page).to_have_url(re.compile("acteur=cias"))
    expect(page.locator("#told-title")).to_be_visible()
