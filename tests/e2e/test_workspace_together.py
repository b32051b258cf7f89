"""Two people write in the same field at the same minute: nothing is lost, and one act is taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.e2e.test_accessibility import violations
from tests.e2e.workspace import CONTRIBUTOR, ENGLISH, OWNER, Desk, Tongue, address_of, expect, speaking

pytestmark = pytest.mark.e2e
BEGUN, FIRST, SECOND = "Trois maraîchers", "Trois maraîchers en bail", "Quatre maraîchers"


@speaking(ENGLISH)
def test_the_second_to_save_sees_both_versions_and_chooses(
    tongue: Tongue, sit_down: Callable[..., Desk]
) -> None:
    title = tongue.of("Écrire à deux", "Writing together")
    owner, other = sit_down(tongue, OWNER), sit_down(tongue, CONTRIBUTOR)
    dossier = owner.begin(title)
    owner.invite(dossier, address_of(CONTRIBUTOR), "contributor")
    other.join(title)
    row = owner.add(dossier, "components", name="Les terres", description=BEGUN)
    other.go(row)
    other.write("description", SECOND)
    owner.write("description", FIRST)
    owner.press("Save")
    owner.is_told("“%(name)s” is saved.", name="Les terres")
    other.press("Save")
    choose_mine(other)
    expect(other.field("description")).to_have_value(SECOND)
    take_the_last_act_back(owner, dossier)
    expect(owner.go(row).field("description")).to_have_value(FIRST)


def choose_mine(desk: Desk) -> None:
    """Look at the two versions, who wrote the other and when, and keep one’s own."""
    desk.is_titled("Somebody else changed this too")
    assert violations(desk.page) == []
    sides = desk.page.locator(".sides")
    expect(sides).to_contain_text(BEGUN)
    theirs = sides.locator(".side").first
    expect(theirs).to_contain_text(FIRST)
    expect(theirs).to_contain_text("Porteuse de projet")
    expect(theirs.locator("time")).to_have_text(re.compile(r"2\d\d\d.*\d\d:\d\d"))
    expect(sides.locator("textarea, input:not([type=radio])").last).to_have_value(SECOND)
    desk.page.locator("[name=keep-description][value=mine]").check()
    desk.press("Save these choices")
    desk.is_told("“%(name)s” is saved.", name="Les terres")


def take_the_last_act_back(desk: Desk, dossier: str) -> None:
    """History tells both versions; the last act is taken back with a reason."""
    desk.go(f"{dossier}historique/")
    acts = desk.page.locator(".acts > .act")
    expect(acts.nth(0)).to_contain_text("Contributrice")
    expect(acts.nth(1)).to_contain_text("Porteuse de projet")
    acts.nth(0).locator("h2 a").click()
    told = desk.page.locator(".change .cells")
    expect(told).to_contain_text("Trois")
    expect(told).to_contain_text("Quatre")
    desk.write("why", desk.tongue.of("Le quatrième n’est pas encore là", "The fourth is not there yet"))
    desk.press("Take this act back")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(re.compile(r"\d+$"))
    expect(desk.page.locator(".act__tied")).to_be_visible()
