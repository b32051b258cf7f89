"""A whole workshop as people play it: each step is a function of a `Play`.

``python -m tests.e2e.workshop_play FOLDER`` plays it by hand and keeps a picture of every step;
``--images`` makes those that the documentation shows, in both languages.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.e2e import workshop_after as after
from tests.e2e.demo import running_demo
from tests.e2e.workshop_room import (
    CAST,
    EFFECT,
    GROUP,
    PHONE,
    Person,
    Play,
    Seat,
    Shoot,
    begin,
    come_in,
    open_room,
    prepare,
)
from tests.e2e.workspace import ENGLISH, FRENCH, OWNER, PASSWORD, Desk, Tongue, address_of, expect
from tools.browser import find_browser

CHALLENGES = (
    ("Jeter moins de matériaux sur les chantiers", "dwell", ["ecological"]),
    ("Jeter moins de matériaux sur nos chantiers", "dwell", ["ecological", "economic"]),
    ("Que les métiers de la dépose soient reconnus", "work", ["societal"]),
    ("Rénover sans se ruiner", "dwell", ["societal", "economic"]),
    ("Stocker au sec, près d’ici", "equip", ["economic"]),
    ("Savoir ce qui dort dans nos bâtiments", "equip", ["ecological"]),
    ("Garder les savoir-faire du bois", "work", ["societal"]),
    ("Acheter ensemble plutôt que neuf", "equip", ["economic"]),
)
ABSENT = ("Tapé sans réseau, en premier", "Tapé sans réseau, en second")
CONSTRAINTS = (
    "Je ne peux rien stocker plus de deux jours",
    "Mes équipes sont prises jusqu’en mars",
    "Un marché public se prépare six mois avant",
    "Je dois facturer chaque heure passée",
)
OPEN_TO = ("neighbour", "facilitators", "members", "neighbour")
OBJECTION = "Tous les deux mois, c’est trop pour une équipe de trois"
DECIDED = "Nous nous retrouvons tous les trois mois, chez l’un d’entre nous."
PRIVATE = "Penser à rappeler le bailleur demain"


def challenges(play: Play) -> None:
    """Everybody names a challenge; two say nearly the same, which the console proposes to group."""
    play.open("challenges")
    for place, (words, sphere, dimensions) in enumerate(CHALLENGES):
        play.seats[place].answer(text=words, sphere=sphere, dimensions=dimensions)
    play.noted(len(CHALLENGES))
    play.shoot_room("10-challenges", 0, 2, 4)
    play.do("grouper", play.desk.page.locator(".alike li").first)
    expect(play.scene.locator(".group .note")).to_have_count(2)
    title = play.scene.locator(".group__title")
    title.fill(GROUP)
    play.do("renommer", play.scene.locator(".group"))
    expect(play.screen.page.locator(".sgroup h2")).to_have_text(GROUP)
    expect(play.seats[3].page.locator(".note--group")).to_contain_text(GROUP)
    expect(play.screen.page.locator(".snote:visible")).to_have_count(
        len(CHALLENGES)
    )  # made smaller, none left out
    play.shoot_room("11-grouped", 3, 4)


def timer(play: Play) -> None:
    """The console starts the clock of the room, adds a minute, stops it."""
    door, shown = play.desk.page.locator(".door__timer"), play.seats[0].page.locator("[data-timer]")
    door.locator("[name=minutes]").fill("4")
    play.do("minuteur", door)
    expect(play.screen.page.locator("[data-timer]")).to_contain_text(re.compile(r"[34]:\d\d"))
    expect(shown).to_contain_text(re.compile(r"[34]:\d\d"))
    play.do("plus-une", door)
    expect(shown).to_contain_text(re.compile(r"4:[0-5]\d|5:00"))
    play.shoot_room("12-timer", 0)
    play.do("arreter", door)
    expect(shown).to_be_hidden()


def absent(play: Play) -> None:
    """A phone loses the network while two notes are typed: both arrive once, in order, when it comes back."""
    seat = play.seats[7]
    seat.cut = True
    seat.page.context.set_offline(True)
    expect(seat.page.locator("[data-line=off]")).to_be_visible()
    for words in ABSENT:
        seat.answer(text=words)
    expect(seat.page.locator("li.note--mine")).to_have_count(3)
    play.shoot("13-offline-phone-7", seat.page)
    play.noted(len(CHALLENGES))
    seat.page.context.set_offline(False)
    expect(seat.page.locator("[data-line=on]")).to_be_visible()
    play.noted(len(CHALLENGES) + 2)
    latest = play.scene.locator(".notes:not(.group .notes) .note__text")
    expect(latest.nth(0)).to_have_text(ABSENT[1])
    expect(latest.nth(1)).to_have_text(ABSENT[0])
    seat.cut = False
    play.close_turn()


def actors(play: Play) -> None:
    """Who is there, who is missing, what each can bring and needs."""
    play.open("actors")
    play.seats[7].answer(text="La recyclerie du port", brings="Un hangar sec", needs="Un camion")
    play.seats[8].answer(text="Le lycée du bâtiment", brings="Des mains", category="research")
    play.noted(2)
    play.shoot_room("20-actors", 7, 8)
    play.close_turn()


def threads(play: Play) -> None:
    """Draw threads: one mends the challenge that no useful effect reaches."""
    play.open("threads")
    play.seats[0].answer(
        effect="\u0001",
        effect__own=EFFECT,
        component="id:lien-particuliers",
        actor="id:aloen",
        text="Elles viennent déjà demander conseil à l’agence",
    )
    play.seats[5].answer(
        effect="id:matieres-evitees",
        component="id:plateforme",
        actor="id:lorient-agglomeration",
        text="Une étude est faite",
    )
    play.noted(2)
    play.shoot_room("30-threads", 0, 5)
    play.close_turn()


def constraints(play: Play) -> None:
    """Say one’s constraints to a neighbour, who says them back; confirm. Nobody else receives them."""
    play.open("constraints")
    play.do("voisins")
    expect(play.scene.locator(".pairs li")).to_have_count(len(CAST) // 2)
    for place, words in enumerate(CONSTRAINTS):
        steps = play.seats[place].page.locator(".step-of")
        play.seats[place].answer(steps.nth(0).locator("form"), text=words, open_to=OPEN_TO[place])
    for place in range(len(CONSTRAINTS)):
        theirs = play.seats[place].page.locator(".step-of").nth(1)
        expect(theirs).to_contain_text(CONSTRAINTS[place ^ 1])
        play.seats[place].answer(theirs.locator("form"), text=f"J’entends ceci : {place}")
    for place in range(len(CONSTRAINTS)):
        back = play.seats[place].page.locator(".step-of").nth(2)
        expect(back).to_contain_text(f"J’entends ceci : {place ^ 1}")
        play.seats[place].answer(back.locator("form"), answer="nearly" if place == 3 else "yes")
        expect(back.locator("form")).to_be_hidden()
    play.heard_of(len(CONSTRAINTS))
    play.shoot_room("40-constraints", 0, 1, 2)
    told = CONSTRAINTS[0]
    assert [seat.name for seat in play.everybody if seat.received(told)] == [CAST[0].name, CAST[1].name]
    play.do("devoiler")
    expect(play.scene).to_contain_text(CONSTRAINTS[2])
    assert not play.screen.received(told)
    play.shoot_room("41-read-back", 0)


def position(play: Play) -> None:
    """Everybody takes a position; nobody receives that of another before it is shown to all, without names."""
    play.open("position")
    levels = (
        play.seats[0].page.locator("input[name=level]").evaluate_all("all => all.map(one => one.value)")[:-1]
    )
    for place, seat in enumerate(play.seats):
        seat.answer(level=levels[place % len(levels)], why=_reason(seat))
    play.heard_of(len(CAST))
    expect(play.screen.page.locator(".screen__waiting")).to_contain_text(str(len(CAST)))
    expect(play.screen.page.locator(".screen__count")).to_have_count(1)  # the count is said once
    play.shoot_room("50-blind", 0, 2, 4)
    for seat in play.seats:
        known = [one.name for one in play.everybody if one.received(_reason(seat))]
        assert known == [seat.name], f"{known} received what {seat.name} answered before it was shown"
    play.do("devoiler")
    for seat in (*play.seats, play.screen):
        expect(seat.page.get_by_text(_reason(play.seats[9])).first).to_be_visible()
    assert not [one for one in play.screen.heard if any(person.name in one for person in CAST)]
    play.shoot_room("51-revealed", 0, 2, 4)


def _reason(seat: Seat) -> str:
    return f"Vu de ma place numéro {sum(map(ord, seat.name))}"


def dots(play: Play) -> None:
    """Three dots each, on the challenges and their groups."""
    play.open("dots")
    for place, seat in enumerate(play.seats):
        items = seat.page.locator(".dots__item")
        for push in (0, 0, 1 + place % 3):
            items.nth(push).locator(".dots__put").last.click()
        seat.form.locator(".phone__send").click()
    play.heard_of(len(CAST))
    play.shoot_room("60-dots", 0, 4)
    play.do("devoiler")
    expect(play.scene.locator(".dotted li").first).to_contain_text("20")
    expect(play.screen.page.locator(".bars__one").first).to_contain_text("20")
    play.shoot_room("61-dots", 0, 4)


def consent(play: Play) -> None:
    """A consent round, with one objection; what is decided, with its review date."""
    play.open("consent")
    for place, seat in enumerate(play.seats):
        seat.answer(answer="objection" if place == 6 else "consent", why=OBJECTION if place == 6 else "")
    play.heard_of(len(CAST))
    assert [one.name for one in play.everybody if one.received(OBJECTION)] == [CAST[6].name]
    play.shoot_room("70-consent", 0, 6)
    play.do("devoiler")
    expect(play.screen.page.locator(".bars__one--objection")).to_contain_text(OBJECTION)
    play.scene.locator("#outcome-text").fill(DECIDED)
    play.scene.locator("#outcome-objections").fill(OBJECTION)
    play.scene.locator("#outcome-review").fill("2027-06-01")
    play.do("decider")
    expect(play.screen.page.locator(".screen__decided")).to_contain_text(DECIDED)
    play.shoot_room("71-decided", 0, 6)


def exit_(play: Play) -> None:
    """If an actor left: what falls is computed and shown to all; one says what one would do."""
    play.open("exit")
    play.scene.locator("[name=acteur][value=aloen]").check()
    play.do("depart")
    sentence = play.scene.locator(".told-exit li").first
    expect(sentence).to_be_visible()
    expect(play.screen.page.locator(".screen__sentences li").first).to_have_text(sentence.inner_text())
    expect(play.seats[4].page.locator(".phone__result li").first).to_have_text(sentence.inner_text())
    expect(
        play.seats[4].page.locator(".phone__result table")
    ).to_be_hidden()  # folded: what one would do comes before
    play.seats[4].answer(text="Nous tiendrions à deux le lien avec les familles")
    play.noted(1)
    play.shoot_room("80-exit", 0, 4)
    play.close_turn()


def contributions(play: Play) -> None:
    """What each one brings, and in return of what."""
    play.open("contributions")
    play.seats[1].answer(text="Deux matinées de tri", kind="time", against="id:interconnaissance")
    play.seats[3].answer(
        text="Nos diagnostics en copie libre", kind="knowledge", against="id:methode-reproductible"
    )
    play.noted(2)
    play.shoot_room("90-contributions", 1, 3)
    play.close_turn()


def learnings(play: Play) -> None:
    """What was learnt, and what it changes."""
    play.open("learnings")
    play.seats[2].answer(
        text="Nos calendriers ne se croisent jamais", changes="Un calendrier commun des chantiers"
    )
    play.noted(1)
    play.shoot_room("95-learnings", 2)


def private(play: Play) -> None:
    """A note that the facilitator keeps for themselves: it goes to nobody else."""
    page = play.desk.page
    page.locator("#private-text").fill(PRIVATE)
    page.locator("form[data-private] button.button").first.click()
    expect(page.locator(".private__text")).to_have_text(PRIVATE)
    assert [one.name for one in play.everybody if one.received(PRIVATE)] == ["console"]


def end(play: Play) -> None:
    """End it: phones and screen say that it is over."""
    page = play.desk.page
    page.locator("details.more:has(.console__end) summary").click()
    page.locator("button[value=finir]").click()
    expect(page.locator("a[href$='/relecture/']").first).to_be_visible()
    for seat in play.seats:
        expect(seat.page.locator("[data-line=over]")).to_be_visible()
    expect(play.screen.page.locator("main.screen--door")).to_be_visible()
    play.shoot_room("96-over", 0, 2)


STEPS = (
    *(challenges, timer, absent, actors, threads, constraints, position, dots, consent, exit_),
    *(contributions, learnings, private, end),
)
"""The activities, in the order in which they are played."""


# ---- by hand -----------------------------------------------------------------------------------------------------------


@contextmanager
def _room(tongue: Tongue, shoot: Shoot) -> Iterator[Play]:
    """A demonstration and a console, of their own."""
    from playwright.sync_api import sync_playwright

    expect.set_options(timeout=30_000)
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        running_demo(Path(folder), MAILLAGE_DEMO_PASSWORD=PASSWORD) as demo,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
        desk = Desk(page, demo.address, tongue).go("/compte/entrer/")
        desk.sign_in(address_of(OWNER))
        yield Play(browser, demo.address, desk, shoot)
        browser.close()


def _keep(folder: Path) -> Shoot:
    def shoot(name: str, page: Any) -> None:
        page.screenshot(path=folder / f"{name}.png", full_page="screen" not in name)

    return shoot


def play_by_hand(folder: Path) -> None:
    """Play it whole, with a picture of each step, the paper kit and the reports."""
    with _room(FRENCH, _keep(folder)) as play:
        for step in (begin, prepare, open_room, come_in, *STEPS):
            step(play)
        after.paper(play, folder)
        after.review(play)
        after.reports(play, folder)


SHOWN = {
    FRENCH: (
        "Jeter moins",
        "Jeter moins de matériaux sur les chantiers",
        "Jeter moins de matériaux sur nos chantiers",
        "Rénover sans se ruiner",
        "Garder les savoir-faire du bois",
        "Savoir ce qui dort dans nos bâtiments",
        "Stocker au sec, près d’ici",
    ),
    ENGLISH: (
        "Throw away less",
        "Throw away less material on building sites",
        "Throw away less material on our sites",
        "Renovate at a fair price",
        "Keep the skills of woodwork",
        "Know what sleeps in our buildings",
        "Store in the dry, nearby",
    ),
}
"""The title of a group, then the notes; the first two are grouped."""


def images(folder: Path) -> None:
    """The pictures of the documentation: the big screen and a phone, in both languages."""
    for tongue, (title, *notes) in SHOWN.items():
        people = [Person(one.name, one.actor, tongue) for one in CAST[:3]]
        with _room(tongue, lambda _name, _page: None) as play:
            begin(play)
            prepare(play)
            open_room(play)
            play.screen.page.set_viewport_size({"width": 1280, "height": 720})
            come_in(play, people)
            play.open("challenges")
            for place, words in enumerate(notes):
                spheres = ("dwell", "dwell", "dwell", "work", "equip", "equip")
                play.seats[place % 3].answer(text=words, sphere=spheres[place], dimensions=["ecological"])
            play.noted(len(notes))
            for box in play.scene.locator(".note__pick input").all()[-2:]:
                box.check()
            play.scene.locator("#pick-title").fill(title)
            play.do("grouper", play.scene.locator("#pick"))
            expect(play.screen.page.locator(".sgroup h2")).to_have_text(title)
            play.seats[2].page.set_viewport_size(PHONE)
            play.seats[2].page.mouse.move(0, 0)
            play.screen.page.screenshot(path=folder / f"workshop.{tongue.code}.png")
            play.seats[2].page.screenshot(path=folder / f"workshop-phone.{tongue.code}.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Play a workshop by hand, with pictures.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--images", action="store_true", help="only those of the documentation")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage_web.config.settings")
    asked.folder.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    (images if asked.images else play_by_hand)(asked.folder)
