"""The ten-minute entry on a phone, as the leader of an association and of a company: offline in the middle, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maillage.dossier.dossier import Dossier
from maillage.dossier.tables import Actor, Record
from maillage.io import workbook
from maillage.referential.shipped import shipped
from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import violations
from tests.e2e.workspace import ENGLISH, FRENCH, LEADER, OWNER, Desk, Tongue, address_of, expect

pytestmark = pytest.mark.e2e
SHORT = shipped("efc").short
Sit = Callable[..., Desk]


def _sound(page: Any) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _led(sit_down: Sit, tongue: Tongue, folder: Path, actor: Actor, **options: Any) -> tuple[Desk, str]:
    """The leader of an organisation before a phone, in a dossier that somebody has just begun; its address."""
    title = tongue.of("Manger ensemble", "Offices that last")
    record = Record(id="essai", title=title, language=tongue.code)
    file = folder / "dossier.xlsx"
    file.write_bytes(workbook.write(Dossier(record=record, actors=(actor,)), tongue.code))
    owner = sit_down(tongue, OWNER)
    dossier = owner.begin_from(file)
    owner.invite(dossier, address_of(LEADER), "leader", actor.name)
    desk = sit_down(tongue, LEADER, viewport=PHONE, **options)
    desk.join(title)
    return desk, dossier


def _begin(desk: Desk, dossier: str, actor: Actor) -> None:
    desk.go(f"{dossier}modeles/{actor.id}/questions/")
    _sound(desk.page)
    desk.press("Begin")


def _choose(desk: Desk, place: int, code: str) -> Any:
    """Answer the question at this place, from 1, then go on."""
    form = desk.page.locator(f"[id='q-{SHORT[place - 1].id}']")
    expect(form).to_be_visible()
    where = desk.tongue("Question {n} of {total}").format(n=place, total=len(SHORT))
    expect(desk.page.locator("[data-place]")).to_have_text(where)
    form.locator(f"[name=reponse][value={code}]").check()
    return form


def _onward(desk: Desk) -> None:
    desk.page.locator(".quiz__walk .button").last.click()


def _answer_elsewhere(desk: Desk, dossier: str, place: int, code: str) -> None:
    """Answer the same question on another device."""
    desk.go(f"{dossier}modeles/maker/questions/#q-{SHORT[place - 1].id}")
    form = _choose(desk, place, code)
    expect(form.locator("[data-said]")).to_contain_text("Saved.")


def _kept(desk: Desk, dossier: str) -> int:
    """How many answers the dossier holds, for who asks."""
    desk.go(f"{dossier}tables/answers/")
    return int(desk.page.locator(".row").count())


def test_a_leader_of_an_association_answers_ten_questions_and_loses_the_network(
    sit_down: Sit, tmp_path: Path
) -> None:
    actor = Actor(id="jardin", name="Le jardin", legal_form="association_declared")
    desk, dossier = _led(sit_down, FRENCH, tmp_path, actor)
    _begin(desk, dossier, actor)
    waiting = desk.page.locator("[data-waiting]")
    for place in range(1, len(SHORT) + 1):
        if place == 4:  # once nothing is on its way any more: the console would tell of what was cut
            sent = desk.page.locator("[data-said]").filter(has_text=desk.tongue("Saved."))
            expect(sent).to_have_count(place - 1)
            desk.page.context.set_offline(True)
        form = _choose(desk, place, ("volume", "use_performance", "cannot_say")[place % 3])
        if place == 2:
            expect(form.locator("[data-said]")).to_contain_text(desk.tongue("Saved."))
            form.locator("[name=recit]").fill("Nous en parlons à chaque panier.")
            _sound(desk.page)
        if place == 6:
            expect(waiting).to_have_text(
                desk.tongue("{n} answers wait for the network: they are kept on this device.").format(n=3)
            )
            desk.page.context.set_offline(False)
            expect(waiting).to_be_hidden()
        _onward(desk)
    expect(desk.page.locator("[data-end]")).to_be_visible()
    expect(desk.page.locator("[data-end] dd.is-said")).to_have_count(len(SHORT))
    _sound(desk.page)
    expect(desk.page.locator("[data-said]").filter(has_text=desk.tongue("Saved."))).to_have_count(len(SHORT))
    assert _kept(desk, dossier) == len(SHORT)
    desk.go(f"{dossier}modeles/jardin/questions/#fin")
    expect(desk.page.locator("[data-end] dd.is-said")).to_have_count(len(SHORT))
    told = desk.page.locator(f"[data-line='{SHORT[1].id}'] .summary-words")
    expect(told).to_have_text("Nous en parlons à chaque panier.")


def test_a_leader_of_a_company_takes_back_an_answer_and_leaves_nothing_behind(
    sit_down: Sit, keys: dict[str, Any], tmp_path: Path
) -> None:
    actor = Actor(id="maker", name="Maker", legal_form="sas")
    desk, dossier = _led(sit_down, ENGLISH, tmp_path, actor, color_scheme="dark")
    _begin(desk, dossier, actor)
    meaning = shipped("efc").meanings[SHORT[0].id, "company"].said.en
    expect(desk.page.get_by_text(meaning)).to_be_visible()
    form = _choose(desk, 1, "volume")
    expect(form.locator("[data-said]")).to_contain_text("Saved.")
    form.locator("[name=reponse][value=territorial]").check()
    expect(form.locator("[data-said]")).to_contain_text("Saved.")
    form.get_by_role("button", name="Undo").click()
    expect(form.locator("[name=reponse][value=volume]")).to_be_checked()
    expect(form.locator("[data-said]")).to_have_text("It is undone.")
    _sound(desk.page)
    _onward(desk)
    desk.page.context.set_offline(True)
    form = _choose(desk, 2, "not_concerned")
    expect(desk.page.locator("[data-waiting]")).to_be_visible()
    _answer_elsewhere(sit_down(ENGLISH, LEADER), dossier, 2, "territorial")
    desk.page.context.set_offline(False)
    expect(form.locator("[data-both]")).to_contain_text("It does not concern us")
    expect(form.locator("[data-both]")).to_contain_text(shipped("efc").levels[SHORT[1].id][2].label.en)
    _sound(desk.page)
    form.get_by_role("button", name="Keep mine").click()
    expect(form.locator("[data-both]")).to_be_hidden()
    for place in range(3, len(SHORT) + 1):
        _onward(desk)
        _choose(desk, place, "use_performance")
    _onward(desk)
    expect(desk.page.locator("[data-end] dd.is-said")).to_have_count(len(SHORT))
    _sound(desk.page)
    expect(desk.page.locator("[data-said]").filter(has_text="Saved.")).to_have_count(len(SHORT) - 1)
    desk.page.evaluate("localStorage.setItem('maillage.answers.left', '{}')")
    assert _kept(desk, dossier) == len(SHORT)
    expect(desk.page.locator(".row").filter(has_text="not_concerned")).to_have_count(1)
    desk.go("/compte/sortir/")
    desk.press("Sign out")
    desk.is_titled("You are signed out")
    assert desk.page.evaluate("Object.keys(localStorage)") == []
    keys.pop(LEADER)  # the next test enters again


def test_an_example_is_tried_by_anybody_and_answers_stay_in_the_browser(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/en/dossiers/ecopole-audruicq/modeles/anges-gardins/questions/", viewport=PHONE)
    page.get_by_role("button", name="Begin").click()
    page.locator(".question:visible [name=reponse]").first.check()
    expect(page.locator(".question:visible [data-said]")).to_contain_text("Kept on this device.")
    page.reload()
    expect(page.locator(".question:visible [name=reponse]").first).to_be_checked()
    page.goto(re.sub(r"#.*", "", page.url))
    page.get_by_role("button", name="Go on at question 2").click()
    page.goto(re.sub(r"#.*", "#fin", page.url))
    expect(page.get_by_text("Nothing of this is kept in the dossier.")).to_be_visible()
    assert violations(page) == []
