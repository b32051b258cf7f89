"""Somebody new signs up, begins a dossier, says who is there, and draws the first threads."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from tests.e2e.workspace import FRENCH, Desk, Mailbox, Tongue, expect, speaking

pytestmark = pytest.mark.e2e
QUICK = 20  # seconds to add an actor with three fields
EFFECT = "De bons repas à l’école"


@speaking(FRENCH)
def test_somebody_new_builds_the_first_threads_of_a_dossier(
    tongue: Tongue, sit_down: Callable[..., Desk], mailbox: Mailbox, record_property: Callable[..., None]
) -> None:
    desk = sit_down(tongue)
    desk.go("/compte/creer/")
    desk.sign_up(mailbox, "Animatrice du projet", f"animatrice.{tongue.code}@example.org")
    dossier = desk.begin("Manger ici")
    desk.follow("Say who is there")
    names = ("La ferme des Prés", "La ville", "L’école")
    took = [add_by_keyboard(desk, name) for name in names]
    record_property("seconds to add an actor", took)
    print(f"seconds to add an actor ({tongue.code}): {[round(one, 1) for one in took]}")
    assert max(took) < QUICK
    desk.page.get_by_role("link", name=names[0], exact=True).click()
    expect(desk.page.locator("#id_legal_form")).to_have_value(re.compile("^[Aa]ssociation"))
    expect(desk.page.locator("[name=roles]:checked")).to_have_value("member")
    desk.add(dossier, "challenges", name="La santé des enfants")
    desk.add(dossier, "components", name="La cantine")
    effect = desk.add(dossier, "effects", name=EFFECT)
    draw_threads(desk, dossier, effect)


def add_by_keyboard(desk: Desk, name: str) -> float:
    """Add an actor without a mouse; return the seconds it took from the first key to the words that say it is there."""
    keyboard = desk.page.keyboard
    expect(desk.page.locator("#id_name-ts-control")).to_be_focused()
    began = time.monotonic()
    keyboard.type(name, delay=20)
    keyboard.press("Tab")
    keyboard.type("associ", delay=20)
    keyboard.press("Tab")
    keyboard.type(desk.tongue.of("membre", "member"), delay=20)
    keyboard.press("Tab")
    keyboard.press("Enter")
    desk.is_told("“%(name)s” is added.", name=name)
    return time.monotonic() - began


def draw_threads(desk: Desk, dossier: str, effect: str) -> None:
    """Link the effect to the component from the list, then to the challenge by dragging; look at the findings."""
    before = findings_beside(desk.go(effect))
    desk.go(f"{dossier}articulation/")
    desk.page.locator(".threads summary").click()
    desk.page.locator("#thread-start").select_option(label=EFFECT)
    desk.page.locator("#thread-end").select_option(label="La cantine")
    desk.press("Link them")
    desk.is_told("“%(from)s” is linked to “%(to)s”.", **{"from": EFFECT, "to": "La cantine"})
    between = findings_beside(desk.go(effect))
    assert between != before
    desk.go(f"{dossier}articulation/")
    drag(desk, "effects/", "challenges/")
    expect(desk.page.locator(".saying-card").first).to_contain_text("La santé des enfants")
    assert findings_beside(desk.go(effect)) not in (before, between)


def findings_beside(desk: Desk) -> list[str]:
    """What the checks say beside the form of a row."""
    panel = desk.page.locator("section:has(#findings-title)")
    expect(panel.locator("ul.found, p.soft")).to_be_visible()
    return [str(one).strip() for one in panel.locator("li").all_text_contents()]


def drag(desk: Desk, start: str, end: str) -> None:
    """Drag a thread from the first card of a column to the first card of another."""
    boxes = [
        desk.page.locator(f'svg.articulation .node[data-key^="{key}"]').first.bounding_box()
        for key in (start, end)
    ]
    assert all(boxes)
    (x1, y1), (x2, y2) = ((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes if box)
    mouse = desk.page.mouse
    mouse.move(x1, y1)
    mouse.down()
    mouse.move((x1 + x2) / 2, (y1 + y2) / 2)
    expect(desk.page.locator("svg.articulation")).to_have_class(re.compile("is-drawing"))
    mouse.move(x2, y2)
    mouse.up()
